/** A stretch of a document's text: code points (not UTF-16 units), `start` inclusive, `end` exclusive. */
export interface Span {
  start: number;
  end: number;
}

export type Format = 'txt' | 'html' | 'docx' | 'pdf';

/** Where a paragraph stood in the file. A docket is often only in the `header` of a Word file. */
export type ParagraphKind = 'body' | 'header' | 'footer' | 'footnote';

export interface Paragraph {
  span: Span;
  kind: ParagraphKind;
}

/** How the reading order of Hebrew was decided, and how sure the vote is (0..1; 1 when nothing had to be decided). */
export interface OrderDecision {
  method: 'no-hebrew' | 'logical' | 'geometry' | 'left-to-right' | 'stream' | 'visual-lines';
  score: number;
}

export interface Page {
  /** From 1, as in the file, not as printed. */
  number: number;
  span: Span;
  order: OrderDecision;
}

export type RepairKind =
  | 'nul'
  | 'lone-surrogate'
  | 'control-character'
  | 'undecodable-bytes'
  | 'mojibake'
  | 'visual-order'
  | 'bidi-mark'
  | 'mirrored-bracket'
  | 'doubled-glyph'
  | 'running-line';

/** Something that was put right in the text, and how many times. */
export interface Repair {
  kind: RepairKind;
  count: number;
}

export type WarningCode =
  | 'hidden-text'
  | 'deleted-text'
  | 'automatic-numbering'
  | 'rotated-text'
  | 'page-without-text'
  | 'order-by-neighbours'
  | 'encoding-guessed'
  | 'unmapped-glyphs';

/** Something a reader of the text should know; nothing was guessed in its place. */
export interface Warning {
  code: WarningCode;
  message: string;
  count: number;
  page?: number;
}

export interface ReadDocument {
  /** Paragraphs separated by one `\n` (a text file keeps its own lines and blank lines). */
  text: string;
  /** Only formats that have pages (pdf). */
  pages: Page[];
  /** The paragraphs that are not empty, in order. */
  paragraphs: Paragraph[];
  format: Format;
  /** The character encoding of a text or html file; null for formats that carry their own. */
  encoding: string | null;
  repairs: Repair[];
  warnings: Warning[];
  /** 0..1: the least sure decision that was taken on the way from bytes to text. */
  confidence: number;
}
