import { type ServerType, serve } from '@hono/node-server';
import { openAccounts } from './accounts/index.ts';
import { createPages } from './app.ts';
import { isEveryAddress, isLoopback } from './guard.ts';
import type { WebOptions } from './page.ts';

export interface ServeOptions extends Omit<WebOptions, 'accounts'> {
  /** a loopback name or address; another one only when somebody has an account */
  host: string;
  /** the first port to try */
  port: number;
}

export interface Web {
  /** such as `http://127.0.0.1:8710/` */
  url: string;
  port: number;
  /** the one-time link to the first account; null when somebody has one */
  firstLink: string | null;
  close(): Promise<void>;
}

/** Reading is open to whoever reaches the port, so without accounts only this machine may. */
export class NotLoopback extends Error {
  override readonly name = 'NotLoopback';
  readonly host: string;

  constructor(host: string) {
    super(
      `EZER_HOST is ${host}, which other machines reach, and there are no accounts yet: anybody could read the library. ` +
        'Start once with EZER_HOST=127.0.0.1, make the first account by the link that is printed, then start again',
    );
    this.host = host;
  }
}

/** Listening on every address is no name that a browser could call it by, so no request would be answered (421). */
export class NoPublicUrl extends Error {
  override readonly name = 'NoPublicUrl';
  readonly host: string;

  constructor(host: string) {
    super(
      `EZER_HOST is ${host}, every address of this machine, and EZER_PUBLIC_URL is not set: no browser would be answered. ` +
        'Set EZER_PUBLIC_URL to the address that browsers call, such as https://law.example, or leave EZER_HOST out',
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
 * @throws NoPublicUrl, NotLoopback, NoFreePort
 * @example
 * const web = await startWeb({ store, content, timetable: TIMETABLE, host: '127.0.0.1', port: 8710, language: 'he', publicUrl: null });
 * web.url; // 'http://127.0.0.1:8710/'
 */
export async function startWeb(options: ServeOptions): Promise<Web> {
  const { host, port, store } = options;
  const loopback = isLoopback(host);
  checkAddress(options);
  const publicUrl = options.publicUrl ?? (loopback ? null : `http://${bracketed(host)}:${port}`);
  const accounts = await openAccounts({ store, publicUrl: publicUrl ?? `http://${bracketed(host)}` });
  const empty = await accounts.isEmpty();
  if (!loopback && empty) throw new NotLoopback(host);
  const { fetch } = createPages({ ...options, publicUrl, accounts });
  const last = Math.min(port + PORTS_TRIED - 1, 65_535);
  for (let candidate = port; ; candidate++) {
    try {
      const server = await listen(fetch, host, candidate);
      const url = `http://${bracketed(host)}:${candidate}/`;
      const link = empty ? await accounts.invite({ purpose: 'first', role: 'administrator' }) : null;
      return {
        url,
        port: candidate,
        firstLink: link === null ? null : `${url}welcome/${link}`,
        close: () => close(server),
      };
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE' || candidate === last)
        throw new NoFreePort(port, { cause });
    }
  }
}

/**
 * Whether browsers have an address to call, by the settings alone: asked before a database is opened too.
 *
 * @throws NoPublicUrl
 */
export function checkAddress({ host, publicUrl }: Pick<ServeOptions, 'host' | 'publicUrl'>): void {
  if (publicUrl === null && isEveryAddress(host)) throw new NoPublicUrl(host);
}

const bracketed = (host: string): string => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host);

// A query of ten thousand Hebrew letters is an address of 60 KB; over Node's 16 KB it would meet a bare 431.
const LONGEST_HEAD = 131_072;

function listen(fetch: ReturnType<typeof createPages>['fetch'], hostname: string, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const serverOptions = { maxHeaderSize: LONGEST_HEAD };
    const server = serve({ fetch, hostname, port, serverOptions }, () => resolve(server));
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
