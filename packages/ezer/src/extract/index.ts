import { findHalachot, type HalachaCandidate } from 'hebrew-law';
import { type CatalogueEntry, readCatalogueEntry } from '../jobs/metadata-drain/read.ts';

/** What `ezer extract --jsonl` prints of one file, one object a line. Offsets count code points of the text. */
export interface ExtractRecord {
  id: string;
  kind: string | null;
  court: string | null;
  dockets: string[];
  /** `YYYY-MM-DD` */
  date: string | null;
  judges: string[];
  applicants: string[];
  respondents: string[];
  outcome: string | null;
  cases: { raw: string; docket: string | null; reporter: string | null; start: number; end: number }[];
  /** one entry a section; `section` is null where a law is named without one */
  statutes: { raw: string; law: string; year: string | null; section: string | null; start: number; end: number }[];
  holdings: {
    quote: string;
    principle: string | null;
    role: string;
    restated: boolean;
    authority: string | null;
    confidence: number;
    flags: string[];
    start: number;
    end: number;
  }[];
}

export interface Extracted {
  record: ExtractRecord;
  entry: CatalogueEntry;
  halachot: readonly HalachaCandidate[];
}

/**
 * Reads one decision without a database: metadata, citations, statutes and halachot.
 *
 * @param id  what to call it in the record, e.g. the file name without its ending
 */
export function extractFromText(id: string, text: string): Extracted {
  const entry = readCatalogueEntry(text);
  const halachot = findHalachot(text);
  return { record: recordOf(id, entry, halachot), entry, halachot };
}

function recordOf(
  id: string,
  { metadata, cases, statutes }: CatalogueEntry,
  halachot: readonly HalachaCandidate[],
): ExtractRecord {
  return {
    id,
    kind: metadata.kind?.value ?? null,
    court: metadata.court?.value ?? null,
    dockets: metadata.dockets.map((field) => field.value),
    date: metadata.date?.value ?? null,
    judges: metadata.judges.map((field) => field.value),
    applicants: metadata.applicants.map((field) => field.value),
    respondents: metadata.respondents.map((field) => field.value),
    outcome: metadata.outcome?.value ?? null,
    cases: cases.map(({ raw, docket, reporter, span }) => ({ raw, docket, reporter, ...span })),
    statutes: statutes.flatMap(({ raw, law, year, sections, span }) =>
      (sections.length > 0 ? sections : [null]).map((section) => ({ raw, law, year, section, ...span })),
    ),
    holdings: halachot.map(({ quote, principle, role, restated, authority, confidence, flags, span }) => ({
      quote,
      principle,
      role,
      restated,
      authority,
      confidence,
      flags: [...flags],
      ...span,
    })),
  };
}
