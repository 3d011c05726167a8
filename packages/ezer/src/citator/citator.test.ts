import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { libraryOf } from '../../../../testing/catalogue.ts';
import { folderOf, ruling } from '../../../../testing/rulings.ts';
import type { Store } from '../store/database.ts';
import { linkLibrary } from './index.ts';

const citing = (...dockets: string[]) => ruling({ docket: 'רע"א 9871/34', reasons: [`ראו ${dockets.join('; ')}.`] });

describe('citations', () => {
  test('one decision in the docket is found, several are ambiguous, none is missing', async () => {
    const { store } = await library({
      'citing.txt': citing('ע"א 9001/31', 'ע"א 9002/31', 'ע"א 9003/31'),
      'one.txt': ruling({ docket: 'ע"א 9001/31' }),
      'first.txt': ruling({ docket: 'ע"א 9002/31', date: '1.1.2034' }),
      'second.txt': ruling({ docket: 'ע"א 9002/31', date: '2.2.2034' }),
    });
    expect(await citations(store)).toEqual([
      ['ע"א 9001/31', 'found', true],
      ['ע"א 9002/31', 'ambiguous', false],
      ['ע"א 9003/31', 'missing', false],
    ]);
  });

  test('an old file is the same with a dash and with a slash', async () => {
    const { store } = await library({
      'citing.txt': citing('ת"פ 9001-31'),
      'one.txt': ruling({ docket: 'ת"פ 9001/31' }),
    });
    expect(await citations(store)).toEqual([['ת"פ 9001/31', 'found', true]]);
  });

  test('linking again writes nothing', async () => {
    const { store } = await library({
      'citing.txt': citing('ע"א 9001/31', 'ע"א 9003/31'),
      'one.txt': ruling({ docket: 'ע"א 9001/31' }),
    });
    const places = async () =>
      (
        await sql`select 'c' || ctid || xmin as at from ezer.citation union all select 'g' || ctid || xmin from ezer.gap order by 1`.execute(
          store.db,
        )
      ).rows;
    const before = await places();
    expect(await linkLibrary(store.db)).toEqual({ citations: 0, digestItems: 0, gapsOpened: 0, gapsClosed: 0 });
    expect(await places()).toEqual(before);
  });

  test('a decision that is held or removed is not found', async () => {
    const { store } = await library({
      'citing.txt': citing('ע"א 9001/31'),
      'one.txt': ruling({ docket: 'ע"א 9001/31' }),
    });
    for (const status of ['held', 'removed'] as const) {
      await withStatus(store, 'ע"א 9001/31', status);
      await linkLibrary(store.db);
      expect(await citations(store)).toEqual([['ע"א 9001/31', 'missing', false]]);
    }
  });
});

describe('gaps', () => {
  test('open with the demand, close when the decision comes, open again when it is withdrawn', async () => {
    const { store, run, takeIn } = await library({
      'a.txt': citing('ע"א 9001/31', 'ע"א 9002/31'),
      'b.txt': ruling({ docket: 'רע"א 9872/34', reasons: ['ראו ע"א 9001/31; שוב ע"א 9001/31.'] }),
    });
    expect(await gaps(store)).toEqual([
      ['ע"א 9001/31', 2, 'open'],
      ['ע"א 9002/31', 1, 'open'],
    ]);
    await takeIn(await folderOf({ 'one.txt': ruling({ docket: 'ע"א 9001/31' }) }));
    await run('metadata-drain');
    expect(await gaps(store)).toEqual([
      ['ע"א 9001/31', 2, 'closed'],
      ['ע"א 9002/31', 1, 'open'],
    ]);
    await withStatus(store, 'ע"א 9001/31', 'removed');
    expect(await linkLibrary(store.db)).toMatchObject({ gapsOpened: 0, gapsClosed: 0 });
    expect((await gaps(store))[0]).toEqual(['ע"א 9001/31', 2, 'open']);
  });

  test('one that nobody asks for any more is no gap', async () => {
    const { store } = await library({ 'a.txt': citing('ע"א 9001/31') });
    await sql`delete from ezer.citation`.execute(store.db);
    await linkLibrary(store.db);
    expect(await gaps(store)).toEqual([]);
  });
});

test('a digest item is linked when its ruling comes, of the day that it names', async () => {
  const digests = await folderOf({
    'a.txt':
      'עלון\nגיליון 1, 9.3.2035\n\n1. כותרת\nע"א 9002/31 כהן נ\' לוי (2.2.2034)\n2. אחרת\nע"א 9009/31 כהן נ\' לוי (2.2.2034)',
  });
  const { store, run, takeIn } = await libraryOf(null, { EZER_DIGESTS: digests });
  await run('digest');
  expect(await items(store)).toEqual(['gap', 'gap']);
  expect(await gaps(store)).toEqual([
    ['ע"א 9002/31', 1, 'open'],
    ['ע"א 9009/31', 1, 'open'],
  ]);
  await takeIn(
    await folderOf({
      'first.txt': ruling({ docket: 'ע"א 9002/31', date: '1.1.2034' }),
      'second.txt': ruling({ docket: 'ע"א 9002/31', date: '2.2.2034' }),
    }),
  );
  await run('metadata-drain');
  expect(await items(store)).toEqual(['linked 2034-02-02', 'gap']);
  expect((await gaps(store))[0]).toEqual(['ע"א 9002/31', 1, 'closed']);
});

describe('what changed alone is looked at', () => {
  const NOTHING = { citations: 0, digestItems: 0, gapsOpened: 0, gapsClosed: 0 };

  test('a text that changes leaves every link and gap as linking the whole library would', async () => {
    const folder = await folderOf({
      'citing.txt': citing('ע"א 9001/31', 'ע"א 9002/31', 'ע"א 9003/31'),
      'one.txt': ruling({ docket: 'ע"א 9001/31' }),
      'first.txt': ruling({ docket: 'ע"א 9002/31', date: '1.1.2034' }),
      'second.txt': ruling({ docket: 'ע"א 9002/31', date: '2.2.2034' }),
    });
    const { store, run, takeIn } = await libraryOf(folder);
    await run('metadata-drain');
    // Of two decisions in a docket one was misread, a found one leaves its docket, and a gap's one citation goes.
    const steps: [Record<string, string>, unknown[]][] = [
      [{ 'second.txt': ruling({ docket: 'ע"א 9003/31', date: '2.2.2034' }) }, ['found', 'found', 'found']],
      [{ 'one.txt': ruling({ docket: 'ע"א 9004/31' }) }, ['missing', 'found', 'found']],
      [{ 'citing.txt': citing('ע"א 9002/31', 'ע"א 9004/31') }, ['found', 'found']],
      [{ 'new.txt': ruling({ docket: 'ע"א 9002/31', date: '3.3.2034' }) }, ['ambiguous', 'found']],
    ];
    for (const [files, states] of steps) {
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
      await takeIn(folder);
      await run('metadata-drain');
      expect((await citations(store)).map(([, state]) => state)).toEqual(states);
      expect(await linkLibrary(store.db)).toEqual(NOTHING);
    }
    // The two that were closed stay, to say when; the one that nobody asks for any more is gone.
    expect((await gaps(store)).filter(([, , state]) => state === 'open')).toEqual([]);
  });

  test('a run reads by the dockets that it was given, and writes nothing a second time', async () => {
    const { store } = await library({
      'citing.txt': citing('ע"א 9001/31', 'ע"א 9003/31'),
      'one.txt': ruling({ docket: 'ע"א 9001/31' }),
    });
    // Twenty thousand citations of others, as of a library of a thousand decisions.
    await sql`
      insert into ezer.citation (decision_id, decision_version_id, raw, start_at, end_at, docket, state, engine, engine_version)
      select c.decision_id, c.decision_version_id, 'x', 1, 2, 'ע"פ ' || n || '/40', 'missing', 'test', '1'
        from (select * from ezer.citation limit 1) c, generate_series(1, 20000) n`.execute(store.db);
    await linkLibrary(store.db);
    await sql`analyze ezer.citation, ezer.gap`.execute(store.db);
    await sql`update ezer.citation set state = 'missing', target_decision_id = null where docket = 'ע"א 9001/31'`.execute(
      store.db,
    );
    const changed = new Set(['ע"א 9001/31', 'ע"א 9003/31']);
    const first = await counted(store, changed);
    expect(first).toMatchObject({ linked: { citations: 1 }, citation: { written: 1 } });
    const second = await counted(store, changed);
    expect(second).toMatchObject({ linked: NOTHING, citation: { written: 0 }, gap: { written: 0 } });
    // Of 20,002 and more rows; the whole library is read where nobody says what changed.
    expect(second.citation.read + second.gap.read).toBeLessThan(50);
    const whole = await counted(store);
    expect(whole).toMatchObject({ linked: NOTHING, citation: { written: 0 } });
    expect(whole.citation.read).toBeGreaterThan(20_000);
    expect(await linkLibrary(store.db, new Set())).toEqual(NOTHING);
  });

  /** What linking reads and writes, as the server counts it on the one connection. */
  async function counted(store: Store, dockets?: ReadonlySet<string>) {
    return store.db.transaction().execute(async (tx) => {
      const counters = async () => {
        const { rows } = await sql<{ name: string; read: number; written: number }>`
          select relname as name, (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::integer as read,
                 (n_tup_ins + n_tup_upd + n_tup_del)::integer as written
            from pg_stat_xact_user_tables where schemaname = 'ezer'`.execute(tx);
        return new Map(rows.map((row) => [row.name, row]));
      };
      // What the connection did before may not be told to the server yet, and is counted here too.
      const before = await counters();
      const linked = await linkLibrary(tx, dockets);
      const after = await counters();
      const of = (name: string) => ({
        read: (after.get(name)?.read ?? 0) - (before.get(name)?.read ?? 0),
        written: (after.get(name)?.written ?? 0) - (before.get(name)?.written ?? 0),
      });
      return { linked, citation: of('citation'), gap: of('gap') };
    });
  }
});

describe('several at once', () => {
  test('two linkers end with the same as one, and neither fails', async () => {
    const { store } = await library({
      'citing.txt': citing('ע"א 9001/31', 'ע"א 9003/31'),
      'one.txt': ruling({ docket: 'ע"א 9001/31' }),
    });
    const right = await citations(store);
    for (let round = 0; round < 5; round++) {
      await sql`update ezer.citation set state = 'missing', target_decision_id = null`.execute(store.db);
      await sql`delete from ezer.gap`.execute(store.db);
      await Promise.all([linkLibrary(store.db), linkLibrary(store.db), linkLibrary(store.db)]);
      expect(await citations(store)).toEqual(right);
      expect(await gaps(store)).toEqual([['ע"א 9003/31', 1, 'open']]);
    }
  });

  test('linking waits for no drain that replaces citations', async () => {
    const { store } = await library({
      'citing.txt': citing('ע"א 9001/31'),
      'one.txt': ruling({ docket: 'ע"א 9001/31' }),
    });
    await sql`update ezer.citation set state = 'missing', target_decision_id = null`.execute(store.db);
    const drain = await store.pool.connect();
    try {
      await drain.query('begin; select from ezer.decision for no key update; delete from ezer.citation');
      expect(await linkLibrary(store.db)).toMatchObject({ citations: 0 });
      await drain.query('rollback');
    } finally {
      drain.release();
    }
    expect(await linkLibrary(store.db)).toMatchObject({ citations: 1 });
  });
});

async function library(files: Record<string, string>) {
  const opened = await libraryOf(await folderOf(files));
  await opened.run('metadata-drain');
  return opened;
}

async function citations(store: Store) {
  const rows = await store.db
    .selectFrom('citation')
    .select(['docket', 'state', 'target_decision_id'])
    .orderBy('docket')
    .execute();
  return rows.map((row) => [row.docket, row.state, row.target_decision_id !== null]);
}

async function gaps(store: Store) {
  const rows = await store.db.selectFrom('gap').select(['wanted', 'demand', 'closed_at']).orderBy('wanted').execute();
  return rows.map((row) => [row.wanted, row.demand, row.closed_at === null ? 'open' : 'closed']);
}

async function items(store: Store) {
  const rows = await store.db
    .selectFrom('digest_item')
    .leftJoin('decision', 'decision.id', 'digest_item.decision_id')
    .select(['digest_item.state', 'date_given'])
    .orderBy('position')
    .execute();
  return rows.map((row) => [row.state, row.date_given].filter(Boolean).join(' '));
}

async function withStatus(store: Store, docket: string, status: string): Promise<void> {
  await sql`update ezer.decision set status = ${status} where id in (
    select decision_id from ezer.decision_docket join ezer.docket on docket.id = docket_id where canonical = ${docket})`.execute(
    store.db,
  );
}
