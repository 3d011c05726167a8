import { expect, test } from 'vitest';
import { pageOf } from '../../session.ts';
import { surroundings } from './surroundings.ts';

const page = pageOf('he', null, '/review', Buffer.from('key'));
/** What stands around the quote before anything is opened. */
const shown = (textBefore: string, textAfter = '') =>
  /<blockquote[^>]*>([\s\S]*?)<\/blockquote>/.exec(
    String(surroundings(page, { quote: 'הכלל.', textBefore, textAfter })),
  )?.[1];

test('a quote is shown in its paragraph', () => {
  expect(shown('פתיחה.\n\n7. הקדמה. ', ' סיום.\n\nעוד.')).toBe('7. הקדמה. <mark>הכלל.</mark> סיום.');
});

test('a quote that is a paragraph of its own is shown with the one that leads to it', () => {
  expect(shown('פתיחה.\n\nכך נפסק שם:\n\n', '\n\nעוד.')).toBe('כך נפסק שם:\n\n<mark>הכלל.</mark>');
  expect(shown('פתיחה.\n\nכך נפסק שם:\n\n7. ', '\n\nעוד.')).toBe('כך נפסק שם:\n\n7. <mark>הכלל.</mark>');
  expect(shown('כך נפסק שם:\n')).toBe('כך נפסק שם:\n<mark>הכלל.</mark>');
  expect(shown('')).toBe('<mark>הכלל.</mark>');
});
