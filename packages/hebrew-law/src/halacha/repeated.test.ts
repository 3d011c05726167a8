import { expect, it } from 'vitest';
import { findHalachot } from './index.ts';

it('proposes of one sentence repeated a thousand times what a decision of that length could lay down', () => {
  const text = `דיון והכרעה\n${'הלכה היא כי שוכר אינו רשאי לעכב תשלום. '.repeat(1000)}`;
  const found = findHalachot(text);
  expect(found).toHaveLength(2 * (10 + Math.floor(text.length / 2000)));
  expect(found[0]?.flags).not.toContain('near-duplicate');
  expect(found[1]?.flags).toContain('near-duplicate');
});

it('takes no single word for a rule, however long', () => {
  expect(findHalachot(`דיון והכרעה\nהלכההיאכישוכראינורשאילעכבתשלוםאלאאםהוסכםאחרת. שורה שנייה.`)).toEqual([]);
});
