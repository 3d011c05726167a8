import { tokenize } from 'hebrew-law';
import { sql } from 'kysely';
import type { Database } from '../store/database.ts';

/** Changes when the tokenizer does; entries of another version are written anew by the drains. */
export const TOKENIZER_VERSION = '1';

// Postgres keeps positions up to 16,383 and at most 256 of them a word; what lies beyond would be refused or dropped.
const LAST_POSITION = 16_383;
const POSITIONS_A_WORD = 255;

/** The words of a text as a `tsvector` literal, made by the one tokenizer (G7) and never by Postgres's own parser. */
export function wordsOf(text: string): string {
  const positions = new Map<string, number[]>();
  for (const { token, position } of tokenize(text)) {
    const place = Math.min(position + 1, LAST_POSITION);
    const list = positions.get(token);
    if (list === undefined) positions.set(token, [place]);
    else if (list.length < POSITIONS_A_WORD && list.at(-1) !== place) list.push(place);
  }
  return [...positions].map(([token, list]) => `${quoted(token)}:${list.join(',')}`).join(' ');
}

/** What a decision is found by: its text, which carries its court, parties and dockets. */
export function decisionWords({
  text,
  entry,
}: {
  text: string;
  entry: { metadata: { dockets: { value: string }[] } };
}): string {
  return wordsOf(`${entry.metadata.dockets.map((docket) => docket.value).join(' ')}\n${text}`);
}

/** Writes or replaces the search entry of one decision or halacha. */
export async function indexEntry(
  db: Database,
  kind: 'decision' | 'halacha',
  subjectId: string,
  decisionId: string,
  words: string,
): Promise<void> {
  const entry = {
    decision_id: decisionId,
    words: sql<string>`${words}::tsvector`,
    tokenizer_version: TOKENIZER_VERSION,
  };
  await db
    .insertInto('search_entry')
    .values({ kind, subject_id: subjectId, ...entry })
    .onConflict((conflict) => conflict.columns(['kind', 'subject_id']).doUpdateSet(entry))
    .execute();
}

/** A lexeme as `tsvector` and `tsquery` read it. */
export const quoted = (token: string): string => `'${/[\\']/.test(token) ? token.replace(/[\\']/g, '$&$&') : token}'`;
