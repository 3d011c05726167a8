import { randomBytes } from 'node:crypto';
import { closeSandbox } from 'hebrew-documents';
import { migrate, runJob } from 'pg-drains';
import { type Config, loadConfig } from '../../packages/ezer/src/config/index.ts';
import { CHAIN, JOBS } from '../../packages/ezer/src/jobs/index.ts';
import { act } from '../../packages/ezer/src/review/index.ts';
import { walkDirectory } from '../../packages/ezer/src/sources/directory.ts';
import { ingestAll } from '../../packages/ezer/src/sources/ingest-all.ts';
import { sourceNamed } from '../../packages/ezer/src/sources/source.ts';
import { type ContentStore, folderContent } from '../../packages/ezer/src/store/content.ts';
import { openStore, SCHEMA, type Store } from '../../packages/ezer/src/store/database.ts';
import { contentFolder } from '../../packages/ezer/src/store/library.ts';
import { migrations } from '../../packages/ezer/src/store/migrations.gen.ts';

/** A library that was filled, and what its pages are made from. */
export interface Filled {
  url: string;
  config: Config;
  store: Store;
  content: ContentStore;
}

/** What a library is filled from, beside the configured folders (the samples). */
export interface Filling {
  env?: Record<string, string>;
  /** a folder or a `.jsonl` file that is taken in before the jobs run */
  path?: string;
  /** the field of the `.jsonl` that has the text */
  textField?: string;
}

/**
 * A database of its own on `server`, filled by the real jobs. The caller closes the store. Other tests copy it with
 * `copyOf`.
 *
 * @param folder where the documents are kept
 */
export async function fillLibrary(server: string, folder: string, filling: Filling = {}): Promise<Filled> {
  const filled = openFilled(await newDatabase(server), folder, filling.env);
  const { url, config, store, content } = filled;
  await migrate(url, { migrations, schema: SCHEMA });
  if (filling.path !== undefined) {
    const sourceId = await sourceNamed(store.db, `directory:${filling.path}`, 'directory');
    const offers = walkDirectory(filling.path, { textField: filling.textField ?? 'text' });
    await ingestAll(offers, { store, content, sourceId });
  }
  for (const name of CHAIN) {
    const report = await runJob({
      name,
      pool: store.pool,
      schema: SCHEMA,
      print: () => undefined,
      work: async ({ id, signal }) => {
        const { work } = await JOBS[name].load();
        return work({ config, pool: store.pool, runId: id, signal, budget: { seconds: 3_600 } });
      },
    });
    if (report.exitCode !== 0) throw new Error(`the library could not be filled: ${report.line}`);
  }
  await closeSandbox();
  return filled;
}

/** The same library in a database of its own. Nobody may be connected to the copied one. */
export async function copyOf({ url, config }: Filled): Promise<Filled> {
  const template = new URL(url).pathname.slice(1);
  return openFilled(await newDatabase(url, template), config.values.EZER_DATA);
}

/** A library that is there already. */
export function openFilled(url: string, folder: string, env: Record<string, string> = {}): Filled {
  const config = loadConfig({ EZER_DATA: folder, DATABASE_URL: url, ...env });
  return { url, config, store: openStore(url), content: folderContent(contentFolder(config)) };
}

async function newDatabase(server: string, template = 'template0'): Promise<string> {
  const name = `sample_${randomBytes(6).toString('hex')}`;
  const address = new URL(server);
  address.pathname = '/postgres';
  const admin = openStore(address.href, { max: 1 });
  try {
    await admin.pool.query(`create database ${name} template ${template}`);
  } finally {
    await admin.close();
  }
  address.pathname = `/${name}`;
  return address.href;
}

/**
 * What a reviewer did in the samples on a first morning: some halachot approved, one rejected, one deferred, so that
 * every state has something to show.
 */
export async function reviewSome({ store }: Filled, reader = 'dana@example.com'): Promise<void> {
  const { rows } = await store.pool.query<{ id: string }>(
    'select id from ezer.halacha where flags = $1 order by confidence desc, quote limit 9',
    [[]],
  );
  for (const [index, { id }] of rows.entries()) {
    if (index === 7) await act(store, 'reject', { halachaId: id, reader, reason: 'יישום על עובדות המקרה בלבד' });
    else if (index === 8) await act(store, 'defer', { halachaId: id, reader });
    else await act(store, 'approve', { halachaId: id, reader });
  }
}
