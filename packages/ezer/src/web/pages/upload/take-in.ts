import { readFile } from 'node:fs/promises';
import { requestRun } from 'pg-drains';
import { receiveDigest } from '../../../jobs/digest/receive.ts';
import type { JobName } from '../../../jobs/index.ts';
import type { Offer } from '../../../sources/directory.ts';
import { type IngestInto, type IngestOutcome, ingest, sourceNamed } from '../../../sources/ingest.ts';
import type { ContentStore } from '../../../store/content.ts';
import { SCHEMA, type Store } from '../../../store/database.ts';
import { audit } from '../../accounts/index.ts';
import type { ReceivedFile } from './receive.ts';

/** What the files are: decisions, or issues of a digest, which only point at decisions (G5). */
export type UploadKind = 'decisions' | 'digests';

export interface TakeInOptions {
  store: Store;
  content: ContentStore;
  kind: UploadKind;
  /** id of the upload: the same file in the same upload is the same thing */
  upload: string;
  by: string;
}

type State = IngestOutcome['state'];

const SOURCE: Record<UploadKind, string> = { decisions: 'upload:decisions', digests: 'upload:digests' };
const READERS: Record<UploadKind, readonly JobName[]> = {
  decisions: ['metadata-drain', 'halacha-drain'],
  digests: ['digest'],
};

/**
 * Takes received files in by the one way in, a source of its own, and asks for the runs that read them. What became of
 * each is a row of `source_item`, as of every other file.
 *
 * @returns how each ended, in order
 */
export async function takeIn(files: readonly ReceivedFile[], options: TakeInOptions): Promise<State[]> {
  const { store, content, kind, by } = options;
  const into = { store, content, sourceId: await sourceNamed(store.db, SOURCE[kind], 'upload') };
  const states: State[] = [];
  for (const file of files) {
    const state = await oneAtATime(() => takeInFile(file, into, options));
    states.push(state);
    // With every file, not at the end: reading starts while a long upload goes on, and an open wish is joined.
    if (state === 'ingested') for (const job of READERS[kind]) await requestRun(store.pool, { ...RUN, job, by });
  }
  return states;
}

const RUN = { schema: SCHEMA, reason: 'files were uploaded' };

async function takeInFile(file: ReceivedFile, into: IngestInto, { kind, upload, by }: TakeInOptions): Promise<State> {
  const offer = offerOf(file, upload);
  const outcome = kind === 'digests' ? await digest(offer, into) : await ingest(offer, into);
  const { state } = outcome;
  if (state !== 'unchanged') {
    const subject = 'decisionId' in outcome ? { subject: ['decision', outcome.decisionId] as [string, string] } : {};
    await audit(into.store.db, {
      actor: by,
      action: `upload.${kind}`,
      detail: { upload, name: file.name, sha256: file.sha256, state },
      ...subject,
    });
  }
  return state;
}

async function digest(offer: Offer, into: IngestInto): Promise<{ state: State }> {
  const became = await receiveDigest(offer, into);
  return { state: became === 'received' ? 'ingested' : became };
}

/** The reference has the content in it: sent again it is the same, and another file of the same name is another one. */
function offerOf({ name, path, sha256, size, tooLarge }: ReceivedFile, upload: string): Offer {
  const ref = `${upload}/${sha256.slice(0, 16)} ${name}`;
  const refused = (reason: string, detail: string): Offer => ({
    kind: 'refused',
    ref,
    name,
    stamp: null,
    reason,
    detail,
  });
  if (tooLarge) return refused('too-large', `larger than ${Math.floor(size / 1024 / 1024)} MB, the limit of an upload`);
  if (/\.(?:jsonl|ndjson)$/i.test(name))
    return refused('collection', "each line of this file is a text of its own: take it in with 'ezer ingest'");
  return { kind: 'file', ref, name, stamp: null, lasting: false, bytes: () => readFile(path) };
}

// A document of 50 MB is in memory while it is read; many at once would be many times that.
let turn: Promise<unknown> = Promise.resolve();

function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const result = turn.then(work, work);
  turn = result.catch(() => undefined);
  return result;
}
