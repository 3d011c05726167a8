import type { Span } from '../text/index.ts';
import type { Role } from './role.ts';
import type { FeatureName } from './weights.ts';

/** Why a sentence was proposed: the sign, its points, in Hebrew for the reviewer, and the words that gave it. */
export interface Reason {
  feature: FeatureName;
  points: number;
  hebrew: string;
  evidence: string | null;
}

/** A sentence proposed as a halacha. `quote` is the exact text at `span` (code points). */
export interface HalachaCandidate {
  span: Span;
  quote: string;
  /** The rule in one general sentence, made from the quote; null when that would need other words. */
  principle: string | null;
  role: Role;
  /** Presented as law in force; false when the court lays it down here. */
  restated: boolean;
  /** The first decision or law that the rule leans on, as written, without the word that led to it (`ראו`). */
  authority: string | null;
  /** 0..1; grows with the score over the threshold. It orders review, it is not a probability. */
  confidence: number;
  reasons: Reason[];
  flags: Flag[];
}

/** What a reviewer must look at first. Flags block automatic steps; they never remove a halacha. */
export type Flag =
  | 'quote-not-verbatim'
  | 'cut-in-word'
  | 'outside-reasoning'
  | 'inside-quotation'
  | 'party-claim'
  | 'thin'
  | 'facts-only'
  | 'undecided'
  | 'near-duplicate';
