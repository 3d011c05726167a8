import { type Normalised, normalise, type Span } from '../text/index.ts';
import { type Sentence, type Sentences, splitSentences } from '../text/sentences.ts';
import { gluedHeading, isSignature, kindOfHeading, opensDecision, opensRuling, type SectionKind } from './headings.ts';
import { judgeAfterSignature, judgeHeading } from './opinions.ts';
import { turnsToLaw, type Voice, voiceOf } from './speaker.ts';

export { cue, opening, tight } from './cues.ts';
export type { SectionKind } from './headings.ts';
export { dissenters, leaders } from './opinions.ts';
export { type Voice, voiceOf } from './speaker.ts';

/** A part of a decision. `speaker` is the judge whose opinion it is, where the text names one; `heading` as written. */
export interface Section {
  kind: SectionKind;
  speaker: string | null;
  span: Span;
  heading: string | null;
}

/** A sentence with the part it stands in and whose words it reports. */
export interface Spoken extends Sentence {
  readonly text: string;
  readonly kind: SectionKind;
  readonly speaker: string | null;
  readonly voice: Voice;
  readonly headingText: string | null;
}

/**
 * Divides a decision into header, background, lower court, parties' arguments, discussion, ruling and signature, and each
 * judge's opinion. By headings where there are any, else by the words with which a court starts to reason (`דין הבקשה
 * להידחות`, `לאחר שעיינתי`). What neither shows is `unknown`, never "discussion" by default.
 *
 * @example findSections('רקע\n1. המבקש הורשע.\n\nדיון והכרעה\n2. הלכה היא כי טעות אינה פוטרת.').map((s) => s.kind) // ['background', 'discussion']
 */
export function findSections(text: string | Normalised): Section[] {
  const normalised = typeof text === 'string' ? normalise(text) : text;
  const spoken = speak(normalised, splitSentences(normalised.text));
  const sections: Section[] = [];
  let open: OpenSection | null = null;
  const close = (): void => {
    if (open) {
      const { kind, speaker, heading } = open;
      sections.push({ kind, speaker, heading, span: normalised.span(open.start, open.end) });
    }
  };
  for (const sentence of spoken) {
    const starts =
      open === null ||
      open.kind !== sentence.kind ||
      open.speaker !== sentence.speaker ||
      (sentence.heading && sentence.headingText !== null && open.heading !== sentence.headingText);
    if (!starts && open) {
      open.end = sentence.end;
      continue;
    }
    close();
    const heading: string | null = sentence.heading ? sentence.headingText : null;
    open = { kind: sentence.kind, speaker: sentence.speaker, heading, start: sentence.start, end: sentence.end };
  }
  close();
  return sections;
}

interface OpenSection {
  kind: SectionKind;
  speaker: string | null;
  heading: string | null;
  start: number;
  end: number;
}

const TITLE = /^\s*(?:פסק[ -]דין|הכרעת[ -]דין|גזר[ -]דין|החלטה)\s*$/;
const CAPTION = /(?:בפני|לפני)\s*:|נ\s?ג\s?ד|בשם ה|עו"ד|בבית המשפט|בבית הדין|בית המשפט (?:המחוזי|השלום)/;

/** Every sentence with its part and its speaker, in text order. */
export function speak(normalised: Normalised, { sentences }: Sentences): readonly Spoken[] {
  const known = heard.get(sentences);
  if (known) return known;
  const spoken = listen(normalised, sentences);
  heard.set(sentences, spoken);
  return spoken;
}

// Who speaks is asked twice of a decision, for its parts and for its halachot, and costs most of both.
const heard = new WeakMap<readonly Sentence[], readonly Spoken[]>();

// Every word that tells a part or a speaker has three letters and more: a text of a quarter of a million stumps
// (`א.`, empty list items) is not asked thirty questions about each.
const WORDED = /[א-ת]["']*[א-ת]["']*[א-ת]/;

// The spaced form of a registrar's title.
const SHORTEST_SIGNATURE = 'ר ש ם'.length;

function listen(normalised: Normalised, sentences: readonly Sentence[]): Spoken[] {
  const spoken: Spoken[] = [];
  let kind: SectionKind = 'unknown';
  let byHeading = false;
  let reasoned = false;
  let speaker: string | null = null;
  let headingText: string | null = null;
  let paragraph = -1;
  const whole = normalised.text.length;
  const reasoningFrom = reasoningHeading(normalised, sentences);
  sentences.forEach((sentence, index) => {
    const text = normalised.text.slice(sentence.start, sentence.end);
    const worded = WORDED.test(text);
    const judge = worded ? judgeHeading(text, sentence.heading) : null;
    // A judgment's own title (`הכרעת דין`) reads like the heading of what a lower court held.
    const title = worded && sentence.heading && TITLE.test(text) && (kind === 'unknown' || kind === 'header');
    const found = title || !worded ? null : sentence.heading ? kindOfHeading(text) : gluedHeading(text);
    // Inside the reasoning `הטענות הנוספות` heads the court's answer to them, unless it names whose claims they are.
    const answered = found === 'arguments' && isReasoning(kind) && CLAIMS.test(text) && !SIDES.test(text);
    // Under `דיון והכרעה` a heading `א. רקע: …` opens the first chapter of the reasoning.
    const announced = answered || (found === 'background' && kind === 'discussion' && byHeading) ? null : found;
    let voice = worded ? voiceOf(text) : null;
    if (index === 0 && CAPTION.test(text) && !announced) kind = 'header';
    else if (judge !== null) {
      // A later judge's opinion is reasoning from its first word; the first judge's begins with the story.
      kind = speaker === null && kind !== 'discussion' && kind !== 'ruling' ? kind : 'discussion';
      speaker = judge;
    } else if (announced !== null) {
      kind = announced;
      byHeading = true;
      headingText = text;
    } else if (sentence.heading && kind === 'arguments' && byHeading) {
      // After the parties' arguments a heading of the matter itself (`פיצויי פיטורים`) may open the court's reasoning.
      byHeading = false;
      kind = 'unknown';
    } else if (
      kind !== 'signature' &&
      text.length >= SHORTEST_SIGNATURE &&
      sentence.start > whole / 3 &&
      isSignature(text)
    )
      kind = 'signature';
    else if (kind !== 'signature')
      kind = moved(kind, worded ? text : '', voice, sentence, {
        byHeading,
        place: sentence.start / whole,
        newParagraph: paragraph !== sentence.paragraph,
        beforeReasoning: index < reasoningFrom,
      });
    // After its first word of its own the court takes up a claim and answers it (`המבקש טוען … אין בידי לקבל`).
    if (kind === 'arguments' && !byHeading && reasoned && voice === 'court') kind = 'discussion';
    reasoned ||= kind === 'discussion';
    // Before its own reasoning a text restates the law of those it reports (`על פי ההלכה הפסוקה …`).
    if (worded && index < reasoningFrom && turnsToLaw(text)) voice = null;
    if (voice === null || (voice === 'lower-court' && kind === 'arguments'))
      voice = inherited(kind, spoken[spoken.length - 1], sentence);
    const { start, end, label, heading } = sentence;
    paragraph = sentence.paragraph;
    spoken.push({ start, end, label, paragraph, heading, text, kind, speaker, voice, headingText });
    const next = kind === 'signature' ? judgeAfterSignature(text) : null;
    if (next !== null) {
      speaker = next;
      kind = 'discussion';
      byHeading = true;
    }
  });
  return spoken;
}

// First letters of a judge's title and of `REASONING_HEADING`.
const OPENS_HEADING: ReadonlySet<string> = new Set('דהכמנסרש');
const REASONING_HEADING = /^\s*(?:דיון(?: ו?הכרעה)?|ה?הכרעה|הכרעתנו|דיון ומסקנות)(?=\s|$)/;

/**
 * The sentence under which the text itself says that its reasoning begins, else 0. Before it `על פי ההלכה …` tells what a
 * lower court held, however much it sounds like the court's own law.
 */
function reasoningHeading(normalised: Normalised, sentences: readonly Sentence[]): number {
  const whole = normalised.text.length;
  for (const [index, { start, end, heading }] of sentences.entries()) {
    if (start > whole * 0.85) return 0;
    if (!OPENS_HEADING.has(normalised.text.charAt(start))) continue;
    const text = normalised.text.slice(start, end);
    if (!WORDED.test(text)) continue;
    if (index > 0 && judgeHeading(text, heading) !== null && start > whole * 0.3) return 0;
    const announces = heading ? kindOfHeading(text) : gluedHeading(text);
    if (announces === 'discussion' && REASONING_HEADING.test(text)) return index;
  }
  return 0;
}

const CLAIMS = /^\s*ה?טענו?ת/;
const SIDES = /צדדים|מבקש|מערער|משיב|עותר|תובע|נתבע|נאשם|מאשימ|מדינה|עורר/;

function isReasoning(kind: SectionKind): boolean {
  return kind === 'discussion' || kind === 'ruling';
}

interface Surroundings {
  byHeading: boolean;
  /** 0 at the beginning of the text, 1 at its end */
  place: number;
  newParagraph: boolean;
  /** a heading further on says where the reasoning begins */
  beforeReasoning: boolean;
}

/** The part that a sentence without a heading stands in, given the part before it. */
function moved(
  kind: SectionKind,
  text: string,
  voice: Voice | null,
  sentence: Sentence,
  { byHeading, place, newParagraph, beforeReasoning }: Surroundings,
): SectionKind {
  const reasons = isReasoning(kind);
  if (place > 0.5 && reasons && opensRuling(text)) return 'ruling';
  if (reasons) {
    // Without headings the court may turn to the parties only after a first word of its own (`דין הבקשה להידחות. לטענת…`).
    return !byHeading && voice === 'party' && sentence.label !== null && place < 0.6 ? 'arguments' : kind;
  }
  if (!beforeReasoning && voice !== 'party' && (opensDecision(text) || turnsToLaw(text))) return 'discussion';
  if (voice === 'party') return 'arguments';
  if (kind === 'arguments' || kind === 'lower-court') {
    // Without headings a paragraph that names no speaker may be the court's: unknown, not argument by default.
    return !byHeading && newParagraph && voice === null ? 'unknown' : kind;
  }
  if (voice === 'lower-court') return 'lower-court';
  return kind === 'header' ? 'background' : kind;
}

/** A sentence without marks of its own goes on in the voice of the one before it, within its paragraph. */
function inherited(kind: SectionKind, before: Spoken | undefined, sentence: Sentence): Voice {
  if (kind === 'arguments') return 'party';
  if (kind === 'lower-court') return 'lower-court';
  if (kind === 'discussion' || kind === 'ruling') return 'court';
  if (before && before.paragraph === sentence.paragraph && before.voice !== 'court') return before.voice;
  return 'court';
}
