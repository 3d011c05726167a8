import {
  SEARCH_KINDS,
  type SearchAnswer,
  type SearchFilters,
  type SearchSort,
  type Suggestions,
} from '../../../search/index.ts';

/** What an address asks for, and what of it could not be read. */
export interface Asked {
  query: string;
  filters: SearchFilters;
  sort: SearchSort;
  cursor: string | undefined;
  notes: AskedNote[];
}

/** An address with its answer: what a page of results is made from. */
export interface Results extends Asked {
  /** null: there was nothing to search for */
  answer: SearchAnswer | null;
  /** of a search that found nothing */
  suggestions: Suggestions | null;
  /** names of laws to choose from */
  laws: readonly string[];
}

export type AskedNote = 'long' | 'year' | 'years' | 'page';

/** Signs of a query that a page reads; its links carry the query, twenty times over. */
const LONGEST_QUERY = 1_000;
const LONGEST_NAME = 200;

/** Whatever stands in the address, there is a search in it; what could not be read is noted and left out. */
export function readAsked(parameters: URLSearchParams): Asked {
  const written = clean(parameters.get('q'));
  const query = Array.from(written).slice(0, LONGEST_QUERY).join('');
  const years = readYears(parameters.get('from'), parameters.get('to'));
  const notes: AskedNote[] = [...years.notes];
  if (query !== written) notes.push('long');
  if (parameters.has('page')) notes.push('page');
  return {
    query,
    filters: {
      only: SEARCH_KINDS.find((kind) => kind === parameters.get('what')),
      unapproved: parameters.get('proposals') === '1' ? true : undefined,
      court: nameOf(parameters.get('court')),
      law: nameOf(parameters.get('law')),
      from: years.from,
      to: years.to,
    },
    sort: parameters.get('sort') === 'newest' ? 'newest' : 'relevance',
    cursor: parameters.get('at') ?? undefined,
    notes,
  };
}

/** The address of a search; a change of it starts from the first page. */
export function addressOf(
  { query, filters, sort }: Pick<Asked, 'query' | 'filters' | 'sort'>,
  cursor?: string,
): string {
  const parameters = new URLSearchParams();
  const add = (name: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  };
  add('q', query);
  add('what', filters.only);
  add('court', filters.court);
  add('from', filters.from);
  add('to', filters.to);
  add('law', filters.law);
  if (filters.unapproved) add('proposals', 1);
  if (sort === 'newest') add('sort', sort);
  add('at', cursor);
  return `/search?${parameters}`;
}

/** The same search with some filters changed; `undefined` removes one. */
export const changed = (asked: Asked, filters: SearchFilters): string =>
  addressOf({ ...asked, filters: { ...asked.filters, ...filters } });

export const isFiltered = ({ only, court, from, to, law }: SearchFilters): boolean =>
  [only, court, from, to, law].some((filter) => filter !== undefined);

/** Text that Postgres and a page can carry: no NUL, no half of a letter. */
const clean = (text: string | null): string => (text ?? '').toWellFormed().replaceAll('\0', ' ').trim();

const nameOf = (text: string | null): string | undefined => clean(text).slice(0, LONGEST_NAME) || undefined;

function readYears(
  from: string | null,
  to: string | null,
): Pick<SearchFilters, 'from' | 'to'> & { notes: AskedNote[] } {
  const [first, last] = [yearOf(from), yearOf(to)];
  const notes: AskedNote[] = first === null || last === null ? ['year'] : [];
  const [low, high] = [first ?? undefined, last ?? undefined];
  if (low === undefined || high === undefined || low <= high) return { from: low, to: high, notes };
  return { from: high, to: low, notes: [...notes, 'years'] };
}

/** A year, nothing, or null for what is no year. */
function yearOf(text: string | null): number | undefined | null {
  const written = clean(text);
  if (written === '') return undefined;
  return /^[12]\d{3}$/.test(written) ? Number(written) : null;
}
