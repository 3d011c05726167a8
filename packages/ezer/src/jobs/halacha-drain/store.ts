import type { HalachaCandidate } from 'hebrew-law';
import type pg from 'pg';
import { halachaWords } from '../../search/entry.ts';
import { TOKENIZER_VERSION } from '../../search/tokenizer-version.ts';
import type { Prepared } from '../../store/prepared.ts';
import { CHANGE, STANDING } from './statements.ts';

export interface ReadHalachot {
  decisionId: string;
  versionId: string;
  engine: { name: string; version: string };
  candidates: readonly HalachaCandidate[];
}

interface Standing {
  id: string;
  versionId: string;
  quote: string;
  start: number;
  principle: string | null;
  engine: string;
  reviewed: boolean;
  tokenizer: string | null;
}

type Row = { status: string; id: string | null } & Omit<Standing, 'id'>;

/**
 * Replaces an engine's proposals for a decision by those of its latest reading, in the transaction of the drain.
 * What a person has acted on is never touched (G10), and what a person has decided on is not proposed a second time.
 * A proposal that is made again keeps its id, in a new version of the text too, so that a reader's link and place in
 * the queue stay.
 */
export async function storeHalachot(tx: pg.ClientBase, query: Prepared, reading: ReadHalachot): Promise<void> {
  const { decisionId, versionId, engine } = reading;
  const { rows } = await query<Row>(tx, 'standing', STANDING, [decisionId]);
  if (rows[0] === undefined || rows[0].status === 'removed') return;
  const standing = rows.flatMap((row): Standing[] => (row.id === null ? [] : [{ ...row, id: row.id }]));
  const reviewed = standing.filter((row) => row.reviewed);
  const proposals = proposalsOf(reading, reviewed);
  const open = standing.filter((row) => !row.reviewed && row.engine === engine.name);
  const ids = matched(proposals, open, versionId);
  const kept = new Set(ids);
  const withdrawn = open.filter((row) => !kept.has(row.id)).map((row) => row.id);
  // Entries of reviewed halachot change with the tokenizer only; nothing else of them is written here.
  const outdated = reviewed.filter((row) => row.tokenizer !== TOKENIZER_VERSION);
  if (proposals.length + withdrawn.length + outdated.length === 0) return;
  await query(tx, 'change halachot', CHANGE, [
    decisionId,
    versionId,
    engine.name,
    engine.version,
    withdrawn,
    JSON.stringify(proposals.map((proposal, index) => rowOf(proposal, ids[index] ?? null))),
    JSON.stringify(outdated.map((row) => ({ id: row.id, words: halachaWords(row) }))),
    TOKENIZER_VERSION,
  ]);
}

/** Each place once, without what a person has decided on. */
function proposalsOf({ candidates }: ReadHalachot, reviewed: readonly Standing[]): HalachaCandidate[] {
  const decided = new Set(reviewed.map((row) => row.quote));
  const byPlace = new Map(candidates.map((candidate) => [`${candidate.span.start}-${candidate.span.end}`, candidate]));
  return [...byPlace.values()].filter((candidate) => !decided.has(candidate.quote));
}

/** For each proposal the id of the row that already says it: at the very place, else the next one of the same words. */
function matched(
  proposals: readonly HalachaCandidate[],
  open: readonly Standing[],
  versionId: string,
): (string | null)[] {
  const free = new Set(open);
  const take = (found: Standing | undefined): string | null => {
    if (found) free.delete(found);
    return found?.id ?? null;
  };
  const atPlace = proposals.map(({ quote, span }) =>
    take(open.find((row) => row.versionId === versionId && row.start === span.start && row.quote === quote)),
  );
  return proposals.map(({ quote }, index) => atPlace[index] ?? take([...free].find((row) => row.quote === quote)));
}

function rowOf(candidate: HalachaCandidate, id: string | null) {
  const { quote, span, principle, role, restated, authority, confidence, reasons, flags } = candidate;
  return {
    id,
    quote,
    quote_start: span.start,
    quote_end: span.end,
    principle,
    role,
    restated,
    authority,
    confidence,
    reasons,
    flags,
    words: halachaWords(candidate),
  };
}
