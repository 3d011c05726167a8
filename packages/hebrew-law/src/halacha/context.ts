import { announces, has, scoreOf, type Weighed } from './score.ts';
import type { FeatureName } from './weights.ts';

// A sentence without letters to weigh (`שם.`, a docket alone) may stand between two that belong together.
const NEAR = 2;

/**
 * What the neighbours of a sentence say of it, where nothing of its own announces it and no authority follows it: a chapter of
 * law goes on after a rule that was cited for, and an argument is already at this case in the next sentence. Only in long
 * decisions: in a short one a rule stands between the claim and its rejection.
 */
export function inContext(weighed: readonly Weighed[]): Weighed[] {
  return weighed.map((candidate, at) => {
    if (announces(candidate) || has(candidate, 'citationFollows')) return candidate;
    const before = weighed[at - 1];
    const after = weighed[at + 1];
    const features: FeatureName[] = [];
    if (before && candidate.index - before.index <= NEAR && has(before, 'citationFollows')) features.push('amidLaw');
    if (after?.index === candidate.index + 1 && isOfThisCase(after)) features.push('turnsToCase');
    if (features.length === 0) return candidate;
    const signs = [...candidate.signs, ...features.map((feature) => ({ feature, evidence: null }))];
    return { ...candidate, signs, score: scoreOf(signs) };
  });
}

function isOfThisCase(candidate: Weighed): boolean {
  return has(candidate, 'thisCase') || has(candidate, 'partyNamed');
}
