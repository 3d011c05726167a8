import { type Config, maskSecret } from '../config/index.ts';
import { type DatabaseHandle, openDatabase } from '../embedded/index.ts';
import { TIMETABLE } from '../jobs/timetable.ts';
import { problemOf } from '../messages/index.ts';
import { type Finding, failure, type Level, ok } from './finding.ts';
import { checkDisk, checkFolder, checkNode, checkPort, checkSecrets, checkSources, checkTimetable } from './machine.ts';
import { judgePooler, judgeServer } from './server.ts';
import { connect, isDirect, readServerFacts } from './server-facts.ts';

export type { Finding, Level } from './finding.ts';

/**
 * Looks at everything an installation needs, and changes nothing but that the embedded database is started when it is
 * not running. A check that fails never keeps another from running.
 *
 * @example
 * const findings = await examine(loadConfig());
 * findings.filter((finding) => finding.level === 'failure');
 */
export async function examine(config: Config): Promise<Finding[]> {
  const { EZER_DATA, EZER_HOST, EZER_PORT } = config.values;
  const checks: [string, () => Finding | Promise<Finding | Finding[]>][] = [
    ['node', () => checkNode(process.versions.node)],
    ['folder', () => checkFolder(EZER_DATA)],
    ['disk', () => checkDisk(EZER_DATA)],
    ['sources', () => checkSources(config)],
    ['timetable', () => checkTimetable(TIMETABLE)],
    ['port', () => checkPort(EZER_HOST, EZER_PORT)],
    ['database', () => examineDatabase(config)],
    // After the database: a first start makes what it looks at.
    ['secrets', () => checkSecrets(config)],
  ];
  const findings: Finding[] = [];
  for (const [check, look] of checks) {
    try {
      findings.push(...[await look()].flat());
    } catch (error) {
      findings.push(failure(check, 'doctor.broken', { problem: problemOf(error) }));
    }
  }
  return findings;
}

/** The worst of them. */
export function worst(findings: readonly Finding[]): Level {
  const levels = findings.map(({ level }) => level);
  return levels.includes('failure') ? 'failure' : levels.includes('warning') ? 'warning' : 'ok';
}

async function examineDatabase(config: Config): Promise<Finding[]> {
  const down = (error: unknown) => [failure('database', 'doctor.database.down', { problem: problemOf(error) })];
  let database: DatabaseHandle;
  try {
    database = await openDatabase(config);
  } catch (error) {
    return down(error);
  }
  try {
    const client = await connect(database.url).catch(down);
    if (Array.isArray(client)) return client;
    try {
      const facts = await readServerFacts(client);
      const { version } = facts;
      const answers = database.embedded
        ? ok('database', 'doctor.database.embedded', { version })
        : ok('database', 'doctor.database', { version, url: maskSecret(database.url) });
      return [answers, ...judgeServer(facts), await examinePooler(database, await isDirect(client))];
    } finally {
      await client.end().catch(() => undefined);
    }
  } finally {
    await database.release();
  }
}

async function examinePooler({ url, migrationUrl }: DatabaseHandle, queries: boolean): Promise<Finding> {
  if (migrationUrl === url) return judgePooler({ queries, migrations: queries });
  try {
    const client = await connect(migrationUrl);
    try {
      return judgePooler({ queries, migrations: await isDirect(client) });
    } finally {
      await client.end().catch(() => undefined);
    }
  } catch (error) {
    return failure('pooler', 'doctor.database.down', { problem: `DATABASE_MIGRATION_URL: ${problemOf(error)}` });
  }
}
