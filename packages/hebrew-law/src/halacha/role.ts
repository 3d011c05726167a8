import { tight } from '../sections/index.ts';
import type { Sign } from './features.ts';
import { OBITER, PROCEDURAL } from './lexicon/index.ts';

/** What kind of rule it is. Whether it binds is derived from the court's level, not from this. */
export type Role = 'holding' | 'interpretive' | 'procedural' | 'application' | 'obiter';

export function roleOf(core: string, signs: readonly Sign[]): Role {
  const has = new Set(signs.map(({ feature }) => feature));
  const words = tight(core);
  if (OBITER.test(words)) return 'obiter';
  // A rule that the court announces as law stays a rule when it goes on to the parties (`… ואין זה המקרה`).
  const announced = has.has('settledLaw') && has.has('norm');
  const applied =
    has.has('thisCase') || has.has('partiesThroughout') || (has.has('firstPerson') && has.has('partyNamed'));
  if (applied && !announced) return 'application';
  if (PROCEDURAL.test(words)) return 'procedural';
  return has.has('meaning') && !has.has('exception') ? 'interpretive' : 'holding';
}
