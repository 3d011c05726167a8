import * as z from 'zod/mini';

/** The cursor is of another search, or is none at all; start again from the first page. */
export class BrokenCursor extends Error {
  override readonly name = 'BrokenCursor';
}

/** Where a hit stands: what hits are ordered by, the greatest first. */
export interface Place {
  /** the decision whose docket was asked for */
  own: boolean;
  approved: boolean;
  /** is it one of those that are ranked? */
  ranked: boolean;
  /** a `real` as Postgres writes it, so that it is read back as the same number */
  rank: string;
  /** `2035-02-03`; `-infinity` without a date */
  day: string;
  id: string;
}

/** The last of those that are ranked. It stays while pages are turned, so that no hit changes between the two parts. */
export type Bound = Pick<Place, 'approved' | 'day' | 'id'>;

export interface Cursor {
  direction: 'after' | 'before';
  place: Place;
  /** null: all are ranked */
  bound: Bound | null;
  /** how many hits stand before this page, as far as its reader has seen */
  seen: number;
}

const DAY = z.union([z.literal('-infinity'), z.iso.date()]);
const RANK = z.string().check(
  z.regex(/^\d{1,3}(\.\d{1,12})?(e-\d\d)?$/),
  z.refine((text) => Number(text) === 0 || Number(text) > 1e-30),
);
const SHAPE = z.tuple([
  z.string(),
  z.enum(['after', 'before']),
  z.tuple([z.boolean(), z.boolean(), z.boolean(), RANK, DAY, z.uuid()]),
  z.nullable(z.tuple([z.boolean(), DAY, z.uuid()])),
  z.int().check(z.minimum(0)),
]);

export function cursorOf({ direction, place, bound, seen }: Cursor, key: string): string {
  const { own, approved, ranked, rank, day, id } = place;
  const shape: z.infer<typeof SHAPE> = [
    key,
    direction,
    [own, approved, ranked, rank, day, id],
    bound && [bound.approved, bound.day, bound.id],
    seen,
  ];
  return Buffer.from(JSON.stringify(shape)).toString('base64url');
}

/** @throws BrokenCursor */
export function placeAfter(cursor: string, key: string): Cursor {
  const read = SHAPE.safeParse(parsed(Buffer.from(cursor, 'base64url').toString()));
  if (!read.success || read.data[0] !== key)
    throw new BrokenCursor('the cursor is not of this search; leave it out to start from the first page');
  const [, direction, [own, approved, ranked, rank, day, id], bound, seen] = read.data;
  return {
    direction,
    place: { own, approved, ranked, rank, day, id },
    bound: bound && { approved: bound[0], day: bound[1], id: bound[2] },
    seen,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
