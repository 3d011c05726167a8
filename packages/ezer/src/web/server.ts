import { type ServerType, serve } from '@hono/node-server';
import { createPages, type PagesOptions } from './app.ts';
import { isLoopback } from './guard.ts';

export interface WebOptions extends PagesOptions {
  /** a loopback name or address */
  host: string;
  /** the first port to try */
  port: number;
}

export interface Web {
  /** such as `http://127.0.0.1:8710/` */
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Reading is open to whoever reaches the port, so only this machine may. */
export class NotLoopback extends Error {
  override readonly name = 'NotLoopback';
  readonly host: string;

  constructor(host: string) {
    super(
      `EZER_HOST is ${host}, which other machines reach, and there are no accounts yet: anybody could read the library. ` +
        'Set EZER_HOST=127.0.0.1, and use an SSH tunnel to look from elsewhere',
    );
    this.host = host;
  }
}

export class NoFreePort extends Error {
  override readonly name = 'NoFreePort';
  readonly port: number;

  constructor(port: number, options?: ErrorOptions) {
    super(`no port from ${port} on can be listened on; choose another with --port or EZER_PORT`, options);
    this.port = port;
  }
}

const PORTS_TRIED = 20;

/**
 * Serves the pages on the port, or on the next free one after it.
 *
 * @throws NotLoopback, NoFreePort
 * @example
 * const web = await startWeb({ store, timetable: TIMETABLE, host: '127.0.0.1', port: 8710, language: 'he' });
 * web.url; // 'http://127.0.0.1:8710/'
 */
export async function startWeb(options: WebOptions): Promise<Web> {
  const { host, port } = options;
  if (!isLoopback(host)) throw new NotLoopback(host);
  const { fetch } = createPages(options);
  const last = Math.min(port + PORTS_TRIED - 1, 65_535);
  for (let candidate = port; ; candidate++) {
    try {
      const server = await listen(fetch, host, candidate);
      const name = host.includes(':') ? `[${host}]` : host;
      return { url: `http://${name}:${candidate}/`, port: candidate, close: () => close(server) };
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE' || candidate === last)
        throw new NoFreePort(port, { cause });
    }
  }
}

function listen(fetch: ReturnType<typeof createPages>['fetch'], hostname: string, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, hostname, port }, () => resolve(server));
    server.once('error', reject);
  });
}

function close(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // A browser keeps its connection open for minutes.
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
