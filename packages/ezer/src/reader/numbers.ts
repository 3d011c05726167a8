/** The number of a paragraph: as written (`12. `, with the white space after it), and the name of its place. */
export interface ParagraphNumber {
  written: string;
  anchor: string;
}

// `12.` or `12)`, not the day of a date (`12.5.2033`) and not a sum (`1.200`).
const NUMBER = /^(\d{1,3})\s?[.)](?!\d)\s*(?=\S)/;

interface Series {
  last: number;
  from: number;
  to: number;
  members: { index: number; number: number; written: string }[];
}

/**
 * The court's own numbers. A decision has several series (its paragraphs, the parties, a list it quotes, an opinion that
 * starts anew); the one that spans most of the text gives the anchors `p1`, `p2`, …, the others `p1-2`, `p1-3`, …
 *
 * @param paragraphs  in text order; an empty text has no number
 * @example numberParagraphs([{ start: 0, text: '1. א' }, { start: 9, text: 'ב' }])[0]?.anchor // 'p1'
 */
export function numberParagraphs(
  paragraphs: readonly { start: number; text: string }[],
): readonly (ParagraphNumber | null)[] {
  const all: Series[] = [];
  const open: Series[] = [];
  paragraphs.forEach(({ start, text }, index) => {
    const [written, digits] = NUMBER.exec(text) ?? [];
    if (written === undefined || written.length >= text.length) return;
    const number = Number(digits);
    const series = continued(open, number) ?? started(all, open, start);
    series.last = number;
    series.to = start + text.length;
    series.members.push({ index, number, written });
  });
  const numbers: (ParagraphNumber | null)[] = paragraphs.map(() => null);
  const taken = new Set<string>();
  [...all]
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .forEach(({ members }, rank) => {
      for (const { index, number, written } of members) {
        const anchor = rank === 0 ? `p${number}` : `p${number}-${rank + 1}`;
        numbers[index] = { written, anchor: taken.has(anchor) ? `${anchor}-${index}` : anchor };
        taken.add(anchor);
      }
    });
  return numbers;
}

// A reader of files may lose a number; more than a few in a row is another list.
const MOST_LOST = 3;
// Lists inside lists go no deeper in a judgment; the bound keeps a hostile text linear.
const MOST_OPEN = 8;

function continued(open: Series[], number: number): Series | null {
  for (const lost of [0, MOST_LOST]) {
    for (let i = open.length - 1; i >= 0; i--) {
      const series = open[i];
      if (series === undefined || number <= series.last || number > series.last + 1 + lost) continue;
      open.length = i + 1;
      return series;
    }
  }
  return null;
}

function started(all: Series[], open: Series[], start: number): Series {
  const series: Series = { last: 0, from: start, to: start, members: [] };
  all.push(series);
  open.push(series);
  if (open.length > MOST_OPEN) open.splice(1, 1);
  return series;
}
