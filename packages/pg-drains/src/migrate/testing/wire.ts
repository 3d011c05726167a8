import { connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Wire {
  /** The URL that leads through it. */
  url: string;
  /** For each connection so far, the statements that its client sent. */
  statements: number[];
}

/**
 * A TCP proxy in front of Postgres that counts what each client sends. With `announcePid` it tells every client that
 * pid as its backend, which is how a transaction pooler looks from the client's side.
 */
export async function openWire(url: string, { announcePid }: { announcePid?: number } = {}): Promise<Wire> {
  const { hostname, port } = new URL(url);
  const statements: number[] = [];
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const index = statements.push(0) - 1;
    const backend = connect(Number(port), hostname);
    for (const socket of [client, backend]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      sockets.add(socket);
    }
    client.on('close', () => backend.destroy());
    backend.on('close', () => client.destroy());
    const fromClient = readMessages({ hasStartup: true }, (message) => {
      if (message.type === 'Q' || message.type === 'E') statements[index] = (statements[index] ?? 0) + 1;
      backend.write(message.bytes);
    });
    const fromBackend = readMessages({ hasStartup: false }, (message) => {
      if (message.type === 'K' && announcePid !== undefined) message.bytes.writeInt32BE(announcePid, 5);
      client.write(message.bytes);
    });
    client.on('data', fromClient);
    backend.on('data', fromBackend);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });
  const address = proxy.address();
  if (!address || typeof address === 'string') throw new Error('the proxy has no port');
  const through = new URL(url);
  through.port = String(address.port);
  return { url: through.href, statements };
}

interface WireMessage {
  type: string;
  bytes: Buffer;
}

/** Cuts a stream into protocol messages: a type byte (the client's first has none), then a length that counts itself. */
function readMessages({ hasStartup }: { hasStartup: boolean }, onMessage: (message: WireMessage) => void) {
  let rest: Buffer = Buffer.alloc(0);
  let isStartup = hasStartup;
  return (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const head = isStartup ? 0 : 1;
      if (rest.length < head + 4) return;
      const length = head + rest.readInt32BE(head);
      if (rest.length < length) return;
      const bytes = rest.subarray(0, length);
      onMessage({ type: isStartup ? 'startup' : String.fromCharCode(bytes[0] ?? 0), bytes });
      isStartup = false;
      rest = rest.subarray(length);
    }
  };
}
