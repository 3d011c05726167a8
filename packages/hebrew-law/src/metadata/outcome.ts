import type { Normalised } from '../text/index.ts';
import type { Frame, Range } from './frame.ts';
import {
  DENIED,
  HEARD,
  HEARD_ON,
  OTHERS,
  OUTCOMES,
  PAST,
  PUT_OFF,
  SIDE_MATTER,
  STAY_ENDS,
  TO_THE_APPEAL,
  UNHEARD,
  WEAK,
} from './outcome-words.ts';
import type { Field, Outcome } from './types.ts';

/**
 * How this decision ends the proceeding, from its last operative sentence. Sentences that tell what a lower court did or
 * what a party asked are passed over; a stay or costs count only when nothing else was decided.
 */
export function readOutcome(frame: Frame, source: Normalised): Field<Outcome> | null {
  const kind = frame.title?.kind ?? '';
  const dissent = findDissent(frame.text);
  const { start, end } = operative(frame, dissent);
  let weak: Hit | null = null;
  let side: Hit | null = null;
  let steps = 0;
  for (const sentence of sentencesFromEnd(frame.text, start, end)) {
    if (dissent && sentence.start < dissent.end && sentence.start + sentence.text.length > dissent.start) continue;
    const hit = judge(sentence);
    if (hit) {
      if (hit.weight < 2) weak = weak && weak.weight >= hit.weight ? weak : hit;
      else if (hit.sideMatter) side ??= hit;
      else return field(partlyIfMixed(frame.text, hit, start), source, Math.max(0.6, 0.97 - steps * 0.02));
    }
    steps++;
  }
  if (/^(?:גזר דין|הכרעת דין)/.test(kind)) return { value: 'other', span: null, source: 'document', confidence: 0.8 };
  if (side) return field(side, source, 0.75);
  const proposed = proposal(frame);
  if (proposed) return field(proposed, source, 0.7);
  return weak ? field(weak, source, 0.5) : null;
}

interface Sentence {
  text: string;
  start: number;
}

interface Hit {
  outcome: Outcome;
  weight: number;
  start: number;
  end: number;
  sideMatter: boolean;
}

const PROPOSED = /(?:אציע|הייתי מציעה?|נציע)\s[^.;\n]{0,40}?(לדחות|לקבל)\s/g;
/** An opinion that states its result before its reasons: the first proposal to the other judges. */
function proposal(frame: Frame): Hit | null {
  PROPOSED.lastIndex = frame.title?.end ?? 0;
  const match = PROPOSED.exec(frame.text);
  if (!match) return null;
  const outcome = match[1] === 'לדחות' ? 'dismissed' : 'granted';
  return { outcome, weight: 2, start: match.index, end: match.index + match[0].trimEnd().length, sideMatter: false };
}

const AGAINST =
  /(?:כנגד|נגד|בניגוד\sל)\s?דעת[והן]\s(?:החולקת\s|במיעוט\s)?של\s(?:כב(?:וד|')\s)?(?:ה?שופטת?|ה?נשיאה?|המשנה\sלנשיאה?|סג(?:ן|נית)\sהנשיאה?)\s([^.,:\n]{2,30})/;
const NEXT_OPINION = /(?:ה?שופטת?|ה?נשיאה?|המשנה\sלנשיאה?|סג(?:ן|נית)\sהנשיאה?)\s[^.,:\n]{2,30}:|הוחלט\s/g;
/** The opinion of the judge whose view the closing words call the minority's: it decides nothing. */
function findDissent(text: string): Range | null {
  const from = Math.max(0, text.length - 1500);
  const against = AGAINST.exec(text.slice(from));
  if (!against?.[1]) return null;
  const start = text.lastIndexOf(`${against[1].trim()}:`, from + against.index);
  if (start < 0) return null;
  NEXT_OPINION.lastIndex = start + against[1].length + 1;
  const end = NEXT_OPINION.exec(text)?.index ?? text.length;
  return { start, end };
}

const SIGNED_OFF = /(?:^|[\s.])(?:ה?ניתנ?[הו]?|ניתן|נתן|נתנה)\s?ה?יום|\*\*\*\*|\\\*|_{6}/g;
function operative(frame: Frame, dissent: Range | null): Range {
  const bodyStart = frame.title && frame.header.end === frame.title.start ? frame.title.end : 0;
  const from = Math.max(bodyStart, frame.text.length - 5000);
  let end = frame.text.length;
  const tail = frame.text.slice(from);
  for (const match of tail.matchAll(SIGNED_OFF)) {
    end = from + match.index + 1;
    if (match[0].includes('*') || match[0].includes('_')) break;
  }
  return { start: Math.max(bodyStart, Math.min(end, dissent?.start ?? end) - 3500), end };
}

const SENTENCE_END = /(?:(?<=[א-ת"')\]%]{2})|(?<=\d))[.;](?=\s|$)|(?<=[א-ת]{2})\.(?=[א-ת])|\n\s{0,40}\n/g;
function* sentencesFromEnd(text: string, start: number, end: number): Generator<Sentence> {
  const part = text.slice(start, end);
  // A full stop between digits or after an initial ends no sentence; hard line breaks end none either.
  const ends = [...part.matchAll(SENTENCE_END)].map((m) => m.index);
  let to = part.length;
  for (let i = ends.length - 1; i >= -1; i--) {
    const from = i < 0 ? 0 : (ends[i] ?? 0) + 1;
    if (to - from > 3)
      yield { text: part.slice(from, to).replace(/\n/g, ' ').slice(-900), start: start + Math.max(from, to - 900) };
    to = from - 1;
  }
}

function judge(sentence: Sentence): Hit | null {
  let best: Hit | null = null;
  for (const [outcome, weight, pattern] of [...OUTCOMES, ...WEAK]) {
    if (best && best.weight >= weight) continue;
    const match = pattern.exec(sentence.text);
    if (!match) continue;
    const before = sentence.text.slice(0, match.index + match[0].length);
    const from = sentence.text.slice(match.index);
    if (OTHERS.test(before) || PAST.test(before) || UNHEARD.test(before) || HEARD_ON.test(from)) continue;
    if (HEARD.test(before) && !TO_THE_APPEAL.test(match[0])) continue;
    if (outcome === 'dismissed' && PUT_OFF.test(from.slice(match[0].length))) continue;
    if (outcome === 'granted' && STAY_ENDS.test(before)) continue;
    const start = sentence.start + match.index;
    const lead = sentence.text.slice(Math.max(0, match.index - 60), match.index);
    const denied = (outcome === 'granted' || outcome === 'partly') && DENIED.test(`${lead}${match[0]}`);
    best = {
      outcome: denied ? 'dismissed' : outcome,
      weight,
      start,
      end: start + match[0].length,
      sideMatter: SIDE_MATTER.test(lead + match[0]),
    };
  }
  return best;
}

const REST_DISMISSED = /(?:יתר|שאר|יתרת)\s(?:ה?תביע|רכיבי|ה?רכיב|ה?טענ|ה?סעד|ה?ערעור|ראשי|חלקי)\S{0,8}[^.;\n]{0,40}נדח/;
/** "התביעה מתקבלת … יתר רכיבי התביעה נדחים" is a claim allowed in part. */
function partlyIfMixed(text: string, hit: Hit, start: number): Hit {
  if (hit.outcome !== 'granted' && hit.outcome !== 'dismissed') return hit;
  if (!REST_DISMISSED.test(text.slice(Math.max(start, hit.start - 700), hit.end + 100))) return hit;
  return { ...hit, outcome: 'partly' };
}

function field(hit: Hit, source: Normalised, confidence: number): Field<Outcome> {
  return { value: hit.outcome, span: source.span(hit.start, hit.end), source: 'document', confidence };
}
