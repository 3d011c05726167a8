import { parseDocket } from 'hebrew-law';
import type { Database } from '../store/database.ts';
import { libraryDocket } from '../store/docket.ts';

/** Longer than any docket in words; a longer query is not read as one. */
const LONGEST_DOCKET = 60;

/**
 * The decisions of the docket that a whole query is, in any form; a number without a procedure means every docket of
 * that number. More than 20 mean that the number says little, and none is put first.
 */
export async function ownDecisions(db: Database, query: string): Promise<string[]> {
  const docket = docketOf(query);
  if (docket === null) return [];
  const rows = await db
    .selectFrom('docket')
    .innerJoin('decision_docket', 'decision_docket.docket_id', 'docket.id')
    .select('decision_docket.decision_id as id')
    .where((eb) =>
      docket.prefix === '' ? eb('docket.number', '=', docket.number) : eb('docket.canonical', '=', docket.canonical),
    )
    .limit(MOST_OWN + 1)
    .execute();
  return rows.length > MOST_OWN ? [] : [...new Set(rows.map((row) => row.id))];
}

const MOST_OWN = 20;

/** The docket that a whole query is, as the library writes it; null when it is none. */
export function docketOf(query: string): { prefix: string; number: string; canonical: string } | null {
  const wanted = query.trim().replace(/^"(.*)"$/s, '$1');
  if (wanted.length === 0 || wanted.length > LONGEST_DOCKET) return null;
  const docket = parseDocket(wanted);
  if (docket === null) return null;
  const canonical = libraryDocket(docket.canonical);
  return { prefix: docket.prefix, number: canonical.slice(canonical.lastIndexOf(' ') + 1), canonical };
}
