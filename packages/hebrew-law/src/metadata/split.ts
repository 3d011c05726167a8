import { locateDockets } from '../docket/index.ts';
import { type Normalised, normalise, type Span } from '../text/index.ts';
import { pairsOf } from '../text/pairs.ts';
import { PANEL_OPENS, type Range } from './frame.ts';

/** One decision of a file. */
export interface DecisionPart {
  span: Span;
  /** Why it begins here: the file's beginning, a line that names a file, or a court's heading behind a signed decision. */
  begins: 'start' | 'file-mark' | 'heading';
}

/**
 * The decisions of one file, in order. Files join decisions in two ways: with a line that names each file
 * (`# 0123abcd.docx`), as in a court's daily feed, or one behind the other, where a new heading (court, docket, panel)
 * follows a signature. A decision that quotes another whole stays one: what is quoted stands in quotation marks, or
 * follows words that announce it, not a signature. Linear in the text; never throws; a blank text has none.
 *
 * @example splitDecisions('# a.docx\nע"א 16/31 …\n# b.docx\nע"א 17/31 …').map((part) => part.begins) // ['file-mark', 'file-mark']
 */
export function splitDecisions(text: string | Normalised): DecisionPart[] {
  const normalised = typeof text === 'string' ? normalise(text) : text;
  return locateDecisions(normalised.text).map(({ start, end, begins }) => ({
    span: normalised.span(start, end),
    begins,
  }));
}

// A line like `# 0123abcd.docx` between two decisions of one file (a court's daily feed joined into one text).
const FILE_MARK = /^#[^\S\n]{1,3}\S{1,80}\.(?:docx?|pdf|rtf|txt)[^\S\n]{0,3}$/gim;

/** The same in positions of normalised text; blanks around a decision are left out. */
export function locateDecisions(text: string): (Range & Pick<DecisionPart, 'begins'>)[] {
  const found: (Range & Pick<DecisionPart, 'begins'>)[] = [];
  let start = 0;
  let begins: DecisionPart['begins'] = 'start';
  const close = (end: number): void => {
    const words = text.slice(start, end);
    if (words.trim() === '') return;
    const from = start + words.length - words.trimStart().length;
    found.push({ start: from, end: from + words.trim().length, begins });
  };
  for (const cut of cuts(text)) {
    // a heading right behind a file's line begins nothing new
    if (cut.begins === 'heading' && text.slice(start, cut.at).trim() === '') continue;
    close(cut.at);
    start = cut.next;
    begins = cut.begins;
  }
  close(text.length);
  return found;
}

interface Cut {
  at: number;
  next: number;
  begins: DecisionPart['begins'];
}

function cuts(text: string): Cut[] {
  const marks: Cut[] = [...text.matchAll(FILE_MARK)].map((mark) => ({
    at: mark.index,
    next: mark.index + mark[0].length,
    begins: 'file-mark',
  }));
  const headings: Cut[] = headingsBehindSignature(text).map((at) => ({ at, next: at, begins: 'heading' }));
  return [...marks, ...headings].sort((a, b) => a.at - b.at);
}

// The heading's first words: the court, at the beginning of a line; or, also where line ends were lost, an export's own
// title (`החלטה בתיק רע"א 16/31 בבית המשפט`), which no sentence contains.
const COURT =
  'ב?בית[ -]ה?(?:משפט|דין)\\s(?:ה?עליון|ה?גבוה|ה?מחוזי|ה?שלום|ה?ארצי|ה?אזורי|לעני|לתעבורה|לתביעות|לנוער|לשכירות)|ועד[תה]\\s(?:ה?ערר|ה?ערעור)';
const HEADING = new RegExp(
  `^[^\\S\\n]{0,40}(?:${COURT})|(?<=^|\\s)(?:החלטה|פסק[- ]דין|גזר[- ]דין|הכרעת[- ]דין)\\sבתיק\\s\\S{2,8}\\s[\\d/-]{4,16}\\s{0,4}(?:${COURT}|[א-ת]{1,5}"[א-ת]\\s\\d|[לב]פני\\s?:)`,
  'gm',
);
const SIGNED =
  /(?:(?:^|[^א-ת])(?:ניתן|ניתנה|נחתם)\s[^.]{0,40}(?:היום|ביום|\d)|היום,?\s|ש\s?ו\s?פ\s?ט|נ\s?ש\s?י\s?א|ר\s?ש\s?מ?\s?[םת]|העותק\sכפוף|הנוסח\sהמחייב|ה?מזכירות|_{3}|\*{3})/;
const BEFORE = 400;
const DOCKET_WITHIN = 160;
const PANEL_WITHIN = 600;

function headingsBehindSignature(text: string): number[] {
  const found: number[] = [];
  let quotations: readonly Range[] | null = null;
  let quotation = 0;
  for (const match of text.matchAll(HEADING)) {
    const at = match.index + match[0].length - match[0].trimStart().length;
    const before = text.slice(Math.max(0, at - BEFORE), at).trimEnd();
    if (before.length < 40 || /[:,;"(]$/.test(before) || !SIGNED.test(before)) continue;
    const end = match.index + match[0].length;
    if (!PANEL_OPENS.test(text.slice(end, end + PANEL_WITHIN))) continue;
    const [docket] = locateDockets(text.slice(end, end + DOCKET_WITHIN));
    if (docket?.prefixLetters !== '') continue;
    quotations ??= pairsOf(text).quotations;
    for (let last = quotations[quotation]; last && last.end <= at; last = quotations[++quotation]);
    const around = quotations[quotation];
    if (around && around.start < at) continue;
    found.push(at);
  }
  return found;
}
