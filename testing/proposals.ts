import type { Store } from '../packages/ezer/src/store/database.ts';

const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;

/** The decision that `proposals` puts into a library. */
export const PROPOSED_IN = id(2);

/**
 * Proposals of one invented decision, the most doubtful first in the queue; without the readers, for tests of what
 * people do with them.
 *
 * @returns the ids in the order of the queue
 */
export async function proposals(
  store: Store,
  quotes: readonly string[],
  court = 'בית המשפט המחוזי בבדיון',
): Promise<string[]> {
  const paragraphs = quotes.map((quote, i) => `${i + 1}. לפני הדברים. ${quote} אחרי הדברים.`);
  const text = ['ערעור בדוי.', ...paragraphs].join('\n\n');
  const ids = quotes.map((_, i) => id(100 + i));
  const client = await store.pool.connect();
  try {
    await client.query('begin');
    await client.query(
      `insert into ezer.document (id, sha256, byte_size, original_name, state) values ($1, sha256('a'), 1, 'בדוי.txt', 'read')`,
      [id(1)],
    );
    await client.query(
      `insert into ezer.decision (id, title, court, date_given, current_version_id)
       values ($1, 'סתווית ערבה נ'' נחליאל שקדי', $2, '2035-02-03', $3)`,
      [PROPOSED_IN, court, id(3)],
    );
    await client.query(
      `insert into ezer.decision_version (id, decision_id, number, document_id, text, text_sha256)
       values ($1, $2, 1, $3, $4, sha256(convert_to($4, 'UTF8')))`,
      [id(3), PROPOSED_IN, id(1), text],
    );
    for (const [i, quote] of quotes.entries()) {
      const start = [...text.slice(0, text.indexOf(quote))].length;
      await client.query(
        `insert into ezer.halacha (id, decision_id, decision_version_id, quote, quote_start, quote_end, principle,
           principle_source, role, restated, confidence, engine, engine_version)
         values ($1, $2, $3, $4, $5, $6, $7, 'engine', 'holding', false, $8, 'rules', '1')`,
        [ids[i], PROPOSED_IN, id(3), quote, start, start + [...quote].length, `כלל ${i + 1}`, (i + 1) / 1000],
      );
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
  return ids;
}
