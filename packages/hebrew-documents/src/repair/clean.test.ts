import { expect, test } from 'vitest';
import { cleanText } from './clean.ts';

test('NUL, lone surrogates and control characters go and are counted; line ends become one kind', () => {
  expect(cleanText('א\0ב\r\nג\ud800ד\x07\rה\u2028ו')).toEqual({
    text: 'אב\nגד\nה\nו',
    repairs: [
      { kind: 'nul', count: 1 },
      { kind: 'lone-surrogate', count: 1 },
      { kind: 'control-character', count: 1 },
    ],
  });
});

test('the example of the doc block', () => {
  expect(cleanText('א\0ב\r\nג')).toEqual({ text: 'אב\nג', repairs: [{ kind: 'nul', count: 1 }] });
});

test('niqqud, bidi marks, quotation marks, tabs and whole emoji stay', () => {
  const text = 'שָׁלוֹם\t\u200f"רע״א" 😀';
  expect(cleanText(text)).toEqual({ text, repairs: [] });
});
