import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadableStream } from 'node:stream/web';
import { Hono } from 'hono';
import { nextStart } from 'pg-drains';
import { uploadedItems } from '../../../status/index.ts';
import { isFormToken, TOKEN_FIELD } from '../../form.ts';
import type { Page, WebContext, WebEnv, WebOptions } from '../../page.ts';
import { needs } from '../../session.ts';
import { forgedPage, missingPage } from '../apology.ts';
import { type Received, receiveForm, UploadRefused } from './receive.ts';
import { results, type UploadState } from './results.ts';
import { takeIn } from './take-in.ts';
import { resultsPage, uploadPage } from './view.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const MEGABYTE = 1024 * 1024;
/** of all files of one request; a browser with scripts sends one file a request */
const MOST_AT_ONCE = 20;

/** Taking in decisions and digest issues from the reader's own machine. */
export function uploadPages({ store, content, timetable, uploadMegabytes = 50 }: WebOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  const maxBytes = uploadMegabytes * MEGABYTE;

  app.get('/upload', needs('reviewer'), (c) =>
    c.html(uploadPage(c.var.page, { upload: randomUUID(), megabytes: uploadMegabytes })),
  );

  app.post('/upload', needs('reviewer'), async (c) => {
    const folder = await mkdtemp(join(tmpdir(), 'ezer-upload-'));
    try {
      const { fields, files } = await receive(c, folder);
      const upload = UUID.test(fields.upload ?? '') ? String(fields.upload) : randomUUID();
      const kind = fields.kind === 'digests' ? 'digests' : 'decisions';
      const states = await takeIn(files, { store, content, kind, upload, by: actorOf(c.var.page) });
      if (wantsJson(c)) return c.json({ states });
      if (files.length > 0) return c.redirect(`/upload/${upload}`, 303);
      return c.html(uploadPage(c.var.page, { upload, megabytes: uploadMegabytes, problem: 'none' }), 422);
    } catch (error) {
      if (!(error instanceof UploadRefused)) throw error;
      return refused(c, error);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  const stateOf = async (upload: string): Promise<UploadState> => {
    const metadata = timetable.find(({ job }) => job === 'metadata-drain');
    const latest = metadata === undefined ? null : nextStart(metadata, new Date());
    return { upload, latest, ...(await uploadedItems(store.db, upload)) };
  };
  app.get('/upload/:upload', needs('reviewer'), async (c) => {
    const upload = c.req.param('upload');
    if (!UUID.test(upload)) return c.html(missingPage(c.var.page), 404);
    const state = await stateOf(upload);
    return state.items.length === 0 ? c.html(missingPage(c.var.page), 404) : c.html(resultsPage(c.var.page, state));
  });
  app.get('/upload/:upload/list', needs('reviewer'), async (c) => {
    const upload = c.req.param('upload');
    if (!UUID.test(upload)) return c.html(missingPage(c.var.page), 404);
    return c.html(results(c.var.page, await stateOf(upload)));
  });

  return app;

  function receive(c: WebContext, folder: string): Promise<Received> {
    const contentType = c.req.header('content-type') ?? '';
    const body = c.req.raw.body as ReadableStream<Uint8Array> | null; // Node's own stream, by its own name
    if (body === null || !contentType.startsWith('multipart/form-data')) throw new UploadRefused('malformed');
    const maxTotal = maxBytes * MOST_AT_ONCE;
    if (Number(c.req.header('content-length') ?? 0) > maxTotal + MEGABYTE) throw new UploadRefused('too-much');
    const { formToken } = c.var.page;
    const header = c.req.header('x-ezer-token');
    return receiveForm(
      { body, contentType },
      {
        folder,
        maxBytes,
        maxTotal,
        isGenuine: (fields) => isFormToken(header ?? fields[TOKEN_FIELD], formToken),
      },
    );
  }

  /** An upload that was not received: in words, with the form to try again. */
  function refused(c: WebContext, { reason }: UploadRefused) {
    const { page } = c.var;
    const status = STATUS[reason];
    if (wantsJson(c)) return c.json({ problem: page.say(`upload.refused.${reason}`) }, status);
    if (reason === 'forged') return c.html(forgedPage(page), status);
    return c.html(uploadPage(page, { upload: randomUUID(), megabytes: uploadMegabytes, problem: reason }), status);
  }
}

const STATUS = { forged: 403, cut: 400, malformed: 400, 'too-much': 413 } as const;

const wantsJson = (c: WebContext): boolean => c.req.header('accept')?.includes('application/json') === true;

function actorOf({ reader }: Page): string {
  if (reader === null) throw new Error('an upload without a person; this is a defect');
  return reader.email;
}
