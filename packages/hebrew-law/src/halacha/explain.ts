import type { SectionKind, Voice } from '../sections/index.ts';
import { normalise, type Span } from '../text/index.ts';
import { acceptedOf, thresholdsOf, weighSentences } from './engine.ts';
import type { Reason } from './halacha.ts';
import { reasonOf } from './score.ts';

/** A sentence that the engine weighed, and why it was proposed or left. */
export interface ExplainedSentence {
  /** code points of the text, without a citation in brackets at the end */
  span: Span;
  quote: string;
  section: SectionKind;
  /** whose words the sentence reports */
  voice: Voice;
  /** the judge whose opinion it stands in, where the text names one */
  speaker: string | null;
  score: number;
  /** the points that it needed: more in a long or crowded decision, where nothing announces the sentence */
  needed: number;
  taken: boolean;
  reasons: Reason[];
}

/**
 * Every sentence that the rules engine weighed, in text order, with the signs for and against it: what `findHalachot` proposes
 * is `taken`. Headings, the header, signatures, the parties' own arguments and scraps under 30 letters are never weighed.
 * Linear in the text.
 *
 * @example explainHalachot('דיון והכרעה\n1. השוכר עזב את הדירה בחודש מרץ בלי להודיע.\n2. הלכה היא כי שוכר אינו רשאי לעכב תשלום.').map(({ taken }) => taken) // [false, true]
 */
export function explainHalachot(text: string): ExplainedSentence[] {
  const normalised = normalise(text);
  const weighed = weighSentences(normalised);
  const accepted = acceptedOf(normalised, weighed);
  const needed = thresholdsOf(weighed, normalised.text.length);
  let next = 0;
  return weighed.map((candidate) => {
    const { start, end, sentence, score, signs } = candidate;
    while (next < accepted.length && (accepted[next]?.end ?? 0) <= start) next++;
    const proposed = accepted[next];
    return {
      span: normalised.span(start, end),
      quote: normalised.raw(start, end),
      section: sentence.kind,
      voice: sentence.voice,
      speaker: sentence.speaker,
      score,
      needed: needed(candidate),
      taken: proposed !== undefined && proposed.start <= start && proposed.end >= end,
      reasons: signs.map(reasonOf),
    };
  });
}
