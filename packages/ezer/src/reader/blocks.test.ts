import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Block, blocksOf, type TextParts } from './blocks.ts';
import { numberParagraphs } from './numbers.ts';

const nothing: TextParts = { paragraphs: [], sections: [], halachot: [], references: [] };
const cut = (text: string, parts: Partial<TextParts>) => blocksOf(text, { ...nothing, ...parts });
const wordsOf = ({ number, pieces }: Block) => `${number ?? ''}${pieces.map((piece) => piece.text).join('')}`;

describe('pieces', () => {
  test('count code points: an astral letter is one', () => {
    const [block] = cut('𝒜𝒜 תום לב', { halachot: [{ start: 3, end: 6 }] });
    expect(block?.pieces.map(({ text, over }) => [text, over])).toEqual([
      ['𝒜𝒜 ', []],
      ['תום', [0]],
      [' לב', []],
    ]);
  });

  test('of halachot that overlap or stand in one another belong to both, and each begins once', () => {
    const text = 'אבגדהוזחטי';
    const [block] = cut(text, {
      halachot: [
        { start: 1, end: 6 },
        { start: 2, end: 4 },
        { start: 5, end: 8 },
      ],
    });
    expect(block?.pieces.map(({ text, over, begins }) => [text, over, begins])).toEqual([
      ['א', [], []],
      ['ב', [0], [0]],
      ['גד', [0, 1], [1]],
      ['ה', [0], []],
      ['ו', [0, 2], [2]],
      ['זח', [2], []],
      ['טי', [], []],
    ]);
  });

  test('of a halacha over two paragraphs begin in the first one only', () => {
    const blocks = cut('אאא\nבבב', { halachot: [{ start: 1, end: 6 }] });
    expect(blocks.map(({ pieces }) => pieces.map(({ text, begins }) => [text, begins]))).toEqual([
      [
        ['א', []],
        ['אא', [0]],
      ],
      [
        ['בב', []],
        ['ב', []],
      ],
    ]);
  });

  test('of a reference inside a halacha are both; a reference inside another is left out', () => {
    const [block] = cut('אבגדהו', {
      halachot: [{ start: 0, end: 4 }],
      references: [
        { start: 2, end: 6 },
        { start: 3, end: 5 },
      ],
    });
    expect(
      block?.pieces.map(({ text, over, reference, referenceBegins }) => [text, over, reference, referenceBegins]),
    ).toEqual([
      ['אב', [0], null, false],
      ['גד', [0], 0, true],
      ['הו', [], 0, false],
    ]);
  });

  test('hold every letter once, whatever the spans are', () => {
    const text = fc
      .array(fc.constantFrom('א', '𝒜', ' ', '\n', '1. ', '12) ', 'פסק דין', ':', 'ב'), { maxLength: 40 })
      .map((parts) => parts.join(''));
    const spans = fc.array(
      fc.record({ start: fc.integer({ min: -3, max: 90 }), end: fc.integer({ min: -3, max: 90 }) }),
      { maxLength: 8 },
    );
    const paragraphs = fc.array(
      fc.tuple(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 0, max: 60 }),
        fc.constantFrom('body', 'footer', 'x'),
      ),
      { maxLength: 6 },
    );
    const sections = fc.array(
      fc.record({
        start: fc.integer({ min: 0, max: 60 }),
        speaker: fc.constantFrom(null, 'א'),
        heading: fc.constantFrom(null, 'ב'),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(text, spans, spans, paragraphs, sections, (written, halachot, references, stored, parts) => {
        const blocks = blocksOf(written, { halachot, references, paragraphs: stored, sections: parts });
        expect(blocks.map(wordsOf).join('').replace(/\s/g, '')).toBe(written.replace(/\s/g, ''));
        const begun = blocks.flatMap(({ pieces }) => pieces.flatMap(({ begins }) => begins));
        expect(new Set(begun).size).toBe(begun.length);
      }),
    );
  });
});

describe('blocks', () => {
  const text = ['בבית המשפט', 'פ ס ק - ד י ן', 'השופטת א׳ לילך:', 'רקע', '1. ראשון.', 'המשך.', '2. שני.'].join('\n');
  const sections = [
    { start: 25, speaker: "א' לילך", heading: null },
    { start: 41, speaker: "א' לילך", heading: 'רקע' },
  ];

  test('are the caption, the title, who speaks, headings and numbered paragraphs, each with its place', () => {
    expect(cut(text, { sections }).map(({ kind, anchor, number }) => [kind, anchor, number])).toEqual([
      ['caption', null, null],
      ['title', null, null],
      ['speaker', 's1', null],
      ['heading', 's2', null],
      ['body', 'p1', '1.'],
      ['body', null, null],
      ['body', 'p2', '2.'],
    ]);
  });

  test('follow the stored paragraphs, and words that none of them covers are not lost', () => {
    const blocks = cut('אאא בבב\nגגג', { paragraphs: [[4, 7, 'footer']] });
    expect(blocks.map((block) => [block.kind, wordsOf(block).trim()])).toEqual([
      ['body', 'אאא'],
      ['footer', 'בבב'],
      ['body', 'גגג'],
    ]);
  });
});

describe('numbers', () => {
  const anchors = (...texts: string[]) => {
    let at = 0;
    return numberParagraphs(
      texts.map((text) => {
        const start = at;
        at += text.length + 1;
        return { start, text };
      }),
    ).map((number) => number?.anchor ?? null);
  };

  test('of the court get the plain anchors; those of the parties do not', () => {
    const long = 'מילים רבות מאוד '.repeat(9);
    expect(anchors('1. אלה', '2. רים', '3. נדים', `1. ${long}`, `2. ${long}`, 'המשך', `3. ${long}`)).toEqual([
      'p1-2',
      'p2-2',
      'p3-2',
      'p1',
      'p2',
      null,
      'p3',
    ]);
  });

  test('go on after a list that is quoted inside, and over a number that was lost', () => {
    expect(anchors('1. אא', '2. בב', '1. מצוטט', '2. מצוטט', '3. גג', '5. הה').filter(Boolean)).toHaveLength(6);
    expect(anchors('1. אא', '2. בב', '4. דד')).toEqual(['p1', 'p2', 'p4']);
  });

  test('are not the day of a date and not a sum', () => {
    expect(anchors('12.5.2033', '1.200 שקלים', '7.')).toEqual([null, null, null]);
  });

  test('are all different, whatever is written', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 60 }), (numbers) => {
        const found = anchors(...numbers.map((number) => `${number}. א`)).filter(Boolean);
        expect(new Set(found).size).toBe(found.length);
      }),
    );
  });
});

test('four hundred pages are cut in time that grows with their length', () => {
  const cost = (letters: number) => {
    const text = `${'הלכה היא כי צד לחוזה חייב בתום לב. '.repeat(letters / 36)}\n`;
    const spans = Array.from({ length: letters / 200 }, (_, i) => ({ start: i * 200, end: i * 200 + 260 }));
    const started = process.cpuUsage().user;
    blocksOf(text, {
      ...nothing,
      halachot: spans,
      references: spans.map(({ start }) => ({ start: start + 9, end: start + 20 })),
    });
    return process.cpuUsage().user - started;
  };
  cost(100_000);
  const [short, long] = [
    Math.min(cost(250_000), cost(250_000), cost(250_000)),
    Math.min(cost(1_000_000), cost(1_000_000)),
  ];
  // Four times the text; a quadratic cut would take sixteen times as long.
  expect(long).toBeLessThan(10 * Math.max(short, 10_000));
});
