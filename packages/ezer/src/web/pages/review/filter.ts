import type { QueueFilter } from '../../../review/index.ts';
import type { WebContext } from '../../page.ts';

export const QUEUE_STATES = ['proposed', 'deferred', 'approved', 'rejected'] as const;

/** The filter of the queue as it stands in the address. What is no choice is left out, never an error. */
export interface DeskFilter extends QueueFilter {
  state: (typeof QUEUE_STATES)[number];
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LONGEST_COURT = 200;

export function filterOf(c: WebContext): DeskFilter {
  const state = QUEUE_STATES.find((known) => known === c.req.query('state')) ?? 'proposed';
  const decision = c.req.query('decision') ?? '';
  const court = (c.req.query('court') ?? '').replaceAll('\0', '').trim();
  return {
    state,
    states: [state],
    flagged: c.req.query('flagged') === '1',
    reverify: c.req.query('reverify') === '1',
    ...(UUID.test(decision) ? { decisionId: decision } : {}),
    ...(court !== '' && court.length <= LONGEST_COURT ? { court } : {}),
  };
}

export const isFiltered = ({ state, flagged, reverify, decisionId, court }: DeskFilter): boolean =>
  state !== 'proposed' || flagged === true || reverify === true || decisionId !== undefined || court !== undefined;

/** `path` with the filter, and what a notice needs. */
export function deskAddress(path: string, filter: DeskFilter, notice: Record<string, string> = {}): string {
  const query = new URLSearchParams();
  if (filter.state !== 'proposed') query.set('state', filter.state);
  if (filter.flagged) query.set('flagged', '1');
  if (filter.reverify) query.set('reverify', '1');
  if (filter.decisionId) query.set('decision', filter.decisionId);
  if (filter.court) query.set('court', filter.court);
  for (const [name, value] of Object.entries(notice)) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query}`;
}
