import { closeSandbox } from 'hebrew-documents';
import { deriveWork, type Item, PermanentError, runDrain } from 'pg-drains';
import { linkLibrary } from '../../citator/index.ts';
import { configuredFolders } from '../../sources/configured.ts';
import { walkDirectory } from '../../sources/directory.ts';
import { sourceNamed } from '../../sources/ingest.ts';
import { onClient, SCHEMA, type Store } from '../../store/database.ts';
import type { JobContext, JobFacts } from '../job.ts';
import { DIGEST_ENGINE, readDigest } from './parse.ts';
import { receiveDigest } from './receive.ts';
import { storeDigest } from './store.ts';

const QUEUE = 'digest';

const ISSUES_TO_READ = `
  select id::text as subject, encode(text_sha256, 'hex') as input, 0 as priority, $1::text as engine
    from ezer.digest_issue`;

/** Takes in new digest issues, reads what they point at, and links it or leaves a gap. */
export async function work({ config, store, content, signal, budget }: JobContext): Promise<JobFacts> {
  const received = { received: 0, refused: 0 };
  try {
    for (const folder of configuredFolders(config).digests) {
      const sourceId = await sourceNamed(store.db, `digests:${folder.path}`, 'directory');
      for await (const offer of walkDirectory(folder.path, { ...folder.options, signal })) {
        const outcome = await receiveDigest(offer, { store, content, sourceId });
        if (outcome !== 'unchanged') received[outcome] += 1;
      }
    }
  } finally {
    await closeSandbox();
  }
  const engine = `${DIGEST_ENGINE.name}/${DIGEST_ENGINE.version}`;
  await deriveWork(store.pool, { schema: SCHEMA, queue: QUEUE, select: ISSUES_TO_READ, values: [engine] });
  const summary = await runDrain({
    pool: store.pool,
    schema: SCHEMA,
    queue: QUEUE,
    job: 'digest',
    handle: (item) => readIssue(store, item),
    budget,
    signal,
  });
  const linked = await linkLibrary(store.db);
  return { ...summary, ...received, linked: linked?.digestItems ?? 0, gaps: linked?.gapsOpened ?? 0 };
}

async function readIssue(store: Store, { subject: issueId }: Item) {
  const issue = await store.db.selectFrom('digest_issue').select('text').where('id', '=', issueId).executeTakeFirst();
  if (!issue) throw new PermanentError(`digest issue ${issueId} is gone; nothing to do`);
  const reading = readDigest(issue.text);
  return {
    write: (tx: Parameters<typeof onClient>[0]) => storeDigest(onClient(tx), issueId, reading),
    result: { kind: reading.kind, items: reading.entries.length },
  };
}
