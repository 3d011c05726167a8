import type pg from 'pg';
import { redrive, requestRun, type Switches, setControl } from 'pg-drains';
import type { MessageKey } from '../../../messages/index.ts';
import { subjectsOf } from '../../../status/index.ts';
import { type Database, inTransaction, SCHEMA, type Store } from '../../../store/database.ts';
import { audit } from '../../accounts/index.ts';
import { LONGEST_REASON } from './switches.ts';
import type { RedriveWish } from './trouble.ts';

/** An act that makes no sense as it was asked for; nothing was changed. */
export class WrongAct extends Error {
  override readonly name = 'WrongAct';
  /** what to tell the person */
  readonly key: Extract<MessageKey, `wrong.${string}`>;

  constructor(key: WrongAct['key']) {
    super(`${key}: nothing was changed`);
    this.key = key;
  }
}

export const ACTS = ['run', 'disable', 'enable', 'pause', 'resume', 'burst', 'end-burst', 'hours', 'any-hour'] as const;
export type Act = (typeof ACTS)[number];

/** What became of an act: the code of its notice. */
export type Done = Act | 'run.open' | 'unchanged';

/**
 * Asks for a run of a job, or throws a switch of it: by the two ways that every other surface uses (G2), in one
 * transaction with the record of who did it. The same act again changes nothing and is not recorded.
 *
 * @throws WrongAct
 */
export async function actOnJob(
  { pool }: Store,
  { job, act, fields, by }: { job: string; act: Act; fields: Record<string, string>; by: string },
): Promise<Done> {
  return inTransaction(pool, async (db, client) => {
    if (act === 'run') return askForRun(db, client, { job, by, reason: 'asked for on the operations page' });
    const { switches, reason } = wishOf(act, fields);
    if (await isSo(db, job, switches)) return 'unchanged';
    await setControl(client, { schema: SCHEMA, job, by, reason, ...switches });
    await audit(db, { actor: by, action: `job.${act}`, detail: { job, reason, ...switches } });
    if (act === 'burst') await requestRun(client, { schema: SCHEMA, job, by, reason: 'works at any hour from now' });
    return act;
  });
}

async function askForRun(
  db: Database,
  client: pg.PoolClient,
  { job, by, reason }: { job: string; by: string; reason: string },
): Promise<Done> {
  const added = await requestRun(client, { schema: SCHEMA, job, by, reason });
  if (!added) return 'run.open';
  await audit(db, { actor: by, action: 'job.run', detail: { job } });
  return 'run';
}

function wishOf(act: Exclude<Act, 'run'>, fields: Record<string, string>): { switches: Switches; reason: string } {
  switch (act) {
    case 'disable':
      return { switches: { enabled: false }, reason: reasonOf(fields) };
    case 'enable':
      return { switches: { enabled: true }, reason: '' };
    case 'pause':
      return { switches: { pausedUntil: untilOf(fields) }, reason: reasonOf(fields) };
    case 'resume':
      return { switches: { pausedUntil: null }, reason: '' };
    case 'burst':
      return { switches: { burstUntil: untilOf(fields) }, reason: '' };
    case 'end-burst':
      return { switches: { burstUntil: null }, reason: '' };
    case 'hours':
      return { switches: { window: hoursOf(fields) }, reason: '' };
    case 'any-hour':
      return { switches: { window: null }, reason: '' };
  }
}

/** Is every switch of the wish thrown already? The row is locked, so that two people do not both think they did it. */
async function isSo(db: Database, job: string, wish: Switches): Promise<boolean> {
  const row = await db.selectFrom('job_control').selectAll().where('job', '=', job).forUpdate().executeTakeFirst();
  const same = (a: Date | null | undefined, b: Date | null) => (a?.getTime() ?? null) === (b?.getTime() ?? null);
  const hours = row?.window_start == null ? null : `${row.window_start.slice(0, 5)}-${row.window_end?.slice(0, 5)}`;
  return (
    (wish.enabled === undefined || wish.enabled === (row?.enabled ?? true)) &&
    (wish.pausedUntil === undefined || same(row?.paused_until, wish.pausedUntil)) &&
    (wish.burstUntil === undefined || same(row?.burst_until, wish.burstUntil)) &&
    (wish.window === undefined || hours === (wish.window === null ? null : `${wish.window.start}-${wish.window.end}`))
  );
}

/** @throws WrongAct */
export function reasonOf({ reason = '' }: Record<string, string>): string {
  const words = reason.replaceAll('\0', '').trim();
  if (words === '' || words.length > LONGEST_REASON) throw new WrongAct('wrong.reason');
  return words;
}

const MONTH = 31 * 86_400_000;

function untilOf({ until = '' }: Record<string, string>): Date {
  const moment = /^\d{4}-\d\d-\d\dT/.test(until) ? new Date(until) : new Date(Number.NaN);
  const ahead = moment.getTime() - Date.now();
  if (!(ahead > 0 && ahead < MONTH)) throw new WrongAct('wrong.until');
  return moment;
}

const HOUR = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

function hoursOf({ from = '', to = '' }: Record<string, string>): { start: string; end: string; zone: string } {
  if (!HOUR.test(from) || !HOUR.test(to) || from === to) throw new WrongAct('wrong.hours');
  return { start: from, end: to, zone: 'Asia/Jerusalem' };
}

/**
 * Brings one item, a group that failed in the same way, or a whole state of a queue back to work, and asks for nothing
 * else: the next run of the job takes them.
 *
 * @returns how many
 * @throws WrongAct
 */
export async function redriveItems(
  { pool }: Store,
  { wish, fields, by }: { wish: RedriveWish; fields: Record<string, string>; by: string },
): Promise<number> {
  const reason = reasonOf(fields);
  const { queue, state, subject, pattern } = wish;
  return inTransaction(pool, async (db, client) => {
    const subjects =
      subject !== undefined
        ? [subject]
        : pattern === undefined
          ? undefined
          : await subjectsOf(db, { queue, state, pattern });
    const count = await redrive(client, { schema: SCHEMA, queue, states: [state], subjects, by, reason });
    if (count > 0) await audit(db, { actor: by, action: 'work.redrive', detail: { ...wish, reason, count } });
    return count;
  });
}
