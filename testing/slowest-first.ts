import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that took longest (20 s and more of a whole run, two cores), the longest first. Vitest knows durations only
 * of runs before, and a fresh checkout has none: the longest file would begin somewhere in the middle, and at the end one
 * worker would wait for it alone. A file that is missing here costs time and nothing else.
 */
const SLOWEST = [
  'testing/browser/pages.test.ts',
  'testing/start.test.ts',
  'packages/ezer/src/deploy/pm2-proved.test.ts',
  'packages/ezer/src/embedded/open.test.ts',
  'packages/ezer/src/jobs/kill.test.ts',
  'packages/pg-drains/src/drain/chaos/chaos.test.ts',
  'packages/ezer/src/web/pages/upload/upload.test.ts',
  'packages/pg-drains/src/drain/crash.test.ts',
  'testing/browser/first-hour.test.ts',
  'packages/ezer/src/sources/several-at-once.test.ts',
  'packages/ezer/src/cli/library.test.ts',
  'packages/hebrew-law/src/linear.test.ts',
];

/** The slowest files first, the others as vitest orders them. */
export default class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const ordered = await super.sort(files);
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = SLOWEST.findIndex((name) => moduleId.endsWith(`/${name}`));
      return at < 0 ? SLOWEST.length : at;
    };
    return ordered.sort((a, b) => rank(a) - rank(b));
  }
}
