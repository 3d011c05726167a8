import type { SearchFilters, SearchKind } from './filters.ts';
import type { GridCell } from './found.ts';

/** Counts over everything that matches, not over one page. */
export interface Facets {
  /** in the chosen court */
  kinds: Record<SearchKind, number>;
  /** halachot of the chosen court that nobody has approved, whether they are shown or not */
  unapproved: number;
  /** of the chosen kind, the largest first */
  courts: { court: string; count: number }[];
}

/** The counts that each filter would give, every other filter as it is. */
export function facetsOf(grid: readonly GridCell[], filters: SearchFilters): { count: number; facets: Facets } {
  const { only, court, unapproved = false } = filters;
  const shown = grid.filter((cell) => cell.kind !== 'halachot' || cell.citable || unapproved);
  const inCourt = (cell: GridCell) => court === undefined || cell.court === court;
  const ofKind = (cell: GridCell) => only === undefined || cell.kind === only;
  const kindCount = (kind: SearchKind) => total(shown.filter((cell) => cell.kind === kind && inCourt(cell)));
  const courts = new Map<string, number>();
  for (const cell of shown)
    if (cell.court !== null && ofKind(cell)) courts.set(cell.court, (courts.get(cell.court) ?? 0) + cell.count);
  return {
    count: total(shown.filter((cell) => inCourt(cell) && ofKind(cell))),
    facets: {
      kinds: {
        decisions: kindCount('decisions'),
        committees: kindCount('committees'),
        halachot: kindCount('halachot'),
      },
      unapproved: total(grid.filter((cell) => cell.kind === 'halachot' && !cell.citable && inCourt(cell))),
      courts: [...courts]
        .map(([name, count]) => ({ court: name, count }))
        .sort((a, b) => b.count - a.count || a.court.localeCompare(b.court, 'he')),
    },
  };
}

const total = (cells: readonly GridCell[]): number => cells.reduce((sum, cell) => sum + cell.count, 0);
