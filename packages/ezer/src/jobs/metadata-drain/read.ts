import {
  type CaseCitation,
  type DecisionMetadata,
  findCaseCitations,
  findSections,
  findStatuteCitations,
  normalise,
  readMetadata,
  type Section,
  type StatuteCitation,
} from 'hebrew-law';

/** What the text of one decision says, before it is stored. */
export interface CatalogueEntry {
  metadata: DecisionMetadata;
  cases: CaseCitation[];
  statutes: StatuteCitation[];
  sections: Section[];
}

export function readCatalogueEntry(text: string): CatalogueEntry {
  const metadata = readMetadata(text);
  const own = metadata.dockets.map((docket) => docket.value);
  const normalised = normalise(text);
  return {
    metadata,
    cases: findCaseCitations(normalised, { own }),
    statutes: findStatuteCitations(normalised),
    sections: findSections(text),
  };
}
