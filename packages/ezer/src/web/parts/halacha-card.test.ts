import { expect, test } from 'vitest';
import { withoutSignal } from './halacha-card.ts';

test.each([
  ['ראו ע"פ 9021/31', 'ע"פ 9021/31'],
  ['וכן ראו, למשל: ע"א 9001/31', 'ע"א 9001/31'],
  ['ר\' גם רע"א 9107/31', 'רע"א 9107/31'],
  ['ראה והשווה: בג"ץ 9003/31', 'בג"ץ 9003/31'],
  ['השוו, לדוגמה, ע"ע 9004/31', 'ע"ע 9004/31'],
  ['עניין ראובני', 'עניין ראובני'],
  ['הלכת ראות', 'הלכת ראות'],
  ['ראו', 'ראו'],
])('the authority %j is shown as %j', (authority, shown) => {
  expect(withoutSignal(authority)).toBe(shown);
});
