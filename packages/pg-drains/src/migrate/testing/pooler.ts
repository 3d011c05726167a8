import { createServer } from 'node:net';
import type { Duplex } from 'node:stream';
import pg from 'pg';
import { onTestFinished } from 'vitest';

/**
 * A transaction pooler: many clients on `backends` server connections; each transaction goes to another one than the
 * last. As PgBouncer does, it admits a client by itself and announces a backend that does not exist. Its server
 * connections are logged in by `pg`; from then on only bytes go through.
 */
export async function openPooler(url: string, backends = 3): Promise<string> {
  const free: Duplex[] = [];
  for (let i = 0; i < backends; i += 1) {
    const client = new pg.Client({ connectionString: url, application_name: 'pooler' });
    await client.connect();
    const socket = client.connection.stream;
    socket.removeAllListeners();
    socket.on('error', () => undefined);
    free.push(socket);
    onTestFinished(() => void socket.destroy());
  }
  const waiting: ((backend: Duplex) => void)[] = [];
  const lend = async () => free.shift() ?? new Promise<Duplex>((resolve) => waiting.push(resolve));
  const giveBack = (backend: Duplex) => {
    const next = waiting.shift();
    if (next) next(backend);
    else free.push(backend);
  };

  const server = createServer((client) => {
    let backend: Promise<Duplex> | null = null;
    let isIn = false;
    client.on('error', () => undefined);
    client.on('data', async (bytes: Buffer) => {
      if (!isIn) {
        isIn = true;
        client.write(WELCOME);
        return;
      }
      if (bytes[0] === 'X'.charCodeAt(0)) return;
      backend ??= lend().then((socket) => {
        socket.on('data', (answer: Buffer) => {
          client.write(answer);
          // ReadyForQuery outside a transaction is the last message of an answer: the backend is free for others.
          if (!answer.subarray(-6).equals(READY)) return;
          socket.removeAllListeners('data');
          backend = null;
          giveBack(socket);
        });
        return socket;
      });
      (await backend).write(bytes);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the pooler has no port');
  const through = new URL(url);
  through.port = String(address.port);
  return through.href;
}

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const int32 = (...values: number[]) =>
  Buffer.concat(values.map((value) => Buffer.from(Int32Array.of(value).buffer).swap32()));
const READY = message('Z', Buffer.from('I'));
const WELCOME = Buffer.concat([
  message('R', int32(0)),
  message('S', Buffer.from('client_encoding\0UTF8\0')),
  message('K', int32(4711, 1)),
  READY,
]);
