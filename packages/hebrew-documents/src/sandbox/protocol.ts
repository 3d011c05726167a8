import type { ReadDocument } from '../document.ts';
import type { Limits } from '../limits.ts';
import type { RefusalReason } from '../refused.ts';

/** Parent to worker. */
export interface Task {
  id: number;
  bytes: Uint8Array;
  limits: Limits;
}

/** Worker to parent. */
export type Answer =
  | { ready: true }
  | { id: number; document: ReadDocument }
  | { id: number; refused: { reason: RefusalReason; detail: string | null } }
  | { id: number; failed: string };
