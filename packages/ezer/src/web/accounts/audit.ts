import type { Database } from '../../store/database.ts';

/** Writes down what a person did. Reviews have their own record (`halacha_review`); this is for everything else. */
export async function audit(
  db: Database,
  {
    actor,
    action,
    subject,
    detail = {},
  }: { actor: string; action: string; subject?: [kind: string, id: string]; detail?: object },
): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      actor,
      action,
      subject_kind: subject?.[0] ?? null,
      subject_id: subject?.[1] ?? null,
      detail: JSON.stringify(detail),
    })
    .execute();
}
