import type { Database } from '../store/database.ts';
import { UUID } from './find.ts';

/** The file that a text was read from; its bytes are in the content store under the hash. */
export interface Original {
  name: string;
  sha256: Buffer;
}

/** The original of a version of a decision (the current one by default); nothing of a removed one. */
export async function originalOf(db: Database, decisionId: string, version?: number): Promise<Original | null> {
  if (!UUID.test(decisionId)) return null;
  const row = await db
    .selectFrom('decision')
    .innerJoin('decision_version', 'decision_version.decision_id', 'decision.id')
    .innerJoin('document', 'document.id', 'decision_version.document_id')
    .select(['original_name as name', 'sha256'])
    .where('decision.id', '=', decisionId)
    .where('decision.status', '<>', 'removed')
    .where((eb) =>
      version === undefined
        ? eb('decision_version.id', '=', eb.ref('decision.current_version_id'))
        : eb('decision_version.number', '=', version),
    )
    .executeTakeFirst();
  return row ?? null;
}
