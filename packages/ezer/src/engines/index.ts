import { findHalachot, type HalachaCandidate, RULES_ENGINE } from 'hebrew-law';

/** Something that reads a text and proposes halachot. The rules engine reads offline; others may call a model. */
export interface Engine {
  name: string;
  version: string;
  /** A change of a paid engine makes work stale, for an operator to release; of a free one, ready. */
  paid: boolean;
  /** @throws a TransientError or PermanentError of pg-drains; an empty list means "looked, and found nothing" (G4) */
  extract(text: string): Promise<readonly HalachaCandidate[]>;
}

/** The default: deterministic, explainable, nothing leaves the machine. */
export const rulesEngine: Engine = {
  ...RULES_ENGINE,
  paid: false,
  extract: async (text) => findHalachot(text),
};
