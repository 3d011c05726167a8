import { leaders, type Spoken, tight } from '../sections/index.ts';
import { COLLEAGUE } from './lexicon/index.ts';

const FIRST_WORDS = 3;

/**
 * The judges whose opinion begins by agreeing with a colleague or by answering one, and is not named as the court's. Much of
 * what they say in general answers an argument of that colleague.
 */
export function joiningOf(spoken: readonly Spoken[], text: string): ReadonlySet<string> {
  const joining = new Set<string>();
  let before: string | null = null;
  spoken.forEach(({ speaker }, index) => {
    if (speaker !== null && speaker !== before) {
      const opens = spoken.slice(index, index + FIRST_WORDS).map((sentence) => sentence.text);
      if (COLLEAGUE.test(tight(opens.join(' ')))) joining.add(speaker);
    }
    before = speaker;
  });
  for (const name of leaders(text)) joining.delete(name);
  return joining;
}
