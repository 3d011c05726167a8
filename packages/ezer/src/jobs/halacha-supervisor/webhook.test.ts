import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { sql } from 'kysely';
import { closeAlarm, openAlarm } from 'pg-drains';
import { describe, expect, onTestFinished, test } from 'vitest';
import { libraryOf } from '../../../../../testing/catalogue.ts';
import { folderOf } from '../../../../../testing/rulings.ts';
import { readStatus } from '../../status/index.ts';
import { SCHEMA } from '../../store/database.ts';
import { tellWebhook, type WebhookMessage } from './webhook.ts';

describe('the webhook', () => {
  test('is told once what opened and once what closed, and again what it did not take', async () => {
    const { store } = await libraryOf(await folderOf({}));
    const heard: WebhookMessage[] = [];
    const answers = [500, 204, 204];
    const types: string[] = [];
    const url = await receiver((body, { method, headers }) => {
      heard.push(JSON.parse(body));
      types.push(`${method} ${headers['content-type']}`);
      return answers.shift() ?? 204;
    });
    const at = { schema: SCHEMA, key: 'metadata:dead' };
    const reason = 'one <b>item</b> is dead';
    await openAlarm(store.pool, { ...at, job: 'metadata-drain', severity: 'critical', reason });
    expect(await tellWebhook(store.db, undefined)).toEqual({ told: 0, problem: null });
    expect(await tellWebhook(store.db, url)).toMatchObject({ told: 0, problem: expect.stringContaining('500') });
    expect(await tellWebhook(store.db, url)).toEqual({ told: 1, problem: null });
    expect(await tellWebhook(store.db, url)).toEqual({ told: 0, problem: null });
    await closeAlarm(store.pool, at);
    expect(await tellWebhook(store.db, url)).toEqual({ told: 1, problem: null });
    expect(heard.map(({ alarms }) => alarms.map(({ key, what }) => `${key} ${what}`))).toEqual([
      ['metadata:dead opened'],
      ['metadata:dead opened'],
      ['metadata:dead closed'],
    ]);
    expect(heard.map(({ text }) => text)).toEqual([
      'critical: one <b>item</b> is dead',
      'critical: one <b>item</b> is dead',
      'closed: one <b>item</b> is dead',
    ]);
    const { id, opened_at, closed_at } = await store.db.selectFrom('alarm').selectAll().executeTakeFirstOrThrow();
    const told = { id, key: at.key, job: 'metadata-drain', severity: 'critical', reason };
    expect(heard[1]?.alarms).toEqual([{ ...told, what: 'opened', at: opened_at.toISOString() }]);
    expect(heard[2]?.alarms).toEqual([{ ...told, what: 'closed', at: closed_at?.toISOString() }]);
    expect(types).toEqual(Array(3).fill('POST application/json'));
  });

  test('hears nothing of what opened and closed again before it could be told', async () => {
    const { store } = await libraryOf(await folderOf({}));
    const at = { schema: SCHEMA, key: 'metadata:dead' };
    await openAlarm(store.pool, { ...at, severity: 'critical', reason: 'test' });
    await closeAlarm(store.pool, at);
    expect(await tellWebhook(store.db, await receiver(() => 204))).toEqual({ told: 0, problem: null });
  });

  test('that is hostile or slow does not hold the run, and is let go', async () => {
    const { store } = await libraryOf(await folderOf({}));
    await openAlarm(store.pool, { schema: SCHEMA, key: 'x:dead', severity: 'critical', reason: 'test' });
    const replies: [(answer: ServerResponse) => void, string | null][] = [
      [() => {}, 'timeout'], // never answers
      [(answer) => void answer.writeHead(307, { location: '/elsewhere' }).end(), 'unexpected redirect'],
      [(answer) => void answer.destroy(), 'other side closed'],
      [(answer) => void answer.write('HTTP'), null], // begins to answer and never ends: it has taken them
    ];
    const gone = await tellWebhook(store.db, 'http://127.0.0.1:1/hook');
    expect(gone).toMatchObject({
      told: 0,
      problem: expect.stringMatching(/cannot be reached \(.*ECONNREFUSED|bad port/),
    });
    for (const [reply, problem] of replies) {
      const closed = Promise.withResolvers<void>();
      const url = await listening(
        createServer((incoming, answer) => {
          incoming.socket.on('close', closed.resolve);
          incoming.resume().on('end', () => reply(answer));
        }),
      );
      // The last one is let go because it has answered, not because time is up.
      const answer = await tellWebhook(store.db, url, problem === null ? 300_000 : 500);
      if (problem === null) expect(answer).toEqual({ told: 1, problem: null });
      else expect(answer).toMatchObject({ told: 0, problem: expect.stringMatching(problem) });
      await closed.promise; // the test fails by its time limit when the connection is kept
    }
  });

  test('is told a hundred at a time, the oldest first', async () => {
    const { store } = await libraryOf(await folderOf({}));
    await sql`insert into ezer.alarm (key, severity, reason)
      select 'a' || n, 'info', 'r' from generate_series(1, 102) n`.execute(store.db);
    const heard: string[][] = [];
    const url = await receiver((body) => {
      heard.push((JSON.parse(body) as WebhookMessage).alarms.map(({ key }) => key));
      return 200;
    });
    expect([await tellWebhook(store.db, url), await tellWebhook(store.db, url)]).toEqual([
      { told: 100, problem: null },
      { told: 2, problem: null },
    ]);
    expect([heard[0]?.[0], heard[1]]).toEqual(['a1', ['a101', 'a102']]);
  });

  test('that does not take them makes the run a failure, which is an alarm of its own', async () => {
    const { store, run } = await libraryOf(await folderOf({ 'empty.txt': '' }), {
      EZER_WEBHOOK_URL: await receiver(() => 503),
    });
    expect(await run('halacha-supervisor')).toMatchObject({
      outcome: 'failures',
      reason: 'the webhook answered 503; its alarms are told again',
      told: 0,
    });
    expect((await readStatus(store.db)).alarms.map(({ key }) => key)).toEqual(['documents:refused']);
  });
});

/** An HTTP server that answers each post with the status that `onBody` gives. */
async function receiver(onBody: (body: string, incoming: IncomingMessage) => number): Promise<string> {
  const server = createServer((incoming, answer) => {
    let body = '';
    incoming.on('data', (chunk) => {
      body += chunk;
    });
    incoming.on('end', () => answer.writeHead(onBody(body, incoming)).end());
  });
  return listening(server);
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook`;
}
