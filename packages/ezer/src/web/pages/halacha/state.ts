import type { PrincipleReading } from '../../../principles/index.ts';
import type { HalachaReading } from '../../../reader/index.ts';

/** Why an act on the place was not done. */
export type Problem = 'no-choice' | 'principle' | 'halacha';

export interface HalachaState {
  halacha: HalachaReading;
  place: { principleId: string; placedBy: string | null } | null;
  principle: PrincipleReading | null;
  /** what a reviewer may mean by "the same rule" */
  likely: readonly { id: string; sentence: string }[];
  /** the act that was just done, as the address says it */
  done: string | null;
  problem: Problem | null;
}
