import { expect, it } from 'vitest';
import { findHalachot } from './index.ts';

it('proposes one sentence repeated a thousand times no more than five hundred times', () => {
  const text = `דיון והכרעה\n${'הלכה היא כי שוכר אינו רשאי לעכב תשלום. '.repeat(1000)}`;
  const found = findHalachot(text);
  expect(found).toHaveLength(500);
  expect(found[0]?.flags).not.toContain('near-duplicate');
  expect(found[1]?.flags).toContain('near-duplicate');
});

it('takes no single word for a rule, however long', () => {
  expect(findHalachot(`דיון והכרעה\nהלכההיאכישוכראינורשאילעכבתשלוםאלאאםהוסכםאחרת. שורה שנייה.`)).toEqual([]);
});
