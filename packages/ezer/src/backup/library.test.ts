import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from 'pg-drains';
import { expect, onTestFinished, test } from 'vitest';
import { testDatabase } from '../../../../testing/database.ts';
import { migrations } from '../store/migrations.gen.ts';
import { backup, type LedgerHead, restore } from './index.ts';

const VERSION = '01900000-0000-7000-8000-000000000003';
const HALACHA = '01900000-0000-7000-8000-000000000004';
const TEXT = '𝄞 ועדת הערר: נקבע בזאת כי נטל הראיה על הטוען. "סוף"';
const QUOTE = 'נטל הראיה על הטוען';
// Code points: the clef before it is two UTF-16 units.
const START = [...TEXT.slice(0, TEXT.indexOf(QUOTE))].length;

const LIBRARY = `
  set search_path = ezer;
  begin;
  insert into document (id, sha256, byte_size, original_name, state)
    values ('01900000-0000-7000-8000-000000000001', sha256('a'), 1, 'בדוי.txt', 'read');
  insert into decision (id, title, current_version_id) values ('01900000-0000-7000-8000-000000000002', 'פלוני נ'' אלמוני', '${VERSION}');
  insert into decision_version (id, decision_id, number, document_id, text, text_sha256)
    values ('${VERSION}', '01900000-0000-7000-8000-000000000002', 1, '01900000-0000-7000-8000-000000000001', '${TEXT}', sha256('${TEXT}'));
  insert into halacha (id, decision_id, decision_version_id, quote, quote_start, quote_end, role, restated, confidence, engine, engine_version)
    values ('${HALACHA}', '01900000-0000-7000-8000-000000000002', '${VERSION}', '${QUOTE}', ${START}, ${START + QUOTE.length}, 'holding', false, 0.9, 'rules', '1');
  insert into halacha_review (halacha_id, act, reader) values ('${HALACHA}', 'approve', 'קוראת בדויה');
  update halacha set state = 'approved', reviewed_at = now() where id = '${HALACHA}';
  commit;
`;

async function run(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const migrateTo = (url: string) => async (head: LedgerHead) => {
  await migrate(url, { migrations: migrations.filter(({ number }) => number <= head.number), schema: 'ezer' });
};

test("the product's own schema comes back with an approved halacha, and its gates hold (G6, G10)", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ezer-backup-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, `${randomBytes(4).toString('hex')}.ezer-backup`);
  const source = await testDatabase();
  await migrate(source, { migrations, schema: 'ezer' });
  await run(source, LIBRARY);
  await backup(source, file);

  const target = await testDatabase();
  const { head } = await restore(target, file, { migrate: migrateTo(target) });
  expect(head.number).toBe(migrations.at(-1)?.number);
  const rows = `select h::text as halacha, r::text as review, v::text as version, d::text as decision
    from ezer.halacha h join ezer.halacha_review r on r.halacha_id = h.id
    join ezer.decision_version v on v.id = h.decision_version_id join ezer.decision d on d.current_version_id = v.id`;
  expect(await run(source, rows)).toHaveLength(1);
  expect(await run(target, rows)).toEqual(await run(source, rows));

  for (const [statement, gate] of [
    [
      `insert into ezer.halacha (decision_id, decision_version_id, quote, quote_start, quote_end, role, restated, confidence,
         engine, engine_version)
       select decision_id, decision_version_id, quote, quote_start - 1, quote_end - 1, role, restated, confidence, engine, '2'
       from ezer.halacha`,
      /does not stand at/,
    ],
    [`update ezer.halacha set state = 'proposed'`, /together with a review/],
    [`delete from ezer.halacha`, /only a person may remove it/],
    [`update ezer.decision_version set text = 'אחר'`, /immutable|never|text/],
    [`delete from ezer.halacha_review`, /append only/],
  ] as const) {
    await expect(run(target, statement), statement).rejects.toThrow(gate);
  }
  expect(await run(target, rows)).toEqual(await run(source, rows));
});
