import { cue, tight } from '../sections/index.ts';
import type { Sign } from './features.ts';
import { OBITER, PROCEDURAL } from './lexicon/index.ts';
import type { FeatureName } from './weights.ts';

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
  const reads = has.has('meaning') && (has.has('lawNamed') || !has.has('exception'));
  if (reads && !LEAVE.test(words)) return 'interpretive';
  return PROCEDURAL.test(words) ? 'procedural' : 'holding';
}

const LEAVE = cue('רשות (?:ל)?ערעור', 'רשות לערער', 'גלגול שלישי', 'ערכאת (?:ה)?ערעור', 'ממצאי', 'נטל');
const PRESENTS = new Set<FeatureName>(['settledLaw', 'citationFollows', 'quotedPrecedent']);
const IN_FORCE = new Set<FeatureName>(['general', 'principle', 'lawNamed']);
const OWN = new Set<FeatureName>(['newRule', 'firstPerson', 'disposition']);

/**
 * Whether the court presents the rule as law in force: it says so or cites for it; or it states it in general words and
 * nowhere as its own. Of the rules in the development set five in six are restated.
 */
export function isRestated(role: Role, signs: readonly Sign[]): boolean {
  if (signs.some(({ feature }) => PRESENTS.has(feature))) return true;
  return (
    role !== 'application' &&
    signs.some(({ feature }) => IN_FORCE.has(feature)) &&
    !signs.some(({ feature }) => OWN.has(feature))
  );
}
