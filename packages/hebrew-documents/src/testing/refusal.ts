import { expect } from 'vitest';
import { DocumentRefused, type RefusalReason } from '../refused.ts';

/** Waits for a refusal and checks its reason and that its message is one line that says what to do. */
export async function expectRefused(reading: () => unknown, reason: RefusalReason): Promise<DocumentRefused> {
  const error = await Promise.resolve()
    .then(reading)
    .then(
      () => null,
      (thrown: unknown) => thrown,
    );
  if (!(error instanceof DocumentRefused))
    throw new Error(`expected a refusal, got ${String(error)}`, { cause: error });
  expect(error.reason, error.message).toBe(reason);
  expect(error.message).not.toContain('\n');
  expect(error.message).toMatch(/(?:Fetch|Save|Give|Split|Run|Report|Do not open)[^.]*\.$/);
  return error;
}
