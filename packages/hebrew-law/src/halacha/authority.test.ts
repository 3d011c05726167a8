import { expect, it, test } from 'vitest';
import { withoutSignal } from './authority.ts';
import { findHalachot } from './index.ts';

test.each([
  ['ראו ע"פ 9021/31', 'ע"פ 9021/31'],
  ['וכן ראו, למשל: ע"א 9001/31', 'ע"א 9001/31'],
  ['ר\' גם רע"א 9107/31', 'רע"א 9107/31'],
  ['ראה והשווה: בג"ץ 9003/31', 'בג"ץ 9003/31'],
  ['השוו, לדוגמה, ע"ע 9004/31', 'ע"ע 9004/31'],
  ['עניין ראובני', 'עניין ראובני'],
  ['הלכת ראות', 'הלכת ראות'],
  ['ראו', 'ראו'],
])('the authority %j is %j', (authority, given) => {
  expect(withoutSignal(authority)).toBe(given);
});

it('gives the authority of a halacha without the word that led to it', () => {
  const [halacha] = findHalachot(
    "דיון והכרעה\n1. הלכה היא כי שוכר אינו רשאי לעכב תשלום, אלא אם הוסכם אחרת (ראו: ע\"א 901/77 גל נ' דן, פס' 4).",
  );
  expect(halacha?.authority).toMatch(/^ע"א 901\/77/);
});
