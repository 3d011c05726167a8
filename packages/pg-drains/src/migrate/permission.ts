import pg from 'pg';
import { PermissionMissing } from './errors.ts';

/** insufficient_privilege */
export const PERMISSION_DENIED = '42501';

/**
 * Runs `work` and turns the server's refusal into one that names the role, what it was doing and who can help.
 *
 * @throws {PermissionMissing}
 */
export async function withPermission<T>(
  role: string,
  doing: string,
  remedy: string,
  work: () => Promise<T>,
): Promise<T> {
  return work().catch((error: unknown) => {
    if (error instanceof pg.DatabaseError && error.code === PERMISSION_DENIED) {
      throw new PermissionMissing({ role, doing, remedy }, error);
    }
    throw error;
  });
}
