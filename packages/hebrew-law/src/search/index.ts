export { type QueryTerm, queryTokens, STRIPPED_MARK, type Token, tokenize } from './tokenize.ts';
