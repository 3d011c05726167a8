import type { Candidate, Sign } from './features.ts';
import type { Reason } from './halacha.ts';
import { type FeatureName, THRESHOLD, WEIGHTS } from './weights.ts';

/** A sentence with its signs and what they come to. `index`: its place among all sentences of the text. */
export interface Weighed extends Candidate {
  readonly index: number;
  readonly signs: readonly Sign[];
  readonly score: number;
}

export function scoreOf(signs: readonly Sign[]): number {
  return signs.reduce((sum, { feature }) => sum + WEIGHTS[feature].points, 0);
}

/** 0.5 at the threshold, 0.9 four points above it. */
export function confidenceOf(score: number): number {
  return Math.round((1 - 0.5 * Math.exp(-(score - THRESHOLD) / 2.5)) * 100) / 100;
}

/** A sign in the form that is stored and shown. */
export function reasonOf({ feature, evidence }: Sign): Reason {
  const { points, hebrew } = WEIGHTS[feature];
  return { feature, points, hebrew, evidence };
}

export function has({ signs }: Weighed, feature: FeatureName): boolean {
  return signs.some((sign) => sign.feature === feature);
}

/** Whether the court says that this is law. */
export function announces(candidate: Weighed): boolean {
  return has(candidate, 'settledLaw') || has(candidate, 'newRule');
}
