import type { Timetable } from 'pg-drains';
import { maskSecret } from '../../config/index.ts';
import { LAST_ITEM } from '../../deploy/index.ts';
import { CHAIN, TIMETABLE } from '../../jobs/index.ts';
import {
  AlreadyRunning,
  patternsOf,
  type Scheduler,
  type Seat,
  startScheduler,
  takeSeat,
} from '../../scheduler/index.ts';
import { configuredFolders } from '../../sources/configured.ts';
import { type OpenLibrary, openLibrary } from '../../store/library.ts';
import { checkAddress, NoFreePort, NoPublicUrl, NotLoopback, startWeb, type Web } from '../../web/index.ts';
import type { Context } from '../context.ts';
import { firstRound } from './first-round.ts';
import { openRequests } from './requests.ts';
import { stopSignals } from './signals.ts';
import { type Voice, voice } from './voice.ts';

export interface StartOptions {
  /** run the chain and end */
  once: boolean;
  /** settings that were given as options: the processes of the jobs get them through their environment */
  settings: Record<string, string>;
  /** default: that of this build */
  timetable?: Timetable;
}

/** It cannot start here; the message says why in the reader's language. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

/**
 * `ezer start`: database, page, first round, timetable; until a signal, or the end of the first round with `once`.
 *
 * @returns exit code: 0, or with `once` 1 when a job of the round failed
 * @throws StartRefused, TimetableError, and what the database throws when it cannot start
 */
export async function startAll(
  context: Context,
  { once, settings, timetable = TIMETABLE }: StartOptions,
): Promise<number> {
  const { config } = context;
  const patterns = once ? [] : patternsOf(timetable); // first of all: a timetable that cannot stand touches nothing
  const speak = voice(context);
  if (!once) checkAddressOrRefuse(context, speak);
  const seat = takeSeatOrRefuse(config.values.EZER_DATA, speak);
  const signals = stopSignals();
  let library: OpenLibrary | null = null;
  let web: Web | null = null;
  let scheduler: Scheduler | null = null;
  try {
    library = await openDatabase(context, speak);
    if (!once) web = await openPage(context, speak, seat, library);
    scheduler = startScheduler({
      patterns,
      chain: CHAIN,
      openRequests: once ? async () => [] : openRequests(config, library.store),
      onEvent: speak.event,
      endSeconds: config.values.EZER_JOB_SECONDS + LAST_ITEM,
      env: { ...process.env, ...settings },
    });
    const failed = await Promise.race([firstRound(context, speak, scheduler, library), signals.asked]);
    if (once && Array.isArray(failed)) return failed.length > 0 ? 1 : 0;
    if (Array.isArray(failed)) speak.say('start.next');
    await signals.asked;
    return 0;
  } catch (error) {
    if (error instanceof NotLoopback)
      throw new StartRefused(speak.words('start.notLoopback', { host: error.host }), { cause: error });
    if (!(error instanceof NoFreePort)) throw error;
    const problem = error.cause instanceof Error ? error.cause.message : '';
    throw new StartRefused(speak.words('start.noFreePort', { port: error.port, problem }), { cause: error });
  } finally {
    if (signals.isAsked) speak.stopping();
    await scheduler?.stop();
    await web?.close();
    await library?.close();
    seat.release();
    signals.close();
    if (signals.isAsked) speak.say('start.stopped');
  }
}

function checkAddressOrRefuse({ config }: Context, speak: Voice): void {
  const { EZER_HOST: host, EZER_PUBLIC_URL: publicUrl = null } = config.values;
  try {
    checkAddress({ host, publicUrl });
  } catch (error) {
    if (!(error instanceof NoPublicUrl)) throw error;
    throw new StartRefused(speak.words('start.noPublicUrl', { host }), { cause: error });
  }
}

function takeSeatOrRefuse(dataFolder: string, speak: Voice): Seat {
  try {
    return takeSeat(dataFolder);
  } catch (error) {
    if (!(error instanceof AlreadyRunning)) throw error;
    const { pid = '?', url = null } = error.running ?? {};
    const at = url === null ? '' : speak.words('start.at', { url });
    throw new StartRefused(speak.words('start.alreadyRunning', { dataFolder, pid, at }), { cause: error });
  }
}

async function openDatabase({ config }: Context, speak: Voice): Promise<OpenLibrary> {
  const { DATABASE_URL, EZER_DATA } = config.values;
  const where = DATABASE_URL
    ? speak.words('start.external', { url: maskSecret(DATABASE_URL) })
    : speak.words('start.embedded', { dataFolder: EZER_DATA });
  const started = performance.now();
  speak.say('start.database', { where });
  const library = await openLibrary(config, { applicationName: 'ezer start' });
  speak.say('start.ready', { seconds: ((performance.now() - started) / 1000).toFixed(1) });
  const { decisions } = configuredFolders(config);
  const own = config.values.EZER_LIBRARY ?? config.values.EZER_DIGESTS;
  if (decisions.length === 0 && own === undefined) speak.say('start.noFolders');
  else if (own === undefined) speak.say('start.samples');
  for (const { path } of own === undefined ? [] : decisions) speak.say('start.folder', { path });
  return library;
}

async function openPage({ config, language }: Context, speak: Voice, seat: Seat, library: OpenLibrary): Promise<Web> {
  const {
    EZER_HOST: host,
    EZER_PORT: port,
    EZER_PUBLIC_URL: publicUrl = null,
    EZER_METRICS_TOKEN: metricsToken,
    EZER_UPLOAD_MB: uploadMegabytes,
  } = config.values;
  const { store, content } = library;
  const onError = (error: Error) => speak.say('start.pageFailed', { problem: error.message });
  const web = await startWeb({
    store,
    content,
    timetable: TIMETABLE,
    host,
    port,
    publicUrl,
    metricsToken,
    language,
    onError,
    uploadMegabytes,
  });
  seat.tell({ pid: process.pid, url: web.url });
  if (web.port !== port) speak.say('start.otherPort', { wanted: port, port: web.port });
  speak.say('start.page', { url: web.url });
  if (web.firstLink !== null) speak.say('start.firstLink', { url: web.firstLink });
  speak.say('start.howToStop');
  return web;
}
