import type { Paragraph, ParagraphKind, Repair, Span } from '../document.ts';
import type { Limits } from '../limits.ts';
import { DocumentRefused } from '../refused.ts';
import { cleanText } from '../repair/clean.ts';

/** A paragraph before its place is known; one that runs over a page break has a piece for each page. */
export interface LooseParagraph {
  kind: ParagraphKind;
  pieces: { text: string; page?: number }[];
}

export interface Assembled {
  text: string;
  paragraphs: Paragraph[];
  /** Span of each page that has at least one paragraph. */
  pageSpans: Map<number, Span>;
  repairs: Repair[];
}

/** Joins paragraphs by `\n`, cleans each, and counts their places in code points. Empty ones are left out. */
export function assemble(loose: Iterable<LooseParagraph>, limits: Limits): Assembled {
  const texts: string[] = [];
  const paragraphs: Paragraph[] = [];
  const pageSpans = new Map<number, Span>();
  const repairs: Repair[] = [];
  let at = 0;
  let characters = 0;
  const put = (text: string, page: number | undefined): Span => {
    characters += text.length + 1;
    if (characters > limits.characters) {
      throw new DocumentRefused('too-large', `The text is longer than ${limits.characters} characters.`);
    }
    const span = { start: at, end: at + codePoints(text) };
    if (page !== undefined) pageSpans.set(page, { start: pageSpans.get(page)?.start ?? span.start, end: span.end });
    texts.push(text);
    at = span.end + 1;
    return span;
  };
  for (const { pieces, kind } of loose) {
    let open: Paragraph | undefined;
    for (const { text: raw, page } of pieces) {
      const cleaned = cleanText(raw);
      repairs.push(...cleaned.repairs);
      for (const [index, line] of cleaned.text.split('\n').entries()) {
        const text = line.trim();
        if (text === '') continue;
        if (open !== undefined && index === 0) {
          // The piece goes on with the paragraph of the page before.
          texts.push(' ');
          open.span.end = put(text, page).end;
          continue;
        }
        if (texts.length > 0) texts.push('\n');
        open = { span: put(text, page), kind };
        paragraphs.push(open);
      }
    }
  }
  return { text: texts.join(''), paragraphs, pageSpans, repairs: addUp(repairs) };
}

export function addUp(repairs: Repair[]): Repair[] {
  const sums = new Map<Repair['kind'], number>();
  for (const { kind, count } of repairs) if (count > 0) sums.set(kind, (sums.get(kind) ?? 0) + count);
  return [...sums].map(([kind, count]) => ({ kind, count }));
}

export function codePoints(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdbff) {
      count--;
      i++;
    }
  }
  return count;
}
