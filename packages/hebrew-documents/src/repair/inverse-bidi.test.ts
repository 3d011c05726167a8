import { expect, test } from 'vitest';
import { baseDirection, inverseBidi } from './inverse-bidi.ts';

/** Seen from left to right on a Hebrew page → as written. */
const CASES: [seen: string, written: string][] = [
  ['5389/15 א"ער', 'רע"א 5389/15'],
  ['2094-01-15 א"ת', 'ת"א 2094-01-15'],
  ['.(5 הקספ) 12.3.2016 םויב החדנ רוערעה', 'הערעור נדחה ביום 12.3.2016 (פסקה 5).'],
  ['₪ 2,500 ךסב 15% לש רועישב', 'בשיעור של 15% בסך 2,500 ₪'],
  ['"due process" חנומה', 'המונח "due process"'],
  ['קוחה יפל Foo (Bar Ltd.) תרבח', 'חברת Foo (Bar Ltd.) לפי החוק'],
  ['7–5 םיפיעס', 'סעיפים 5–7'],
  ['GDPR 2016/679 הנקת', 'תקנה GDPR 2016/679'],
  ['.12', '12.'],
  ['(2)(א)12 ףיעס', 'סעיף 12(א)(2)'],
];

test.each(CASES)('%s is written %s', (seen, written) => {
  const line = [...seen];
  expect(inverseBidi(line, baseDirection(line, true), true).join('')).toBe(written);
});

test('a Latin line on a Hebrew page keeps its full stop at the end', () => {
  const line = [...'The appeal is dismissed.'];
  expect(inverseBidi(line, baseDirection(line, true), true).join('')).toBe('The appeal is dismissed.');
});

test('Hebrew inside an English page is turned, and the English around it is not', () => {
  const line = [...'the word ןיד קספ means judgment'];
  expect(baseDirection(line, false)).toBe('ltr');
  expect(inverseBidi(line, 'ltr', true).join('')).toBe('the word פסק דין means judgment');
});

test('a letter keeps its niqqud when the line is turned', () => {
  expect(inverseBidi(['ם', 'לֹו', 'שָׁ'], 'rtl', true).join('')).toBe('שָׁלֹום');
});

test('a line of a million letters is turned in linear time', () => {
  const line = [...'12 (ABC) נתלבא '.repeat(70_000)];
  const begun = performance.now();
  expect(inverseBidi(line, 'rtl', true)).toHaveLength(line.length);
  expect(performance.now() - begun).toBeLessThan(10_000);
});
