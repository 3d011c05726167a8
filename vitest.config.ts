import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'testing/**/*.test.ts', 'scripts/**/*.test.ts'],
    globalSetup: ['testing/global-setup.ts'],
    reporters: ['default', './testing/closing-line.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
