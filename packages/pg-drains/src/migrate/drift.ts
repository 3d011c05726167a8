import { BadMigrations } from './bad-migrations.ts';
import { type CatalogObjects, readCatalog } from './catalog.ts';
import type { HistoryOptions } from './current.ts';
import { findPending, ledgerPlace, readLedger } from './ledger.ts';
import { linkMigrations } from './migration.ts';
import { openSession, type Target } from './session.ts';

/** What a list of migrations produces, written down when the code is built. */
export interface CatalogSnapshot {
  /** The chain of the last step it was made with. */
  readonly head: string;
  readonly objects: CatalogObjects;
}

/** One object of the live schema that is not as the migrations make it. */
export type DriftDifference =
  | { readonly kind: 'missing'; readonly object: string; readonly expected: string }
  | { readonly kind: 'unexpected'; readonly object: string; readonly found: string }
  | { readonly kind: 'changed'; readonly object: string; readonly expected: string; readonly found: string };

export interface Drift {
  /**
   * `same` and `different`: compared. `pending`: steps are not applied yet; `ahead`: the database has steps that this
   * code does not know. Then there is nothing to compare with.
   */
  readonly state: 'same' | 'different' | 'pending' | 'ahead';
  readonly differences: readonly DriftDifference[];
}

/**
 * Holds the live schema against what the migrations produce: tables, columns, types, defaults, constraints, indexes
 * and their validity, views, sequences, functions, triggers, policies. Reads only, in one moment of the database.
 *
 * @throws {BadMigrations} when the snapshot belongs to another list
 * @throws {ChecksumChanged} {OrderChanged} {DatabaseNewer} {DatabaseUnreachable} {AuthenticationFailed}
 * @example
 * const { state, differences } = await checkDrift(url, { migrations, schema: 'library', snapshot });
 */
export async function checkDrift(
  target: Target,
  options: HistoryOptions & { snapshot: CatalogSnapshot; applicationName?: string },
): Promise<Drift> {
  const steps = linkMigrations(options.migrations);
  const head = steps[steps.length - 1];
  if (!head || head.chain !== options.snapshot.head) throw new BadMigrations({ reason: 'stale-snapshot' });
  const place = ledgerPlace(options.schema, ledgerOf(options));
  const session = await openSession(target, options.applicationName ?? 'pg-drains check');
  try {
    const applied = await readLedger(session, place);
    if (findPending(applied, steps).length > 0) return { state: 'pending', differences: [] };
    if (applied.length > steps.length) return { state: 'ahead', differences: [] };
    const live = await readCatalog(session, options.schema, ledgerOf(options));
    const differences = compare(options.snapshot.objects, live);
    return { state: differences.length === 0 ? 'same' : 'different', differences };
  } finally {
    await session.end();
  }
}

/** Writes down what a freshly migrated database has. Only ever made from one that nobody else has touched. */
export async function takeSnapshot(target: Target, options: HistoryOptions): Promise<CatalogSnapshot> {
  const head = linkMigrations(options.migrations).at(-1)?.chain ?? '';
  const session = await openSession(target, 'pg-drains snapshot');
  try {
    return { head, objects: await readCatalog(session, options.schema, ledgerOf(options)) };
  } finally {
    await session.end();
  }
}

/**
 * A TypeScript module that carries the snapshot, like `renderMigrationsModule` for the steps.
 *
 * @example
 * await writeFile('catalog.gen.ts', renderSnapshotModule(await takeSnapshot(url, { migrations, schema })));
 */
export function renderSnapshotModule(
  snapshot: CatalogSnapshot,
  { importFrom = 'pg-drains' }: { importFrom?: string } = {},
): string {
  return [
    '// Generated from a freshly migrated database by renderSnapshotModule. Do not edit.',
    `import type { CatalogSnapshot } from '${importFrom}';`,
    '',
    'export const snapshot: CatalogSnapshot = {',
    `  head: ${JSON.stringify(snapshot.head)},`,
    '  objects: {',
    ...Object.entries(snapshot.objects).map(
      ([object, definition]) => `    ${JSON.stringify(object)}: ${JSON.stringify(definition)},`,
    ),
    '  },',
    '};',
    '',
  ].join('\n');
}

const ledgerOf = ({ ledger }: HistoryOptions) => ledger ?? 'schema_migration';

function compare(expected: CatalogObjects, live: CatalogObjects): DriftDifference[] {
  const objects = [...new Set([...Object.keys(expected), ...Object.keys(live)])].sort();
  return objects.flatMap((object): DriftDifference[] => {
    const [wanted, found] = [expected[object], live[object]];
    if (wanted === found) return [];
    if (found === undefined) return [{ kind: 'missing', object, expected: wanted ?? '' }];
    if (wanted === undefined) return [{ kind: 'unexpected', object, found }];
    return [{ kind: 'changed', object, expected: wanted, found }];
  });
}
