export { findHalachot } from './engine.ts';
export { type ExplainedSentence, explainHalachot } from './explain.ts';
export type { Flag, HalachaCandidate, Reason } from './halacha.ts';
export { principleOf } from './principle.ts';
export type { Role } from './role.ts';
export { flagsOf, nearDuplicates, verifyQuote } from './validators.ts';
export { RULES_ENGINE } from './version.ts';
export { type FeatureName, MOST_RULES, THRESHOLD, WEIGHTS } from './weights.ts';
