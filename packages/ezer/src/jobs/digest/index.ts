import { closeSandbox } from 'hebrew-documents';
import { deriveWork, type Item, nothingToDo, PermanentError, runDrain } from 'pg-drains';
import { linkLibrary } from '../../citator/index.ts';
import { foldersToRead } from '../../sources/configured.ts';
import { SourceMissing, walkDirectory } from '../../sources/directory.ts';
import { noteHealth, sourceNamed } from '../../sources/source.ts';
import { comparedWithLastTime } from '../../sources/unchanged.ts';
import { folderContent } from '../../store/content.ts';
import { onClient, SCHEMA, type Store, storeOn } from '../../store/database.ts';
import { contentFolder } from '../../store/library.ts';
import { isIdle, isLinkingOwed, linkingOwed, NOTHING_TO_DO } from '../idle.ts';
import type { JobContext, JobFacts } from '../job.ts';
import { DIGEST_ENGINE, readDigest } from './parse.ts';
import { receiveDigest } from './receive.ts';
import { storeDigest } from './store.ts';

const QUEUE = 'digest';

const ISSUES_TO_READ = `
  select id::text as subject, encode(text_sha256, 'hex') as input, 0 as priority, $1::text as engine
    from ezer.digest_issue`;

const ISSUES = {
  schema: SCHEMA,
  queue: QUEUE,
  select: ISSUES_TO_READ,
  values: [`${DIGEST_ENGINE.name}/${DIGEST_ENGINE.version}`],
};
// Decisions that come in are linked by the run that catalogues them; here, only what a digest says anew.
const IDLE = nothingToDo(ISSUES, NOTHING_TO_DO, linkingOwed('digest'));

/** Takes in new digest issues, reads what they point at, and links it or leaves a gap. */
export async function work(context: JobContext): Promise<JobFacts> {
  const { pool, signal, budget } = context;
  const store = storeOn(pool);
  const { problems, ...received } = await receiveAll(store, context);
  const failure = problems[0] === undefined ? {} : { outcome: 'failures' as const, reason: problems[0] };
  if (received.received === 0 && (await isIdle(pool, IDLE))) return { ...NOTHING_TO_DO, ...failure, ...received };
  const derived = await deriveWork(pool, ISSUES);
  const dockets = new Set<string>();
  const summary = await runDrain({
    pool: store.pool,
    directUrl: context.directUrl,
    schema: SCHEMA,
    queue: QUEUE,
    job: 'digest',
    handle: (item) => readIssue(store, item, dockets),
    budget,
    itemSeconds: budget.seconds,
    signal,
  });
  // What an issue that went away had pointed at, and what a run that died had read, nobody knows any more.
  const isWhole = derived.removed > 0 || (await isLinkingOwed(pool, 'digest'));
  const linked = await linkLibrary(store.db, isWhole ? undefined : dockets);
  return { ...summary, ...failure, ...received, linked: linked.digestItems, gaps: linked.gapsOpened };
}

/** A folder that is not there is a problem of its own; the issues that are in the library are read all the same. */
async function receiveAll(store: Store, { config, signal }: JobContext) {
  const content = folderContent(contentFolder(config));
  const received = { received: 0, refused: 0, problems: [] as string[] };
  try {
    for (const folder of (await foldersToRead(config, store.db)).digests) {
      const sourceId = await sourceNamed(store.db, `digests:${folder.path}`, 'directory');
      try {
        const into = { store, content, sourceId };
        const offers = walkDirectory(folder.path, { ...folder.options, signal });
        for await (const { offer, unchanged } of comparedWithLastTime(offers, into)) {
          if (unchanged) continue;
          const outcome = await receiveDigest(offer, into);
          if (outcome !== 'unchanged') received[outcome] += 1;
        }
        await noteHealth(store.db, sourceId, null);
      } catch (error) {
        if (!(error instanceof SourceMissing)) throw error;
        received.problems.push(error.message);
        await noteHealth(store.db, sourceId, error.message);
      }
    }
  } finally {
    await closeSandbox();
  }
  return received;
}

async function readIssue(store: Store, { subject: issueId }: Item, dockets: Set<string>) {
  const issue = await store.db.selectFrom('digest_issue').select('text').where('id', '=', issueId).executeTakeFirst();
  if (!issue) throw new PermanentError(`digest issue ${issueId} is gone; nothing to do`);
  const reading = readDigest(issue.text);
  return {
    write: async (tx: Parameters<typeof onClient>[0]) => {
      for (const docket of await storeDigest(onClient(tx), issueId, reading)) dockets.add(docket);
    },
    result: { kind: reading.kind, items: reading.entries.length },
  };
}
