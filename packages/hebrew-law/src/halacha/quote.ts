import { cue, type Spoken, tight } from '../sections/index.ts';
import { pairsOf, type Range } from '../text/pairs.ts';
import { asidesOf } from './asides.ts';
import { FIRST_PERSON, THIS_CASE } from './lexicon/index.ts';

const CITATION_WORDS =
  /(?:^|[^א-ת])(?:ו?ראו|ו?ראה|ו?השוו|שם|פסקה|פס'|פ"ד|נ'|נגד|הנ"ל|לא פורסם|טרם פורסם|פורסם ב|סעיף|סעיפים|תקנה)(?![א-ת])|עניין |פרשת /;
const BEFORE_CITATION = 40;
export const DOCKET = /[א-ת]{1,5}"[א-ת]\s?\(?[^)\d]{0,20}\d{1,6}[/-]\d{2}|\d{1,5}\/\d{2}/;

/**
 * The smallest words that carry the sentence: citation brackets at its end are left out (they are the `citation`), with the
 * sign before them. A sentence whose bracket is not at the end stays whole.
 */
export function coreOf(text: string, sentence: Spoken): Range & { citation: string | null; lead: string | null } {
  const start = wordingStart(text, sentence);
  const lead = start > sentence.start ? text.slice(sentence.start, start) : null;
  let end = wordingEnd(text, sentence, start);
  let citation: string | null = null;
  for (let round = 0; round < 3; round++) {
    const open = trailingBracket(text, sentence.start, end);
    if (open === null) break;
    const inner = text.slice(open.start, open.end);
    if (!CITATION_WORDS.test(inner) && !DOCKET.test(inner)) break;
    citation = inner.slice(1, -1).trim();
    end = open.start;
    while (end > start && /[\s,;]/.test(text.charAt(end - 1))) end--;
  }
  const forgotten = forgottenBracket(text, start, end);
  if (forgotten !== null) {
    citation = text.slice(forgotten + 1, end).trim();
    end = forgotten;
    while (end > start && /[\s,;]/.test(text.charAt(end - 1))) end--;
  }
  const inner = innerCitation(text, start, end);
  return { ...(inner ?? { start, end, citation }), lead };
}

const INTRODUCES_WORDS =
  /(?:כי|כך|לאמור|כדלקמן|כלהלן|כדלהלן|בזו הלשון|הדברים הבאים|דברים אלה|דברים אלו)?\s{0,9}:\s*["']+(?=[א-ת])/;
const LONGEST_LEAD = 200;
const EARLIER_DECISION =
  /\d{1,5}\/\d{2}|\d-\d{2}-\d{2}|(?:נ(?:קבע|פסק|אמר)|ציינתי|כתבתי|עמדתי|באומר|בקובע|בציינ|הבהיר|הדגיש|קבע(?:תי|נו)?|פסק(?:תי|נו)?|אזכיר|להזכיר|להדגיש|הגישה הנוהגת)/;

/** Where another decision's words begin that the sentence only introduces (`… נפסק בע"א 1/22 כי: "`). */
function wordingStart(text: string, { start, end }: Spoken): number {
  const words = text.slice(start, end);
  const match = INTRODUCES_WORDS.exec(words);
  if (!match) return start;
  const from = match.index + match[0].length;
  const lead = words.slice(0, match.index);
  if (match.index > LONGEST_LEAD) return start; // so long a lead says something itself
  return words.length - from >= 60 && EARLIER_DECISION.test(lead) && !quotesLaw(words) ? start + from : start;
}

const LONGEST_WITH_BRACKET = 4000;
const OPENS_BRACKET = /\((?:לעניין זה,? ?)?(?:ו?ראו|ו?ראה|ו?השוו)(?![א-ת])/g;

/** A citation bracket that is opened at the end of a sentence and never closed (`… (ראו: ע"א 1/22 … (לא פורסם)`). */
function forgottenBracket(text: string, start: number, end: number): number | null {
  if (end - start > LONGEST_WITH_BRACKET) return null;
  const words = text.slice(start, end);
  if (words.lastIndexOf('(') < BEFORE_CITATION) return null;
  const opened = [...words.matchAll(OPENS_BRACKET)].filter(({ index }) => index >= BEFORE_CITATION);
  if (opened.length === 0) return null;
  const closed = new Set(pairsOf(words).brackets.map((pair) => pair.start));
  const open = opened.find(({ index }) => !closed.has(index));
  return open !== undefined && DOCKET.test(words.slice(open.index)) ? start + open.index : null;
}

// A citation bracket after which the sentence goes on to the case at hand (`… (ראו: …) - סטייה כזו לא הוכחה`).
const TURNS = /^\s*(?:-|;)(?!\s*או(?![א-ת]))/;

function innerCitation(text: string, start: number, end: number): (Range & { citation: string }) | null {
  const words = text.slice(start, end);
  const open = words.search(/[([](?:ו?ראו|ו?ראה|השוו|[א-ת]{1,5}"[א-ת]\s?\d)/);
  if (open < 40) return null;
  let depth = 0;
  for (let at = open; at < words.length; at++) {
    if (words[at] === '(' || words[at] === '[') depth++;
    else if ((words[at] === ')' || words[at] === ']') && --depth === 0) {
      const rest = words.slice(at + 1);
      if (!TURNS.test(rest) && !turnsToCase(rest)) return null;
      return { start, end: start + words.slice(0, open).trimEnd().length, citation: words.slice(open + 1, at).trim() };
    }
  }
  return null;
}

const TURN_WORDS = /^\s*[,.;-]?\s*(?:ואף ש|אולם|ואולם|ברם|ו?לא |ו?אין |ו?בענייננו|ו?במקרה|ומקרה|ומשכך|משכך)/;

function turnsToCase(rest: string): boolean {
  const words = tight(rest);
  return TURN_WORDS.test(rest) && (THIS_CASE.test(words) || FIRST_PERSON.test(words));
}

/** A sentence that is whole before the wording it announces (`והדבר נאמר כך: "…"`) ends there. */
function wordingEnd(text: string, { end }: Spoken, start: number): number {
  const match = /(?:זאת|כך|כדלקמן|כלהלן|הבאים|הבאה)\s*:\s*"/.exec(text.slice(start, end));
  return match && match.index > 60
    ? start + text.slice(start, start + match.index + match[0].length).lastIndexOf(':')
    : end;
}

function trailingBracket(text: string, start: number, end: number): Range | null {
  let last = end;
  while (last > start && /[\s.:;",]/.test(text.charAt(last - 1))) last--;
  if (text.charAt(last - 1) === ']') return squareBracket(text, start, last);
  if (text.charAt(last - 1) !== ')') return null;
  let depth = 0;
  for (let at = last - 1; at > start; at--) {
    const sign = text.charAt(at);
    if (sign === ')') depth++;
    else if (sign === '(' && --depth === 0) return { start: at, end: last };
  }
  // Brackets that do not balance: from the first `(ראו` on.
  const opens = text.slice(start, last).search(/\((?:ו?ראו|ו?ראה|השוו|[א-ת]{1,5}"[א-ת])/);
  return opens > 0 ? { start: start + opens, end: last } : null;
}

// Some judges cite in square brackets (`… [ראו: …]`); an omission (`[...]`) or an insertion holds no citation.
function squareBracket(text: string, start: number, last: number): Range | null {
  const open = text.lastIndexOf('[', last - 1);
  return open > start && text.indexOf(']', open) === last - 1 ? { start: open, end: last } : null;
}

const OPENS_CITATION = /^[([]?\s*(?:לעניין זה,? )?(?:ו?ראו|ו?ראה|ו?השוו|להרחבה ראו|לשילוש זה)(?![א-ת])/;

/** The next sentence when it only cites (`ראו: ע"א 1/02 …`). */
export function followingCitation(next: Spoken | undefined): string | null {
  if (!next) return null;
  const cites = OPENS_CITATION.test(next.text) || /^\((?:עניין|שם|ע"|רע"|בג"|דנ")/.test(next.text);
  return cites && (DOCKET.test(next.text) || CITATION_WORDS.test(next.text)) ? next.text.replace(/^[([]/, '') : null;
}

const RECORD =
  /(?:ל|ב|של )(?:פסק|הכרעת|גזר|החלטת|בקשת|כתב|נימוקי|סיכומי|תגובת|תסקיר|פרוטוקול)|(?:^|[^א-ת])ל?(?:ה?בקשה|ה?פרוטוקול|ה?החלטה|ה?הודעה|ה?עתירה|ה?תגובה)(?![א-ת])/;

/** Whether a bracket points into the papers of this case (`פסקה 11 לפסק הדין`) and not at an authority. */
export function isRecord(citation: string): boolean {
  return !DOCKET.test(citation) && !/עניין |פרשת |הלכת |סעי|תקנה/.test(citation) && RECORD.test(citation);
}

/** The decision cited in brackets inside a sentence that goes on after them. */
export function citedWithin(core: string): string | null {
  const cited = asidesOf(core).find(
    ({ start, end }) => start >= BEFORE_CITATION && DOCKET.test(core.slice(start, end)),
  );
  return cited ? core.slice(cited.start + 1, cited.end - 1).trim() : null;
}

const STATUTE_SPEAKS = cue(
  'סעיף',
  'תקנה',
  'חוק',
  'פקודה',
  'הוראה',
  'הוראת',
  'תקנון',
  'הנחיה',
  'הנחיי?ת',
  'הנחיות',
  'נוהל',
  'חוזר',
  'פוליסה',
  'ל?הסכם',
  'ל?חוזה',
  'לאמור',
  'וזו לשונו',
  'בזו הלשון',
  'המחוקק',
);
const STATES = cue(
  'קובע',
  'קובע(?:ת|ים|ות)',
  'מורה',
  'לשון',
  'לאמור',
  'מבהיר',
  'כדלקמן',
  'נוסח',
  'זו לשונ',
  'מגדיר',
  'שח לנו',
  'כלהלן',
  'לישנא',
);

const QUOTES_LAW =
  /(?:קובע|מורה|לשון|כדלקמן|נאמר|נכתב|מבהיר|מגדיר|לאמור|כלהלן|נוסח)(?:[^"]{0,25}[\s:(]"|[^":]{0,15}:\s*\([א1]\d?\))|(?:על[\s-]פי|לפי)\s(?:סעיף|תקנה)[^":;]{0,40},\s?"/;

/** Whether most of a sentence is the wording of a law (`סעיף 5 קובע כי "…"`): the law is not the court's rule. */
export function quotesLaw(core: string): boolean {
  const match = QUOTES_LAW.exec(core);
  if (!match || !/סעיף|תקנה|פקוד|חוק/.test(core.slice(0, match.index + match[0].length))) return false;
  return core.length - match.index - match[0].length > core.length / 2;
}

// `בית המשפט המחוזי … בלשון המקור: "…"`, with no decision cited by number.
const BELOW = cue('_קמא_', 'בית המשפט ה?(?:מחוזי|שלום)', 'בית הדין ה?אזורי', 'הערכאה ה?(?:דיונית|קודמת)');

/** Whose words a quotation around a sentence holds, told by the words that introduce it. */
export function quotationKind(
  text: string,
  sentence: Spoken,
  around: Range | null,
): 'precedent' | 'statute' | 'lower-court' | 'other' | null {
  if (!around || around.start > sentence.start + 40 || around.end < sentence.end - 40) return null;
  if (around.end - around.start < 60) return null;
  const lead = tight(text.slice(Math.max(0, around.start - 160), around.start));
  if (STATUTE_SPEAKS.test(lead.slice(-110)) && STATES.test(lead.slice(-40))) return 'statute';
  if (BELOW.test(lead) && !/\d [\d]{2}(?!\d)/.test(lead)) return 'lower-court';
  return /\d{2,5}/.test(lead) || /נפסק|נקבע|יפימ|ציינתי|כתבתי|עמדתי|השופט/.test(lead) ? 'precedent' : 'other';
}
