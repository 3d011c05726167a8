import { expect, test } from 'vitest';
import { judgeOrder, SURE_ENOUGH, weighOrder } from './order.ts';

const TEXT = `בית המשפט העליון
לפני כבוד השופט פלמוני
פסק דין
המערער טוען כי בית משפט השלום לא נתן משקל לראיות שהונחו לפניו, ואין לקבל את הטענה.
על כן הערעור נדחה, והמערער ישלם הוצאות על פי חוק בסכומים שנקבעו.`;

const lettersBack = (text: string) =>
  text
    .split('\n')
    .map((line) => [...line].reverse().join(''))
    .join('\n');
const wordsBack = (text: string) =>
  text
    .split('\n')
    .map((line) => line.split(' ').reverse().join(' '))
    .join('\n');

test('written order is known as such', () => {
  const { verdict, score } = judgeOrder(weighOrder(TEXT));
  expect(verdict).toBe('logical');
  expect(score).toBeGreaterThan(SURE_ENOUGH);
});

test('letters in visual order are known by final letters and court words', () => {
  expect(judgeOrder(weighOrder(lettersBack(TEXT))).verdict).toBe('letters-reversed');
});

test('right letters with the words of each line reversed are known by their neighbours', () => {
  expect(judgeOrder(weighOrder(wordsBack(TEXT))).verdict).toBe('words-reversed');
});

test('one pair that honestly stands the other way does not condemn a decision', () => {
  const honest = `${TEXT}\nהמשפט בית`;
  expect(judgeOrder(weighOrder(honest)).score).toBeGreaterThanOrEqual(SURE_ENOUGH);
});

test('a few words decide nothing', () => {
  expect(judgeOrder(weighOrder('בית המשפט דן בעניין')).verdict).toBe('no-evidence');
});
