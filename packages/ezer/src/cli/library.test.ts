import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createDatabase, testDatabase } from '../../../../testing/database.ts';
import type { Hit } from '../search/index.ts';
import type { Status } from '../status/index.ts';
import { ezer, linesOf } from './testing/ezer.ts';

const SAMPLES = resolve(import.meta.dirname, '../../../../samples/library');
const place = mkdtempSync(join(tmpdir(), 'ezer-cli-'));
const decisions = join(place, 'decisions');
let env: Record<string, string> = {};
let drop: () => Promise<void> = async () => undefined;

const json = async <T>(...args: string[]): Promise<T> => {
  const ran = await ezer([...args, '--json'], env);
  expect(`${ran.code} ${ran.stderr}`).toMatch(/^0/);
  return JSON.parse(ran.stdout) as T;
};

/** A library of fictional decisions and of everything that may be wrong with a file. */
beforeAll(async () => {
  const database = await createDatabase();
  drop = database.drop;
  env = { DATABASE_URL: database.url, EZER_DATA: join(place, 'data'), EZER_SAMPLES: 'off' };
  mkdirSync(decisions);
  const texts = readdirSync(SAMPLES).filter((name) => name.endsWith('.txt'));
  for (const name of texts) copyFileSync(join(SAMPLES, name), join(decisions, name));
  copyFileSync(join(SAMPLES, texts[0] ?? ''), join(decisions, 'the-same-again.txt'));
  writeFileSync(join(decisions, 'empty.txt'), '');
  writeFileSync(join(decisions, 'junk.txt'), Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 197 + 13) % 256)));
  writeFileSync(
    join(decisions, 'lines.jsonl'),
    [
      JSON.stringify({ id: 'whole', text: 'החלטה בדויה בלי מספר תיק ובלי שמות של צדדים.\u0000 הבקשה נדחתה.' }),
      '{"id": "cut", "text": "החלטה',
      JSON.stringify({ id: 'lone', text: 'החלטה בדויה שנייה \ud83d בלי מספר תיק ובלי שמות של צדדים. הבקשה נמחקה.' }),
    ].join('\n'),
  );
});
afterAll(async () => {
  await drop();
  rmSync(place, { recursive: true, force: true });
});

test('a folder with files of every kind of trouble is read: each gets its line, and the rest goes in', async () => {
  const ran = await ezer(['ingest', decisions, '--json'], env);
  const counts = JSON.parse(ran.stdout) as { states: Record<string, number>; reasons: Record<string, number> };
  const samples = readdirSync(SAMPLES).filter((name) => name.endsWith('.txt')).length;
  expect(counts.states).toEqual({ ingested: samples + 2, duplicate: 1, unchanged: 0, refused: 3 });
  const refused = linesOf(ran.stderr).filter((line) => line.startsWith('סורב'));
  expect(refused).toHaveLength(3);
  for (const name of ['empty.txt', 'junk.txt', 'lines.jsonl']) expect(refused.join('\n')).toContain(name);
  expect(ran.code).toBe(1);

  const again = await ezer(['ingest', decisions, '--json'], env);
  expect((JSON.parse(again.stdout) as typeof counts).states).toMatchObject({ ingested: 0 });

  const drained = [await ezer(['run', 'metadata-drain'], env), await ezer(['run', 'halacha-drain'], env)];
  expect(drained.map(({ stdout, stderr }) => linesOf(stdout + stderr))).toEqual([
    [expect.stringMatching(/^metadata-drain drained /)],
    [expect.stringMatching(/^halacha-drain drained .*proposed=[1-9]/)],
  ]);
  const status = await json<Status>('status');
  expect(status.decisions).toMatchObject({ visible: samples + 2, withoutDocket: expect.any(Number) });
  expect(status.decisions.withoutDocket).toBeGreaterThanOrEqual(2);
  expect(status.refusals.reduce((sum, { count }) => sum + count, 0)).toBe(3);
  expect((await ezer(['run', 'metadata-drain'], env)).stdout).toMatch(/nothing-to-do/);
});

test('what a person approves in the terminal is what search finds', async () => {
  const [first] = await json<{ id: string; quote: string }[]>('review', '--list');
  if (!first) throw new Error('nothing was proposed');
  const words = first.quote
    .replace(/[^א-ת ]/g, ' ')
    .trim()
    .split(/\s+/)
    .slice(0, 5);
  const found = async (...more: string[]) => {
    const { hits } = await json<{ hits: Hit[] }>('search', ...words, '--only', 'halachot', ...more);
    return hits.filter(({ id }) => id === first.id).map(({ state }) => state);
  };
  expect([await found(), await found('--all')]).toEqual([[], ['proposed']]);
  const act = await ezer(['review', '--act', 'approve', '--id', first.id, '--reader', 'קוראת בדויה'], env);
  expect([act.code, act.stdout]).toEqual([0, expect.stringMatching(/^מאושרת/)]);
  expect(await found()).toEqual(['approved']);

  const gone = await ezer(['review', '--act', 'approve', '--id', '01900000-0000-7000-8000-000000000000'], env);
  expect([gone.code, linesOf(gone.stderr)]).toEqual([1, [expect.stringMatching(/01900000.*review --list/)]]);
  const unread = await ezer(['search', '…'], env);
  expect([unread.code, linesOf(unread.stderr).length]).toEqual([2, 1]);
});

test('every command that reports gives JSON that a program can read', async () => {
  const { jobs, queues } = await json<Status>('status');
  expect(jobs.map(({ job }) => job)).toEqual(expect.arrayContaining(['metadata-drain', 'halacha-drain']));
  expect(queues).not.toEqual([]);
  expect(await json('queue')).toMatchObject({ queues: expect.any(Array), trouble: expect.any(Array) });
  expect(await json('config')).toMatchObject({ settings: expect.any(Array) });
  expect(await json('migrate')).toMatchObject({ outcome: 'current' });
  expect(await json('doctor')).toMatchObject({ level: 'ok', checks: expect.any(Array) });
  expect(await json('ingest', decisions, '--dry-run')).toMatchObject({ documents: expect.any(Number) });
  const { hits } = await json<{ hits: Hit[] }>('search', 'בית', 'המשפט', '--only', 'decisions');
  const docket = hits.flatMap(({ dockets }) => dockets)[0] ?? '';
  expect(await json('show', docket)).toMatchObject([{ dockets: expect.arrayContaining([docket]) }]);
  const missing = await ezer(['show', 'ע"א 1/99', '--json'], env);
  expect([missing.code, missing.stdout]).toEqual([1, '']);
});

test('the settings show where the database is and not its password', async () => {
  const url = new URL(env.DATABASE_URL ?? '');
  url.password = 'hunter2';
  const ran = await ezer(['config'], { ...env, DATABASE_URL: url.href });
  expect(ran.stdout).toContain(`:****@${url.host}`);
  expect(ran.stdout + ran.stderr).not.toContain('hunter2');
});

test('a job is stopped, refuses to run, is allowed again, and is asked for', async () => {
  expect(await json('queue', 'disable', 'digest', '--reason', 'the folder moves')).toEqual({
    job: 'digest',
    enabled: false,
  });
  const refused = await ezer(['run', 'digest'], env);
  expect([refused.code, linesOf(refused.stdout)]).toEqual([
    0,
    [expect.stringMatching(/^digest disabled .*the folder moves/)],
  ]);
  expect(await json('queue', 'enable', 'digest', '--reason', 'moved')).toEqual({ job: 'digest', enabled: true });
  expect((await ezer(['run', 'digest'], env)).stdout).toMatch(/^digest (nothing-to-do|drained)/);
  expect(await json('queue', 'request', 'digest', '--reason', 'at once')).toEqual({ job: 'digest', requested: true });
});

test('finished work is put back and done again, and a rehearsal changes nothing', async () => {
  const again = ['queue', 'redrive', 'halacha', '--state', 'done'];
  const { would } = await json<{ would: number }>(...again, '--dry-run');
  expect(would).toBeGreaterThan(0);
  const states = async () => (await json<Status>('status')).queues.find(({ queue }) => queue === 'halacha')?.states;
  expect(await states()).toEqual({ done: would });
  expect(await json(...again, '--reason', 'to see it')).toEqual({ redriven: would });
  expect(await states()).toEqual({ ready: would });
  const before = await json<Status>('status');
  expect((await ezer(['run', 'halacha-drain'], env)).stdout).toMatch(new RegExp(`drained .*done=${would}`));
  expect((await json<Status>('status')).halachot).toEqual(before.halachot);
});

test('a backup goes round: another database is then the same library, and nothing is lost on the way', async () => {
  const file = join(place, 'library.ezer-backup');
  const saved = await ezer(['backup', file], env);
  expect([saved.code, saved.stdout]).toEqual([0, expect.stringContaining(file)]);
  expect(statSync(file).mode & 0o077).toBe(0);
  const twice = await ezer(['backup', file], env);
  expect([twice.code, linesOf(twice.stderr).at(-1)]).toEqual([1, expect.stringContaining(file)]);

  const target = { ...env, DATABASE_URL: await testDatabase(), EZER_DATA: join(place, 'other') };
  const rehearsed = await ezer(['restore', file, '--dry-run', '--json'], target);
  expect(JSON.parse(rehearsed.stdout)).toMatchObject({ restored: false, content: { damaged: [] } });
  const restored = await ezer(['restore', file, '--json'], target);
  expect([restored.code, JSON.parse(restored.stdout)]).toMatchObject([0, { restored: true, migrated: [] }]);
  const [here, there] = await Promise.all([ezer(['status', '--json'], env), ezer(['status', '--json'], target)]);
  expect(JSON.parse(there.stdout)).toEqual(JSON.parse(here.stdout));
  const contentOf = (data: string) =>
    readdirSync(join(data, 'content'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name)
      .sort();
  expect(contentOf(target.EZER_DATA)).toEqual(contentOf(env.EZER_DATA ?? ''));
  expect((await ezer(['run', 'halacha-drain'], target)).stdout).toMatch(/nothing-to-do/);

  const occupied = await ezer(['restore', file], target);
  expect([occupied.code, linesOf(occupied.stderr).at(-1)]).toEqual([1, expect.stringMatching(/--force/)]);
  const bytes = readFileSync(file);
  const cut = join(place, 'cut.ezer-backup');
  writeFileSync(cut, bytes.subarray(0, bytes.length - 200));
  const damaged = await ezer(['restore', cut, '--force'], target);
  expect([damaged.code, linesOf(damaged.stderr).at(-1)]).toEqual([1, expect.stringContaining('not a whole backup')]);
  expect((await ezer(['restore', file, '--force'], target)).code).toBe(0);
});

test('a restore does not begin while another process works on the database', async () => {
  const file = join(place, 'in-use.ezer-backup');
  await ezer(['backup', file], env);
  const job = new pg.Client({ connectionString: env.DATABASE_URL, application_name: 'ezer metadata-drain' });
  await job.connect();
  onTestFinished(() => job.end());
  const ran = await ezer(['restore', file, '--force'], env);
  expect([ran.code, linesOf(ran.stderr).at(-1)]).toEqual([1, expect.stringContaining('ezer metadata-drain')]);
});
