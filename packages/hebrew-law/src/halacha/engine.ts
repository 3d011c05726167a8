import { dissenters, type Spoken, speak, tight } from '../sections/index.ts';
import { type Normalised, normalise, type OffsetConverter, offsets } from '../text/index.ts';
import type { Range } from '../text/pairs.ts';
import { splitSentences } from '../text/sentences.ts';
import { withoutSignal } from './authority.ts';
import { inContext } from './context.ts';
import { type Candidate, type Sign, signsOf } from './features.ts';
import type { HalachaCandidate } from './halacha.ts';
import { joiningOf } from './joining.ts';
import { ADOPTS, APPLIED_STANDARD, STATED_STANDARD } from './lexicon/index.ts';
import { partiesOf } from './parties.ts';
import { principleOf } from './principle.ts';
import { citedWithin, coreOf, DOCKET, followingCitation, isRecord, quotationKind, quotesLaw } from './quote.ts';
import { isRestated, roleOf } from './role.ts';
import { announces, confidenceOf, has, reasonOf, scoreOf, type Weighed } from './score.ts';
import { flagsOf, nearDuplicates } from './validators.ts';
import { LONG_DECISION, MOST_RULES, THRESHOLD } from './weights.ts';

const SHORTEST_QUOTE = 30;
const LONGEST_QUOTE = 2000;

/**
 * Finds the rules of law that the deciding court lays down or restates, with their exact words. Deterministic, offline:
 * each sentence of the court's reasoning collects signs (`WEIGHTS`), and those that reach `THRESHOLD` are proposed.
 * Validators add flags and drop nothing. Linear in the text; a text without Hebrew gives an empty list.
 *
 * @example findHalachot('דיון והכרעה\n1. הלכה היא כי שוכר אינו רשאי לעכב תשלום, אלא אם הוסכם אחרת.')[0]?.role // 'holding'
 */
export function findHalachot(text: string | Normalised): HalachaCandidate[] {
  const normalised = typeof text === 'string' ? normalise(text) : text;
  const accepted = acceptedOf(normalised, weighSentences(normalised));
  if (accepted.length === 0) return [];
  const parties = partiesOf(normalised.text);
  const at = offsets(normalised.original);
  return nearDuplicates(accepted.map((halacha) => published(normalised, halacha, parties, at)));
}

/** The sentences to propose: over the threshold, with their continuations, and the only statement of the test for leave. */
export function acceptedOf(normalised: Normalised, weighed: readonly Weighed[]): Weighed[] {
  return withOnlyStandard(withContinuations(normalised.text, weighed), weighed);
}

/** Every sentence that could be a rule with its signs and score, also those under the threshold: for tuning and review. */
export function weighSentences(normalised: Normalised): Weighed[] {
  const parts = splitSentences(normalised.text);
  const spoken = speak(normalised, parts);
  const parties = partiesOf(normalised.text);
  const minority = new Set(dissenters(normalised.text));
  const joining = joiningOf(spoken, normalised.text);
  const isLong = normalised.text.length >= LONG_DECISION.letters;
  const reasoningFrom = isLong ? spoken.findIndex(({ kind }) => kind === 'discussion') : 0;
  const weighed: Weighed[] = [];
  let quotation = 0;
  spoken.forEach((sentence, index) => {
    if (sentence.heading || sentence.kind === 'header' || sentence.kind === 'signature') return;
    // A claim among the claims cannot reach the threshold; not weighing it saves a third of the time.
    if (sentence.kind === 'arguments' && sentence.voice === 'party') return;
    let around = parts.quotations[quotation];
    while (around && around.end <= sentence.start) around = parts.quotations[++quotation];
    const candidate = candidateAt(normalised.text, spoken, index, around ?? null, parties);
    if (!candidate) return;
    const dissent = sentence.speaker !== null && minority.has(sentence.speaker);
    const early = index < reasoningFrom && sentence.kind === 'unknown';
    const joins = sentence.speaker !== null && joining.has(sentence.speaker);
    const placed = { ...candidate, dissent, joins, early };
    weighed.push({ ...placed, index, ...weigh(placed) });
  });
  return isLong ? inContext(weighed) : weighed;
}

function weigh(candidate: Candidate): { signs: readonly Sign[]; score: number } {
  const signs = signsOf(candidate);
  return { signs, score: scoreOf(signs) };
}

function candidateAt(
  text: string,
  spoken: readonly Spoken[],
  index: number,
  around: Range | null,
  parties: RegExp,
): Omit<Candidate, 'dissent' | 'joins' | 'early'> | null {
  const sentence = spoken[index];
  if (!sentence || sentence.end - sentence.start < SHORTEST_QUOTE) return null;
  const { start, end, citation, lead } = coreOf(text, sentence);
  if (end - start < SHORTEST_QUOTE || end - start > LONGEST_QUOTE) return null;
  const core = text.slice(start, end);
  if (!/[א-ת]{2}/.test(core) || !core.includes(' ')) return null;
  const quoted = quotationKind(text, sentence, around);
  const next = spoken[index + 1];
  const authority = citation ?? followingCitation(next) ?? citedWithin(core);
  return {
    sentence,
    start,
    end,
    core,
    citation: authority !== null && isRecord(authority) ? null : authority,
    lead,
    quotedPrecedent: quoted === 'precedent' || lead !== null,
    quotedStatute: quoted === 'statute' || quotesLaw(core),
    quotedBelow: quoted === 'lower-court',
    adopted: next !== undefined && ADOPTS.test(tight(next.text.slice(0, 80))),
    parties,
  };
}

// A sentence that begins by pointing at the rule before it (`חובה זו חלה …`, `שתיים, …`) is a part of that rule.
const CONTINUES =
  /^(?:זו|זה|זאת(?! ועוד|,? (?:באשר|מאחר|משום|שכן|כיוון|מכיוון|הואיל|מן הטעם|לאור|נוכח|לנוכח|בין היתר|מבלי|בהתחשב))|אלה|אלו|בה-בעת|שתיים|שלוש|ארבע|לכל אלה|לכל אלו|והיא|והוא|בכך|משמע|לשון אחר|כלומר|דהיינו)(?![א-ת])|^(?!לצד |מלבד |נוסף |מעבר |פרט )[א-ת"'-]{2,15}(?: [א-ת"'-]{2,15}){0,4} (?<!משפט |דין )(?:זו|זה|אלה|אלו|כזו|כזה|כאלה)(?![א-ת])/;
const CONTINUATION_SCORE = 0.5;
// A quote is the smallest words that carry the rule; what is longer is a passage.
const LONGEST_JOINED = 900;
const LONGEST_QUOTED = 500;

/** The sentences over the threshold, each with those right after it that only continue it. */
function withContinuations(text: string, weighed: readonly Weighed[]): Weighed[] {
  const accepted: Weighed[] = [];
  const needed = thresholdsOf(weighed, text.length);
  for (const candidate of weighed) {
    const last = accepted[accepted.length - 1];
    const continues =
      last !== undefined &&
      last.index + 1 === candidate.index &&
      last.sentence.paragraph === candidate.sentence.paragraph &&
      candidate.end - last.start <= LONGEST_JOINED &&
      (last.citation === null || /^סעי/.test(last.citation)) &&
      ((CONTINUES.test(candidate.core.replace(/\s+/g, ' ')) && candidate.score >= CONTINUATION_SCORE) ||
        (inOneQuotation(last, candidate) && candidate.score >= THRESHOLD));
    if (last && continues) {
      const joined = {
        ...last,
        index: candidate.index,
        end: candidate.end,
        core: text.slice(last.start, candidate.end),
      };
      accepted[accepted.length - 1] = { ...joined, citation: candidate.citation ?? last.citation };
    } else if (accepted.length < MOST_AT_ALL && candidate.score >= needed(candidate)) accepted.push(candidate);
  }
  return accepted;
}

/** What the court quotes in one breath from an earlier decision is one rule, unless it is a passage. */
function inOneQuotation(last: Weighed, { quotedPrecedent, end }: Weighed): boolean {
  return last.quotedPrecedent && quotedPrecedent && end - last.start <= LONGEST_QUOTED;
}

/** Whether a sentence speaks in general and a decision is cited for it by its number. */
function isHeld(candidate: Weighed): boolean {
  return candidate.citation !== null && DOCKET.test(candidate.citation) && has(candidate, 'general');
}

/** The points that each sentence of a text of so many letters needs to be proposed. */
export function thresholdsOf(weighed: readonly Weighed[], letters: number): (candidate: Weighed) => number {
  const unannounced = letters < LONG_DECISION.letters ? THRESHOLD : LONG_DECISION.threshold;
  const needed = (candidate: Weighed): number => (announces(candidate) || isHeld(candidate) ? THRESHOLD : unannounced);
  const passing = weighed.filter((candidate) => candidate.score >= needed(candidate)).map(({ score }) => score);
  const most = MOST_RULES.always + Math.floor(letters / MOST_RULES.lettersForOneMore);
  if (passing.length <= most) return needed;
  const last = passing.sort((a, b) => b - a)[most - 1] ?? THRESHOLD;
  return (candidate) => Math.max(needed(candidate), last);
}

// Sentences of the same score pass together: a megabyte of one rule was proposed sixteen thousand times, which took 0.7 s.
// `MOST_RULES` gives as many to a decision of a million letters.
const MOST_AT_ALL = 500;

/** Where a decision nowhere states the test for a further appeal, the sentence that applies it carries the test. */
function withOnlyStandard(accepted: Weighed[], weighed: readonly Weighed[]): Weighed[] {
  if (accepted.some(({ core }) => STATED_STANDARD.test(tight(core)))) return accepted;
  const applied = weighed.find(
    ({ sentence, core }) =>
      sentence.voice === 'court' && sentence.kind !== 'background' && APPLIED_STANDARD.test(tight(core)),
  );
  if (!applied || accepted.includes(applied)) return accepted;
  const signs: Sign[] = [...applied.signs, { feature: 'onlyStandard', evidence: null }];
  const halacha = { ...applied, signs, score: Math.max(scoreOf(signs), THRESHOLD) };
  return [...accepted, halacha].sort((a, b) => a.start - b.start);
}

function published(normalised: Normalised, halacha: Weighed, parties: RegExp, at: OffsetConverter): HalachaCandidate {
  const { start, end, core, signs, score, citation } = halacha;
  const role = roleOf(core, signs);
  const proposed = {
    span: normalised.span(start, end),
    quote: normalised.raw(start, end),
    // An application speaks of this case even where no word of it says so.
    principle: role === 'application' ? null : principleOf(core, parties),
    role,
    restated: isRestated(role, signs),
    authority: citation === null ? null : withoutSignal(citation),
    confidence: confidenceOf(score),
    reasons: signs.map(reasonOf),
  };
  return { ...proposed, flags: flagsOf(normalised.original, proposed, at) };
}
