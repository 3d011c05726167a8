import { type Normalised, normalise } from '../text/normalise.ts';
import type { Span } from '../text/offsets.ts';
import { CaseNames, type Meant } from './case-names.ts';
import { type CaseAt, following, locateCases } from './cases.ts';
import { caseOfNote, Footnotes } from './footnotes.ts';
import { type Pinpoint, readPinpoints } from './pinpoints.ts';

/** `עניין אלמוג`, `הלכת אלמוג`, `אלמוג, לעיל ה"ש 3`: by name. `שם, פס' 12`: ibid. `פסק הדין הנ"ל`, `לעיל ה"ש 3`: above. */
export type BackReferenceKind = 'name' | 'ibid' | 'above';

/** A mention of a proceeding that the text cites elsewhere, without its number. */
export interface BackReference {
  kind: BackReferenceKind;
  /** Exact words, without prefix letters and pinpoints. */
  raw: string;
  span: Span;
  /** The name used, as written; null for `שם`, `פסק הדין הנ"ל` and a bare `לעיל ה"ש 3`. */
  name: string | null;
  /** `ambiguous`: several cited proceedings bear the name. `unknown`: none does, or too much stands between. Never a guess. */
  resolution: 'found' | 'ambiguous' | 'unknown';
  /** Index of the citation meant in `findCaseCitations(text)` with the same `own`; null unless found. */
  refersTo: number | null;
  /** Canonical docket of the citation meant; null when it is cited by reporter alone, or unless found. */
  docket: string | null;
  pinpoints: Pinpoint[];
}

/**
 * Mentions of cited proceedings by a name, by `שם` or by `פסק הדין הנ"ל`, each resolved to the citation it means: the name
 * set by `(להלן: עניין אלמוג)` first, else a party's name in a citation before it; `לעיל ה"ש 3` by the footnote of that number,
 * where the text carries it. They are no citations of their own and
 * are not among `findCaseCitations`. Linear in the text; never throws.
 *
 * @param options.own the decision's own dockets, as for `findCaseCitations`.
 * @example findBackReferences('ע"א 616/84 ברושים נ\' אלמוגי (5.6.1985). כפי שנקבע בעניין ברושים, פס\' 12').map((r) => [r.name, r.docket]) // [['ברושים', 'ע"א 616/84']]
 */
export function findBackReferences(
  text: string | Normalised,
  options: { own?: readonly string[] } = {},
): BackReference[] {
  const normalised = typeof text === 'string' ? normalise(text) : text;
  return backReferencesAmong(normalised, locateCases(normalised.text, options.own));
}

// What may open a back-reference or define a name; each alternative starts with another word and none repeats.
const MENTION =
  /(?<![א-ת"'])(?:([ושהלבמכ]{0,3})(?:(עניין|ענין|פרשת|הלכת|פס"ד)(?=\s{1,2}"?[א-ת])|(פסק[ -]ה?דין\s(?:ה?נ"ל|לעיל))(?![א-ת]))|ו?(שם)(?![א-ת"'])|(לעיל,?\sב?(?:ה"ש|הערה|הערת\sשוליים)\s)(?=\d)|[([]\s{0,2}ו?(?:להלן|מכאן ואילך)\s{0,2}[:,-]?\s{0,2}([^()[\]]{2,80})[)\]])/g;

/** The back-references among citations that are located already. */
export function backReferencesAmong(normalised: Normalised, cases: readonly CaseAt[]): BackReference[] {
  const text = normalised.text;
  const found: (Read & { index: number | null; limit: number })[] = [];
  const names = new CaseNames();
  const notes = new Footnotes(text, cases);
  let passed = 0;
  let last: Last | null = null;
  for (const match of text.matchAll(MENTION)) {
    // by place and not by name: named groups cost a table a match
    const [, prefix = '', word, above, ibid, note, definition] = match;
    const start = match.index + (ibid ? match[0].length - ibid.length : prefix.length);
    for (let at = cases[passed]; at && at.start <= start; at = cases[++passed]) {
      names.addParties(text, at, passed);
      last = { index: passed, end: at.end };
    }
    const before = cases[passed - 1];
    if (before && start < before.end) continue;
    if (definition !== undefined) {
      if (before) define(text, names, definition, before, passed - 1, start);
      continue;
    }
    const place: Place = { text, start, end: match.index + match[0].length, next: cases[passed], nextIndex: passed };
    const read = word
      ? byName(place, names, word)
      : note
        ? byNote(place, names, notes)
        : above
          ? byPlace(place, last, 'above')
          : byPlace(place, last, 'ibid');
    if (!read) continue;
    const { meant } = read;
    const index = meant.resolution === 'found' ? meant.index : null;
    if (index !== null) last = { index, end: read.end };
    found.push({ ...read, index, limit: place.next?.start ?? text.length });
  }
  return found.map(({ kind, start, end, name, meant, index, limit }, i) => ({
    kind,
    raw: normalised.raw(start, end),
    span: normalised.span(start, end),
    name,
    resolution: meant.resolution,
    refersTo: index,
    docket: index === null ? null : (cases[index]?.docket?.docket.canonical ?? null),
    pinpoints: readPinpoints(following(text, end, Math.min(limit, found[i + 1]?.start ?? limit)), true),
  }));
}

/** The proceeding spoken of last, and where that ended. */
interface Last {
  index: number;
  end: number;
}

interface Place {
  text: string;
  start: number;
  end: number;
  /** The citation that follows. */
  next: CaseAt | undefined;
  nextIndex: number;
}

interface Read {
  kind: BackReferenceKind;
  start: number;
  end: number;
  name: string | null;
  meant: Meant;
}

const CASE_NAME = /^["\s]*(?:עניין|ענין|פרשת|הלכת|פס"ד|פסק[ -]דין)\s{1,2}(.{2,60})$/;
const SENTENCE_ENDS = /;|[א-ת]{3}\.\s|\n\s*\n/;
const LONGEST_GAP = 250;

function define(text: string, names: CaseNames, words: string, at: CaseAt, index: number, start: number): void {
  const gap = start - at.end;
  if (gap > LONGEST_GAP || SENTENCE_ENDS.test(text.slice(at.end, start))) return;
  for (const part of words.split(/ או |[;,/]/)) {
    const name = CASE_NAME.exec(part.trim())?.[1];
    if (name) names.define(name, at, index);
  }
}

const NAME_WORDS = /[א-ת][א-ת"'-]{0,40}(?:\s{1,2}[א-ת][א-ת"'-]{0,40}){0,3}/y;
const OPENS_CITATION = /^["\s]{0,3}(?:הנ"ל\s)?[(-]\s{0,2}(?:ראו:?\s)?$/;
// `בעניין זה (ע"א 616/84)`, `בעניין הסמכות (…)`: not names.
const NO_NAME = /^(?:ה[א-ת]|(?:זה|זו|זאת|אחר|אחרת|דומה|דנן|כאמור|אלה|אלו)(?![א-ת])|[א-ת]{1,2}(?![א-ת"']))/;

/** `עניין אלמוג`. Of a name that no citation bears only `הלכת` and `פרשת` are kept: `עניין` is also an ordinary word. */
function byName({ text, start, end, next, nextIndex }: Place, names: CaseNames, word: string): Read | null {
  NAME_WORDS.lastIndex = end + (/^\s{1,2}"?/.exec(text.slice(end, end + 3))?.[0].length ?? 0);
  const from = NAME_WORDS.lastIndex;
  const written = NAME_WORDS.exec(text)?.[0];
  if (written === undefined) return null;
  if (next && next.start <= from + written.length) return null; // `הלכת ע"א 616/84` is the citation itself
  const words = written.split(/\s+/);
  const { meant, length } = names.find(words);
  const close = from + lengthOf(written, Math.max(length, 1));
  const read = { kind: 'name' as const, start, end: close, name: text.slice(from, close).replace(/["']+$/, '') };
  if (meant.resolution !== 'unknown') return { ...read, meant };
  // `בעניין אלמוג (ע"א 616/84)`: the citation follows its name
  const whole = from + written.length;
  if (
    next &&
    words.length <= 3 &&
    !NO_NAME.test(written) &&
    next.start - whole <= 12 &&
    OPENS_CITATION.test(text.slice(whole, next.start))
  ) {
    names.define(written, next, nextIndex);
    return { ...read, end: whole, name: written, meant: { resolution: 'found', index: nextIndex } };
  }
  return (word === 'הלכת' || word === 'פרשת') && !NO_NAME.test(written) ? { ...read, meant } : null;
}

/** Length of the first `count` words of `written`. */
function lengthOf(written: string, count: number): number {
  let end = 0;
  for (let n = 0; n < count; n++) {
    while (/\s/.test(written.charAt(end))) end++;
    while (end < written.length && !/\s/.test(written.charAt(end))) end++;
  }
  return end;
}

/** `אלמוג, לעיל ה"ש 3`. */
function byNote({ text, start, end }: Place, names: CaseNames, notes: Footnotes): Read | null {
  const number = /^\d{1,3}/.exec(text.slice(end, end + 3))?.[0] ?? '';
  const noted = caseOfNote(text, start, notes.numbered(Number(number)), names);
  if (!noted) return null;
  return { ...noted, kind: noted.name === null ? 'above' : 'name', end: end + number.length };
}

const POINTS = /^\s{0,2},?\s{0,2}(?:שם,?\s{0,2})?ב?(?:פסקאות|פסקה|פסקא|פיסקה|פס'|עמודים|עמוד|עמ')\s{0,2}\d/;
const IN_BRACKETS = /^(?:\s{0,2},\s{0,2}\d{1,4}(?:\s?-\s?\d{1,4})?)?\s{0,2}[)\];]/;
const OPENED = /[([]\s{0,2}(?:ראו:?\s|ור' ?|ר' ?|וכן\s)?$/;
// `שם, בעמ' 7 לפרוטוקול` points into a document of this case.
const OWN_PAPERS =
  /^.{0,40}?\sל(?:פרוטוקול|כתב|נספח|תצהיר|חוו|תסקיר|הסכם|דו"ח|הודע|סיכומי|עיקרי|בקש|תגוב|גזר|הכרעת|נימוקי)/;
// Between the citation and `שם` another work, or the judgment under appeal, may have been cited.
const OTHER_WORK =
  /כרך\s|מהדורה|עיוני משפט|הפרקליט|מחקרי משפט|משפט וממשל|עורכי?ם?,\s|תרגום|[A-Za-z]{4}|קמא|(?:המחוזי|השלום|האזורי)(?![א-ת])|גזר[ -]ה?דין|הכרעת[ -]ה?דין|פרוטוקול/;
const FARTHEST: Readonly<Record<'ibid' | 'above', number>> = { ibid: 1500, above: 600 };

/** `שם` and `פסק הדין הנ"ל` mean the proceeding spoken of last, where nothing else can be meant. */
function byPlace({ text, start, end }: Place, last: Last | null, kind: 'ibid' | 'above'): Read | null {
  if (kind === 'ibid') {
    const after = text.slice(end, end + 70);
    const points = POINTS.test(after);
    if (!points && !(IN_BRACKETS.test(after) && OPENED.test(text.slice(Math.max(0, start - 10), start)))) return null;
    if (points && OWN_PAPERS.test(after)) return null;
  }
  const reaches = last !== null && start - last.end <= FARTHEST[kind] && !OTHER_WORK.test(text.slice(last.end, start));
  // `פסק הדין הנ"ל` that follows no citation is the judgment under appeal.
  if (!reaches && kind === 'above') return null;
  const meant: Meant = reaches ? { resolution: 'found', index: last.index } : { resolution: 'unknown' };
  return { kind, start, end, name: null, meant };
}
