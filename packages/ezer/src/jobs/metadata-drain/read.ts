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
import { libraryDocket } from '../../store/docket.ts';

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

/** The same, with every docket as the library spells it: what an old file wrote with a dash is found with a slash. */
export function inLibrarySpelling(entry: CatalogueEntry): CatalogueEntry {
  const dockets = entry.metadata.dockets.map((docket) => ({ ...docket, value: libraryDocket(docket.value) }));
  const cases = entry.cases.map((citation) => ({
    ...citation,
    docket: citation.docket === null ? null : libraryDocket(citation.docket),
  }));
  return { ...entry, metadata: { ...entry.metadata, dockets }, cases };
}
