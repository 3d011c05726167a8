import { type Finding, failure, ok, warning } from './finding.ts';
import type { QuoteFacts, ServerFacts } from './server-facts.ts';

const OLDEST = 150_000;

/** What is to be said about a server that answers. Pure: the facts were read before. */
export function judgeServer(facts: ServerFacts): Finding[] {
  return [
    ...judgeVersion(facts),
    judgeEncoding(facts),
    judgeLocale(facts),
    judgeSchema(facts),
    judgeClock(facts),
    judgeConnections(facts),
    ...(facts.quotes === null ? [] : [judgeQuotes(facts.quotes)]),
  ];
}

function judgeVersion({ versionNumber, version, readOnly }: ServerFacts): Finding[] {
  return [
    ...(versionNumber < OLDEST ? [failure('database', 'doctor.database.old', { version })] : []),
    ...(readOnly ? [failure('database', 'doctor.database.readOnly')] : []),
  ];
}

function judgeEncoding({ encoding }: ServerFacts): Finding {
  return encoding === 'UTF8'
    ? ok('encoding', 'doctor.encoding')
    : failure('encoding', 'doctor.encoding.wrong', { encoding });
}

/** A warning only: our own search builds its words itself (G7); what the operator adds on top would fail silently. */
function judgeLocale({ ctype, trigramsWork }: ServerFacts): Finding {
  const works = trigramsWork ?? !/^(C|POSIX)$/.test(ctype);
  if (!works) return warning('locale', 'doctor.locale.blind', { ctype });
  return ok('locale', trigramsWork ? 'doctor.locale.tried' : 'doctor.locale', { ctype });
}

function judgeSchema({ schema }: ServerFacts): Finding {
  if ('problem' in schema) return failure('schema', 'doctor.schema.wrong', schema);
  const { applied, pending } = schema;
  if (pending.length === 0) return ok('schema', 'doctor.schema', { number: applied.at(-1)?.number ?? 0 });
  const names = pending.map(({ name }) => name).join(', ');
  return warning('schema', 'doctor.schema.pending', { count: pending.length, names });
}

// Well above what a slow line makes of the question, well below a minute of the timetable.
const CLOCKS_APART_MS = 5_000;

function judgeClock({ clockSkew }: ServerFacts): Finding {
  const seconds = (Math.abs(clockSkew) / 1000).toFixed(1);
  return Math.abs(clockSkew) > CLOCKS_APART_MS
    ? warning('clock', 'doctor.clock.apart', { seconds })
    : ok('clock', 'doctor.clock', { seconds });
}

// Five jobs of at most 8 connections each can overlap when all run long; the pages and a few commands beside them.
const WANTED_CONNECTIONS = 60;
// One job, the pages and one command.
const LEAST_CONNECTIONS = 16;

function judgeConnections({ maxConnections: allowed, usedConnections: used }: ServerFacts): Finding {
  const values = { allowed, used, wanted: WANTED_CONNECTIONS };
  if (allowed >= WANTED_CONNECTIONS) return ok('connections', 'doctor.connections', { allowed, used });
  return (allowed < LEAST_CONNECTIONS ? failure : warning)('connections', 'doctor.connections.few', values);
}

function judgeQuotes(quotes: QuoteFacts): Finding {
  if (!quotes.guarded) return failure('quotes', 'doctor.quotes.unguarded');
  if ('unfinishedAfter' in quotes)
    return warning('quotes', 'doctor.quotes.unfinished', { seconds: quotes.unfinishedAfter });
  const { count, astray, example } = quotes;
  return astray === 0
    ? ok('quotes', 'doctor.quotes', { count })
    : failure('quotes', 'doctor.quotes.astray', { count: astray, example: example ?? '' });
}

/** @param migrations the connection for schema changes: DATABASE_MIGRATION_URL, or the same one */
export function judgePooler(direct: { queries: boolean; migrations: boolean }): Finding {
  if (!direct.migrations) return failure('pooler', 'doctor.pooler.inTheWay');
  return ok('pooler', direct.queries ? 'doctor.pooler' : 'doctor.pooler.aside');
}
