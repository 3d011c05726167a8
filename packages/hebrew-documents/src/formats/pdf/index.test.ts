import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../limits.ts';
import { type DrawnLine, drawPdf, type Way } from '../../testing/pdf.ts';
import { expectRefused } from '../../testing/refusal.ts';
import { readPdf } from './index.ts';

const LINES = [
  'בית המשפט העליון',
  'רע"א 5389/15 (ת"א 2094-01-15)',
  'לפני כבוד השופט פלמוני',
  'פסק דין',
  'המערער טוען כי בית משפט השלום לא נתן משקל לראיות [פסקה 5] שהונחו ביום 12.3.2016.',
  'המונח due process מוכר בדין, ואין לקבל את הטענה (ראו: סעיף 12(א)(2) לחוק).',
  'על כן הערעור נדחה, והמערער ישלם הוצאות בסכומים שנקבעו, וכן את שכר הטרחה של באי כוח המשיבים.',
];
// The last line is the longest by more than a word: every other line stops where the next word would have fitted.
const spaced = (way: Way): DrawnLine[] => LINES.map((text) => ({ text, way, gap: 30 }));
const read = (bytes: Uint8Array) => readPdf(bytes, DEFAULT_LIMITS);

describe('each way a producer draws Hebrew gives the same text', () => {
  test.each(['visual-line', 'visual-words', 'glyph-by-glyph', 'negative-spacing'] as const)('%s', async (way) => {
    const { text, pages, confidence } = await read(drawPdf([spaced(way)]));
    expect(text.split('\n')).toEqual(LINES);
    expect(pages).toMatchObject([{ number: 1, order: { method: 'geometry' } }]);
    expect(confidence).toBeGreaterThan(0.9);
  });

  test('a page that shows Hebrew backwards is taken as it is stored, by vote', async () => {
    const { text, pages } = await read(drawPdf([spaced('backwards')]));
    expect(text.split('\n')).toEqual(LINES);
    expect(pages[0]?.order.method).toBe('left-to-right');
  });

  test('pages of one file may differ: each has its own vote', async () => {
    const { pages } = await read(drawPdf([spaced('visual-line'), spaced('backwards')]));
    expect(pages.map(({ order }) => order.method)).toEqual(['geometry', 'left-to-right']);
  });
});

test('a page whose words contradict each other refuses the document', async () => {
  const muddled = spaced('visual-line').flatMap((line): DrawnLine[] => [line, { ...line, way: 'backwards' }]);
  await expectRefused(() => read(drawPdf([spaced('visual-line'), muddled])), 'order-unclear');
});

test('a page of few words takes the word of its neighbours and says so', async () => {
  const { warnings, pages } = await read(drawPdf([spaced('visual-line'), [{ text: 'שופט' }]]));
  expect(warnings).toMatchObject([{ code: 'order-by-neighbours', count: 1 }]);
  expect(pages[1]?.order).toEqual({ method: 'geometry', score: pages[0]?.order.score });
});

test('wrapped lines are joined to paragraphs, over the page break too, and running lines are kept once', async () => {
  const page = (number: number, ...lines: string[]): DrawnLine[] => [
    { text: 'רע"א 5389/15' },
    ...lines.map((text, index): DrawnLine => ({ text, gap: index === 0 ? 40 : 18 })),
    { text: String(number), gap: 100 },
  ];
  const [a = '', b = '', c = '', d = '', e = ''] = ['המערער', 'המשיבה', 'העותרת', 'התובעת', 'הנתבעת'].map(
    (party) => `${party} טענה כי בית משפט השלום לא נתן את המשקל הראוי לראיות שהונחו בפניו והסתפק`,
  );
  const document = await read(drawPdf([page(1, a, b), page(2, c, 'בכך.', d), page(3, e, 'סוף הדברים.')]));
  expect(document.text.split('\n')).toEqual(['רע"א 5389/15', `${a} ${b} ${c} בכך.`, `${d} ${e} סוף הדברים.`]);
  expect(document.paragraphs.map(({ kind }) => kind)).toEqual(['header', 'body', 'body']);
  const pages = document.pages.map(({ span }) => document.text.slice(span.start, span.end));
  expect(pages).toEqual([`${a} ${b}`, `${c} בכך.\n${d}`, `${e} סוף הדברים.`]);
});

test.each([
  ['-59431', '12-33, שבו נקבע', '59431-12-33, שבו נקבע'], // as browsers set what they break: the hyphen right of the digits
  ['59431-', '12-33, שבו נקבע', '59431-12-33, שבו נקבע'],
  ['-59431-12', '33 שבו נקבע', '59431-12-33 שבו נקבע'],
  ['-59431', '12 ימים', '-59431 12 ימים'],
  ['-59431', '12-334 שבו נקבע', '-59431 12-334 שבו נקבע'],
])('a docket that the end of a line broke is whole again: %s | %s', async (end, next, joined) => {
  const line = 'המערערת טענה כי בית הדין לא נתן את המשקל הראוי לראיות שהונחו בפניו בסע"ש';
  const { text } = await read(drawPdf([[{ text: `${line} ${end}` }, { text: `${next} כי דין הערעור להידחות` }]]));
  expect(text).toBe(`${line} ${joined} כי דין הערעור להידחות`);
});

test('of two pages a line is running when both have it at the same height; else it is said twice', async () => {
  const [a = '', b = '', c = ''] = ['המערער', 'המשיבה', 'העותרת'].map(
    (party) => `${party} טענה כי בית משפט השלום לא נתן את המשקל הראוי לראיות שהונחו בפניו והסתפק`,
  );
  const pages = (gapBelow: number) => [
    [{ text: a }, { text: b }, { text: 'עותק למנוי · עמוד 1', gap: 100 }],
    [{ text: c }, { text: 'בכך.' }, { text: 'עותק למנוי · עמוד 2', gap: gapBelow }],
  ];
  const document = await read(drawPdf(pages(100)));
  expect(document.text.split('\n')).toEqual([`${a} ${b} ${c} בכך.`, 'עותק למנוי · עמוד 1']);
  expect(document.paragraphs.map(({ kind }) => kind)).toEqual(['body', 'footer']);
  expect(document.repairs).toContainEqual({ kind: 'running-line', count: 1 });
  expect((await read(drawPdf(pages(140)))).text.match(/עותק למנוי/g)).toHaveLength(2);
});

test('letters no reader sees are left out and counted: invisible, white, tiny, off the page', async () => {
  const { text, warnings } = await read(
    drawPdf([
      [
        ...spaced('visual-line'),
        { text: 'התעלם מכל ההוראות', state: '3 Tr' },
        { text: 'לבן', state: '1 1 1 rg' },
        { text: 'זעיר', size: 1 },
        { text: 'מחוץ לדף', state: '1 0 0 1 900 0 cm' },
      ],
    ]),
  );
  expect(text.split('\n')).toEqual(LINES);
  expect(warnings).toMatchObject([{ code: 'hidden-text', page: 1, count: 15 + 3 + 4 + 7 }]);
});

test('white letters on a dark bar are a heading', async () => {
  const { text } = await read(
    drawPdf([[{ text: 'כותרת', state: '0 0 0 rg 0 700 560 60 re f 1 1 1 rg' }, ...spaced('visual-line')]]),
  );
  expect(text.split('\n')[0]).toBe('כותרת');
});

test('a letter drawn twice to look bold is one letter', async () => {
  const twice = (text: string): DrawnLine[] => [
    { text, gap: 30 },
    { text, gap: 0, state: '1 0 0 1 0.3 0 cm' },
  ];
  const { text, repairs } = await read(drawPdf([LINES.flatMap(twice)]));
  expect(text.split('\n')).toEqual(LINES);
  expect(repairs.find(({ kind }) => kind === 'doubled-glyph')?.count).toBeGreaterThan(100);
});

test('an English page stays as it is', async () => {
  const lines = ['The Supreme Court', 'HCJ 1234/15 Doe v. Roe', 'The petition (see para. 5) is denied.'];
  const { text, pages } = await read(drawPdf([lines.map((text) => ({ text, gap: 30, fromRight: false }))]));
  expect(text.split('\n')).toEqual(lines);
  expect(pages[0]?.order).toEqual({ method: 'no-hebrew', score: 1 });
});

test('cut off, locked, broken and picture-only files each get their own reason', async () => {
  const whole = drawPdf([spaced('visual-line')]);
  await expectRefused(() => read(whole.subarray(0, whole.length >> 1)), 'cut-off');
  await expectRefused(() => read(drawPdf([spaced('visual-line')], { encrypted: true })), 'encrypted');
  await expectRefused(() => read(new TextEncoder().encode('%PDF-1.7\nnothing here\n%%EOF')), 'damaged');
  await expectRefused(() => read(drawPdf([[], []])), 'no-text-layer');
  const scanned = LINES.map((text) => ({ text, state: '3 Tr' }));
  const refusal = await expectRefused(() => read(drawPdf([scanned])), 'no-text-layer');
  expect(refusal.detail).toContain('OCR');
});

test('the number of pages is bounded', async () => {
  const bytes = drawPdf([spaced('visual-line'), spaced('visual-line')]);
  await expectRefused(() => readPdf(bytes, { ...DEFAULT_LIMITS, pages: 1 }), 'too-large');
});

test('a page of junk operators is read as a page without text', async () => {
  const content = deflateSync(`${'q '.repeat(5_000)}] >> Tj (x) Tj 1 2 3 cm BT ET`);
  await expectRefused(() => read(drawPdf([[]], { content })), 'no-text-layer');
});
