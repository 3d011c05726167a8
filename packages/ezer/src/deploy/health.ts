import { SETTINGS } from '../config/settings.ts';

const PORT = Number(SETTINGS.EZER_PORT.default);

/**
 * Asks the page of `ezer start` whether it and its database are well; exit code 0 or 1. From inside, because nothing
 * listens on the container's own address.
 *
 * Node and not curl, which the image does not have. Without a colon and a space, so that no YAML reader takes it for a
 * mapping.
 */
export const healthCommand = (port = PORT): string[] => [
  'node',
  '-e',
  `fetch('http://127.0.0.1:${port}/healthz').then((r) => process.exit(Number(!r.ok)), () => process.exit(1))`,
];
