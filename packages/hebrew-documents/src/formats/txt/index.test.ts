import { expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../limits.ts';
import { decode } from '../../repair/decode.ts';
import { asSeen } from '../../testing/pdf.ts';
import { expectRefused } from '../../testing/refusal.ts';
import { readText } from './index.ts';

const TEXT = `בית המשפט העליון
רע"א 5389/15

לפני כבוד השופט פלמוני
המערער טוען כי בית משפט השלום לא נתן משקל לראיות (פסקה 5) שהונחו לפניו ביום 12.3.2016.
על כן הערעור נדחה, והמערער ישלם הוצאות בסכומים שנקבעו.`;
const read = (text: string) => readText(decode(new TextEncoder().encode(text)), DEFAULT_LIMITS);

test('a text keeps its blank lines and inner spaces', () => {
  const text = 'כותרת\n\n\n  סעיף   ראשון \nסוף';
  const document = read(text);
  expect(document.text).toBe(text);
  expect(document.paragraphs.map(({ span }) => text.slice(span.start, span.end))).toEqual([
    'כותרת',
    'סעיף   ראשון',
    'סוף',
  ]);
});

test('a text whose letters stand in visual order is turned line by line', () => {
  const visual = TEXT.split('\n').map(asSeen).join('\n');
  const document = read(visual);
  expect(document.text).toBe(TEXT);
  expect(document.repairs).toEqual([{ kind: 'visual-order', count: 5 }]);
  expect(document.confidence).toBeLessThan(1);
});

test('a text whose words alone are reversed cannot be mended for certain and is refused', async () => {
  const reversed = TEXT.split('\n')
    .map((line) => line.split(' ').reverse().join(' '))
    .join('\n');
  await expectRefused(() => read(`${reversed}\n${reversed}`), 'order-unclear');
});

test('a line of a megabyte is read in a moment', () => {
  const begun = performance.now();
  expect(read('הערעור נדחה ברובו, '.repeat(60_000)).text).toHaveLength(1_140_000);
  expect(performance.now() - begun).toBeLessThan(10_000);
});
