export { BrokenCursor } from './cursor.ts';
export type { Hit } from './describe.ts';
export { halachaWords, TOKENIZER_VERSION, wordsOf } from './entry.ts';
export type { Facets } from './facets.ts';
export type { SearchFilters, SearchKind } from './filters.ts';
export { EmptyQuery, tsqueryOf } from './query.ts';
export { type SearchAnswer, type SearchOptions, type SearchSort, search } from './search.ts';
export type { Snippet } from './snippet.ts';
