import { defineConfig } from 'vitest/config';
import SlowestFirst from './testing/slowest-first.ts';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'testing/**/*.test.ts', 'scripts/**/*.test.ts'],
    globalSetup: ['testing/global-setup.ts'],
    reporters: ['default', './testing/closing-line.ts'],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: SlowestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
