import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { queueDepths, type Redrivable, redrive, requestRun, setControl } from 'pg-drains';
import { CHAIN } from '../../jobs/timetable.ts';
import { SCHEMA } from '../../store/database.ts';
import { action, type Context, withLibrary } from '../context.ts';
import { example, WrongOption } from '../help.ts';
import { shorten, table } from '../print.ts';

const REDRIVABLE: readonly Redrivable[] = ['dead', 'held', 'stale', 'waiting', 'done'];

export function addQueue(program: Command, { say }: Pick<Context, 'say'>): void {
  const queue = program.command('queue').description(say('queue.about'));
  action(
    queue
      .command('list', { isDefault: true })
      .description(say('queue.list'))
      .addHelpText('after', example(say, 'ezer queue list --json')),
    listQueues,
  );
  queue.addHelpText('after', example(say, 'ezer queue', 'ezer queue redrive metadata --reason "fixed the reader"'));

  action(
    queue
      .command('redrive')
      .description(say('queue.redrive'))
      .argument('<queue>', say('queue.queue'))
      .argument('[subject]', say('queue.subject'))
      .option('--state <state>', REDRIVABLE.join(' | '), 'dead')
      .option('--reason <reason>', say('queue.reason'))
      .option('--dry-run', say('cli.option.dryRun'))
      .addHelpText('after', example(say, 'ezer queue redrive halacha --state held --reason "text was repaired"')),
    redriveQueue,
  );
  for (const what of ['disable', 'enable', 'request'] as const) {
    action(
      queue
        .command(what)
        .description(say(`queue.${what}`))
        .argument('<job>')
        .option('--reason <reason>', say('queue.reason'))
        .addHelpText('after', example(say, `ezer queue ${what} halacha-drain --reason "…"`)),
      (context, job: string, options: { reason?: string }) => switchJob(context, what, job, options.reason),
    );
  }
}

async function listQueues(context: Context) {
  const { say } = context;
  return withLibrary(context, async ({ store }) => {
    const queues = await queueDepths(store.pool, { schema: SCHEMA });
    const trouble = await store.db
      .selectFrom('work')
      .select(['queue', 'subject', 'state', 'attempts', 'last_error as error'])
      .where('state', 'in', ['held', 'dead', 'stale'])
      .orderBy('queue')
      .orderBy('subject')
      .limit(100)
      .execute();
    context.print.answer({ queues, trouble }, () => {
      const states = ['ready', 'leased', 'waiting', 'held', 'done', 'stale', 'dead'] as const;
      const rows = queues.map((queue) => [queue.queue, ...states.map((state) => String(queue[state]))]);
      const items = trouble.map(
        (item) => `  ${item.queue} ${item.subject} ${item.state}: ${shorten(item.error ?? '', 120)}`,
      );
      return [
        queues.length === 0 ? say('cli.nothing') : table([['', ...states], ...rows]),
        ...(items.length > 0 ? ['', say('queue.trouble'), ...items] : []),
      ].join('\n');
    });
    return 0;
  });
}

interface RedriveFlags {
  state: string;
  reason?: string;
  dryRun?: boolean;
}

async function redriveQueue(context: Context, queue: string, subject: string | undefined, options: RedriveFlags) {
  const { say } = context;
  const state = REDRIVABLE.find((known) => known === options.state);
  if (state === undefined) throw new WrongOption(REDRIVABLE.join(' | '));
  const { reason, dryRun = false } = options;
  if (!dryRun && !reason) throw new WrongOption(say('queue.needsReason'));
  return withLibrary(context, async ({ store }) => {
    const known = (await queueDepths(store.pool, { schema: SCHEMA })).map((depths) => depths.queue);
    if (!known.includes(queue))
      throw new WrongOption(say('queue.unknown', { queue, known: known.join(', ') || say('status.none') }));
    if (dryRun || !reason) {
      let rows = store.db.selectFrom('work').select((eb) => eb.fn.countAll<string>().as('count'));
      rows = rows.where('queue', '=', queue).where('state', '=', state);
      if (subject !== undefined) rows = rows.where('subject', '=', subject);
      const { count } = await rows.executeTakeFirstOrThrow();
      context.print.answer({ would: Number(count) }, say('queue.redriven', { count: `(${count})` }));
      return 0;
    }
    const subjects = subject === undefined ? undefined : [subject];
    const by = userInfo().username;
    const count = await redrive(store.pool, {
      schema: SCHEMA,
      queue,
      states: [state],
      subjects,
      by,
      reason,
    });
    context.print.answer({ redriven: count }, say('queue.redriven', { count }));
    return 0;
  });
}

const isJob = (name: string) => CHAIN.some((job) => job === name);

async function switchJob(context: Context, what: 'disable' | 'enable' | 'request', job: string, reason?: string) {
  const { say, print } = context;
  if (!isJob(job)) throw new WrongOption(say('run.unknownJob', { job, known: CHAIN.join(', ') }));
  if (!reason) throw new WrongOption(say('queue.needsReason'));
  const by = userInfo().username;
  return withLibrary(context, async ({ store }) => {
    if (what === 'request') {
      const added = await requestRun(store.pool, { schema: SCHEMA, job, reason, by });
      print.answer({ job, requested: added }, say('queue.requested', { job }));
      return 0;
    }
    await setControl(store.pool, { schema: SCHEMA, job, by, reason, enabled: what === 'enable' });
    print.answer({ job, enabled: what === 'enable' }, () =>
      say('queue.controlSet', { job, state: say(what === 'enable' ? 'queue.enabled' : 'queue.disabled') }),
    );
    return 0;
  });
}
