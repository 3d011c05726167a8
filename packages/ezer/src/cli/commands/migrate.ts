import type { Command } from 'commander';
import {
  checkDrift,
  type Drift,
  MIGRATE_EXIT,
  MigrateError,
  type MigrateExit,
  type MigrationStatus,
  migrate,
  migrateExit,
  type Plan,
  type PlannedStatement,
  plan,
  readStatus,
} from 'pg-drains';
import { openDatabase } from '../../embedded/index.ts';
import type { Say } from '../../messages/index.ts';
import { openStore, SCHEMA, type Store } from '../../store/database.ts';
import { migrations } from '../../store/migrations.gen.ts';
import { action, type Context } from '../context.ts';
import { example, WrongOption, wholeNumber } from '../help.ts';

interface MigrateCommandOptions {
  plan?: boolean;
  status?: boolean;
  check?: boolean;
  wait?: number;
  assumeSessionPooling?: boolean;
}

export function addMigrate(program: Command, { say }: Pick<Context, 'say'>): void {
  const command = program
    .command('migrate')
    .description(say('migrate.about'))
    .option('--plan', say('migrate.option.plan'))
    .option('--status', say('migrate.option.status'))
    .option('--check', say('migrate.option.check'))
    .option('--wait <seconds>', say('migrate.option.wait'), wholeNumber(say))
    .option('--assume-session-pooling', say('migrate.option.sessionPooling'))
    .addHelpText('after', () => exitCodes(say))
    .addHelpText('after', example(say, 'ezer migrate', 'ezer migrate --plan', 'ezer migrate --check --json'));
  action(command, runMigrate);
}

function exitCodes(say: Say): string {
  const names = Object.keys(MIGRATE_EXIT) as MigrateExit[];
  const lines = names.map(
    (name) => `  ${String(MIGRATE_EXIT[name]).padStart(2)}  ${name}: ${say(`migrate.exit.${name}`)}`,
  );
  return `\n${say('migrate.exits')}\n${lines.join('\n')}`;
}

async function runMigrate(context: Context, options: MigrateCommandOptions): Promise<number> {
  const { config, print, say } = context;
  const questions = ASK.filter(({ name }) => options[name]);
  if (questions.length > 1) throw new WrongOption(say('migrate.oneQuestion'));
  const database = await openDatabase(config);
  try {
    const exit = await (questions[0]?.answer ?? apply)(context, database.migrationUrl, options);
    return MIGRATE_EXIT[exit];
  } catch (error) {
    if (!(error instanceof MigrateError)) throw error;
    const exit = migrateExit(error);
    process.stderr.write(`${say('cli.error', { message: error.message })}\n`);
    // Its fields without `cause`: that one is the driver's, and may show rows.
    if (context.json) print.answer({ exit, error: { ...error, name: error.name, message: error.message } }, '');
    return MIGRATE_EXIT[exit];
  } finally {
    await database.release();
  }
}

type Answer = (context: Context, url: string, options: MigrateCommandOptions) => Promise<MigrateExit>;

const ASK: readonly { name: 'plan' | 'status' | 'check'; answer: Answer }[] = [
  { name: 'plan', answer: askPlan },
  { name: 'status', answer: askStatus },
  { name: 'check', answer: askCheck },
];

const HISTORY = { migrations, schema: SCHEMA };

async function apply({ print, say }: Context, url: string, options: MigrateCommandOptions): Promise<MigrateExit> {
  const result = await migrate(url, {
    ...HISTORY,
    applicationName: 'ezer migrate',
    ...(options.wait === undefined ? {} : { waitMs: options.wait * 1000 }),
    ...(options.assumeSessionPooling ? { assumeSessionPooling: true } : {}),
  });
  const names = result.applied.map((step) => step.name).join(', ');
  print.answer(result, () =>
    result.applied.length === 0
      ? say('migrate.current')
      : say('migrate.applied', { count: result.applied.length, names }),
  );
  return 'done';
}

async function askPlan({ print, say }: Context, url: string): Promise<MigrateExit> {
  const planned = await withStore(url, ({ pool }) => plan(pool, HISTORY));
  print.answer(planned, () => planText(say, planned));
  return 'done';
}

function planText(say: Say, { prepare, steps }: Plan): string {
  if (steps.length === 0) return say('migrate.nothingPending');
  const blocks = [
    { title: say('migrate.plan.prepare'), statements: prepare },
    ...steps.map(({ file, kind, statements }) => ({ title: say('migrate.plan.step', { file, kind }), statements })),
  ];
  return blocks
    .filter(({ statements }) => statements.length > 0)
    .map(({ title, statements }) => [title, ...statements.map((statement) => statementText(say, statement))].join('\n'))
    .join('\n\n');
}

function statementText(say: Say, { sql, lock, tables, mayLockMore }: PlannedStatement): string {
  const named = lock
    ? say('migrate.plan.lock', { lock: lock.toUpperCase(), tables: tables.map(({ table }) => table).join(', ') })
    : say('migrate.plan.noLock');
  return `${named}${mayLockMore ? say('migrate.plan.more') : ''}\n${sql};`;
}

async function askStatus({ print, say }: Context, url: string): Promise<MigrateExit> {
  const status = await withStore(url, ({ pool }) => readStatus(pool, HISTORY));
  print.answer(status, () => migrationsText(say, status));
  return 'done';
}

function migrationsText(say: Say, { applied, pending, holder }: MigrationStatus): string {
  const file = ({ number, name }: { number: number; name: string }) => `${String(number).padStart(4, '0')}_${name}.sql`;
  return [
    ...applied.map((step) => say('migrate.status.applied', { file: file(step), at: step.appliedAt.toISOString() })),
    ...pending.map((step) => say('migrate.status.pending', { file: file(step) })),
    holder
      ? say('migrate.status.holder', {
          pid: holder.pid,
          name: holder.applicationName,
          since: holder.since?.toISOString() ?? say('migrate.status.unknownTime'),
        })
      : say('migrate.status.free'),
  ].join('\n');
}

async function askCheck({ print, say }: Context, url: string): Promise<MigrateExit> {
  const { snapshot } = await import('../../store/catalog.gen.ts');
  const drift = await checkDrift(url, { ...HISTORY, snapshot, applicationName: 'ezer migrate --check' });
  print.answer(drift, () => driftText(say, drift, Object.keys(snapshot.objects).length));
  return EXIT_OF_DRIFT[drift.state];
}

const EXIT_OF_DRIFT = { same: 'done', different: 'drift', pending: 'pending', ahead: 'done' } as const;

function driftText(say: Say, { state, differences }: Drift, objects: number): string {
  if (state === 'same') return say('migrate.check.same', { objects });
  if (state !== 'different') return say(`migrate.check.${state}`);
  return [
    say('migrate.check.different', { count: differences.length }),
    ...differences.flatMap((difference) => [
      say(`migrate.check.${difference.kind}`, { object: difference.object }),
      ...('expected' in difference ? [say('migrate.check.expected', { definition: difference.expected })] : []),
      ...('found' in difference ? [say('migrate.check.found', { definition: difference.found })] : []),
    ]),
  ].join('\n');
}

async function withStore<T>(url: string, ask: (store: Store) => Promise<T>): Promise<T> {
  const store = openStore(url, { applicationName: 'ezer migrate', max: 1 });
  try {
    return await ask(store);
  } finally {
    await store.close();
  }
}
