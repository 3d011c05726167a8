import type { BackupProgress } from '../backup/index.ts';
import type { Say } from '../messages/index.ts';
import { type Progress, progress } from './progress.ts';

/** One bar, or one line now and then, for each step of a backup or a restore. `end` says that there are no more. */
export function backupProgress(say: Say): { onProgress(seen: BackupProgress): void; end(): void } {
  let current: { step: BackupProgress['step']; name: string; done: number; shown: Progress } | null = null;
  const end = () => {
    current?.shown.done();
    current = null;
  };
  return {
    onProgress({ step, name, done, total }) {
      if (step === 'constraints') {
        end();
        process.stderr.write(`${say('backup.constraints')}\n`);
        return;
      }
      if (current?.step !== step) {
        end();
        // Rows are counted anew in every table, so only the documents have a total for the whole step.
        const whole = step === 'content' ? total : null;
        current = { step, name, done: 0, shown: progress(whole, say(`backup.${step}`)) };
      }
      const rows = step === 'tables' || step === 'loading';
      const before = rows && current.name !== name ? 0 : current.done;
      if (done > before) current.shown.step(done - before);
      current = { ...current, name, done };
    },
    end,
  };
}
