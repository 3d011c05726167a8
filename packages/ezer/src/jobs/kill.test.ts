import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { SAMPLES } from '../../../../testing/catalogue.ts';
import { testLibrary } from '../../../../testing/library.ts';
import { runEzer, startEzer, temporaryFolder, until } from '../../../../testing/process.ts';
import type { Store } from '../store/database.ts';

const LONG = Boolean(process.env.TEST_LONG);
const ROUNDS = LONG ? 12 : 1;
const SEEDS = LONG ? [1, 2, 3] : [1];
const JOBS = ['court-fetch', 'metadata-drain', 'halacha-drain', 'digest'] as const;

/**
 * Every job is killed (SIGKILL) again and again, after a seeded amount of progress; then each runs once more. What the
 * library then holds, row by row, is what undisturbed runs leave: nothing lost, nothing doubled.
 */
test.each(SEEDS)(
  'killed at any moment, the next run finishes the work (seed %i)',
  { timeout: 900_000 },
  async (seed) => {
    const undisturbed = await installation();
    for (const job of JOBS) expect((await undisturbed.run(job)).code).toBe(0);
    await undisturbed.run('metadata-drain');

    const disturbed = await installation();
    const random = mulberry(seed);
    const killed: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      for (const job of JOBS) {
        const more = Math.floor(random() * 6) + (job === 'court-fetch' ? 1 : 0);
        if (await disturbed.kill(job, more)) killed.push(`${job} after ${more}`);
      }
    }
    for (const job of [...JOBS, 'metadata-drain'] as const) {
      const { code, output } = await disturbed.run(job);
      expect(code, `${output} (killed: ${killed.join(', ')})`).toBe(0);
    }
    expect(killed.length).toBeGreaterThanOrEqual(2);
    expect(await contents(disturbed.store), killed.join(', ')).toEqual(await contents(undisturbed.store));
  },
);

async function installation() {
  const { store, url } = await testLibrary();
  const env = {
    DATABASE_URL: url,
    EZER_DATA: await temporaryFolder(),
    EZER_LIBRARY: join(SAMPLES, 'library'),
    EZER_DIGESTS: join(SAMPLES, 'digests'),
  };
  return {
    store,
    run: async (job: string) => {
      await letTimePass(store);
      return runEzer(['run', job], env);
    },
    /** Starts the job and kills it once it is at work and has done `more`; false when it ended before. */
    async kill(job: string, more: number): Promise<boolean> {
      await letTimePass(store);
      const before = await progress(store);
      const { child, ended } = startEzer(['run', job], env);
      let over = false;
      void ended.then(() => {
        over = true;
      });
      await until(`${job} is at work`, async () => over || (await isRunning(store, job)));
      await until(`${job} does ${more}`, async () => over || (await progress(store)) >= before + more, 60);
      child.kill('SIGKILL');
      return (await ended).signal === 'SIGKILL';
    },
  };
}

/** What a dead process held is free again after its lease: the clock of the test does not wait for it. */
async function letTimePass(store: Store): Promise<void> {
  await sql`update ezer.work_claim set until = now() - interval '1 second'`.execute(store.db);
  await sql`update ezer.job_run set alive_until = now() - interval '1 second' where ended_at is null`.execute(store.db);
}

async function isRunning(store: Store, job: string): Promise<boolean> {
  const { rows } = await sql`
    select from ezer.job_run where job = ${job} and ended_at is null and alive_until > now()`.execute(store.db);
  return rows.length > 0;
}

async function progress(store: Store): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from ezer.source_item)::int
         + (select count(*) from ezer.work where done_input is not null)::int as count`.execute(store.db);
  return rows[0]?.count ?? 0;
}

/** Everything that a reader could see, named by content: ids and times are different in every installation. */
async function contents(store: Store): Promise<Record<string, unknown[]>> {
  const of = async (query: ReturnType<typeof sql<{ line: unknown }>>) =>
    (await query.execute(store.db)).rows.map((row) => row.line);
  return {
    decisions: await of(sql`
      select jsonb_build_array(encode(v.text_sha256, 'hex'), v.number, d.kind, d.court, d.date_given, d.outcome, d.title, d.status) as line
        from ezer.decision d join ezer.decision_version v on v.decision_id = d.id order by line`),
    dockets: await of(sql`
      select jsonb_build_array(k.canonical, dd.position, d.title, d.date_given) as line
        from ezer.decision d join ezer.decision_docket dd on dd.decision_id = d.id join ezer.docket k on k.id = dd.docket_id order by line`),
    judges: await of(sql`
      select jsonb_build_array(d.title, d.date_given, dj.position, j.name, dj.opinion) as line
        from ezer.decision d join ezer.decision_judge dj on dj.decision_id = d.id join ezer.judge j on j.id = dj.judge_id order by line`),
    fields: await of(sql`
      select jsonb_build_array(encode(v.text_sha256, 'hex'), f.field, f.source, f.value, f.start_at, f.end_at) as line
        from ezer.decision_field f join ezer.decision_version v on v.id = f.decision_version_id order by line`),
    citations: await of(sql`
      select jsonb_build_array(encode(v.text_sha256, 'hex'), c.start_at, c.end_at, c.raw, c.docket, c.state, t.title) as line
        from ezer.citation c join ezer.decision_version v on v.id = c.decision_version_id
        left join ezer.decision t on t.id = c.target_decision_id order by line`),
    statutes: await of(sql`
      select jsonb_build_array(encode(v.text_sha256, 'hex'), c.start_at, c.raw, s.name, c.sections) as line
        from ezer.statute_citation c join ezer.statute s on s.id = c.statute_id
        join ezer.decision_version v on v.id = c.decision_version_id order by line`),
    sections: await of(sql`
      select jsonb_build_array(encode(v.text_sha256, 'hex'), s.position, s.kind, s.start_at, s.end_at) as line
        from ezer.section s join ezer.decision_version v on v.id = s.decision_version_id order by line`),
    halachot: await of(sql`
      select jsonb_build_array(encode(v.text_sha256, 'hex'), h.quote_start, h.quote, h.principle, h.role, h.confidence, h.flags, h.state) as line
        from ezer.halacha h join ezer.decision_version v on v.id = h.decision_version_id order by line`),
    search: await of(sql`
      select jsonb_build_array(kind, md5(words::text)) as line from ezer.search_entry order by line`),
    digests: await of(sql`
      select jsonb_build_array(i.title, i.issued_on, i.kind, t.position, t.kind, t.docket, t.state, d.title) as line
        from ezer.digest_issue i left join ezer.digest_item t on t.digest_issue_id = i.id
        left join ezer.decision d on d.id = t.decision_id order by line`),
    // A gap that was opened before its decision came, and closed then, only tells in which order they came.
    gaps: await of(sql`
      select jsonb_build_array(wanted, demand) as line from ezer.gap where closed_at is null order by line`),
    items: await of(sql`
      select jsonb_build_array(ref, state, reason) as line from ezer.source_item order by line`),
    work: await of(sql`
      select jsonb_build_array(queue, state, result, count(*)) as line from ezer.work group by queue, state, result order by line`),
    changes: await of(sql`
      select jsonb_build_array(subject_kind, what, count(*)) as line from ezer.change group by subject_kind, what order by line`),
  };
}

function mulberry(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
