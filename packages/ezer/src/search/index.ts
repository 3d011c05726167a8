export { halachaWords, TOKENIZER_VERSION, wordsOf } from './entry.ts';
export { EmptyQuery, tsqueryOf } from './query.ts';
export { type Hit, type SearchAnswer, type SearchOptions, search } from './search.ts';
