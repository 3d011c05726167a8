import { backReferencesAmong } from './citation/back-references.ts';
import { citationAt, locateCases } from './citation/cases.ts';
import { type BackReference, type CaseCitation, findStatuteCitations, type StatuteCitation } from './citation/index.ts';
import { findHalachot, type HalachaCandidate } from './halacha/index.ts';
import { type DecisionMetadata, type DecisionPart, readMetadata, splitDecisions } from './metadata/index.ts';
import { findSections, type Section } from './sections/index.ts';
import { normalise, type ReadingOrder, readingOrder } from './text/index.ts';

/** Everything this package reads from one decision. All spans are code points of the text that was given. */
export interface DecisionReading {
  /** `visual`: the text stands in the order of the eye and was not read; everything below is empty. Repair it first. */
  order: ReadingOrder;
  /** The decisions of the file; with several, `metadata` has the first one's single values and everybody's lists. */
  parts: DecisionPart[];
  metadata: DecisionMetadata;
  /** Other proceedings; the decision's own dockets are left out. */
  cases: CaseCitation[];
  /** `עניין אלמוג`, `שם`: mentions of `cases` without a number; `refersTo` is an index of `cases`. */
  backReferences: BackReference[];
  statutes: StatuteCitation[];
  sections: Section[];
  halachot: HalachaCandidate[];
}

/**
 * Reads a decision: what it is, what it cites, how it is built, and which rules of law it lays down or restates. Offline,
 * deterministic, linear in the text; never throws, whatever the text: what is not found is null or empty.
 *
 * @example readDecision('בבית המשפט העליון\nרע"א 1234/21').metadata.dockets.map((d) => d.value) // ['רע"א 1234/21']
 */
export function readDecision(text: string): DecisionReading {
  const order = readingOrder(text);
  // What stands backwards must not be read as if it did not: a docket of visual order is another docket.
  const normalised = normalise(order === 'visual' ? '' : text);
  const metadata = readMetadata(normalised);
  const located = locateCases(
    normalised.text,
    metadata.dockets.map((docket) => docket.value),
  );
  return {
    order,
    parts: splitDecisions(normalised),
    metadata,
    cases: located.map((at) => citationAt(normalised, at)),
    backReferences: backReferencesAmong(normalised, located),
    statutes: findStatuteCitations(normalised),
    sections: findSections(normalised),
    halachot: findHalachot(normalised),
  };
}
