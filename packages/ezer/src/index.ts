/** The door of the product, for programs that embed it; people use the command `ezer`. */
export { type Config, ConfigError, loadConfig } from './config/index.ts';
export { type ExtractRecord, extractFromText } from './extract/index.ts';
export { type DecisionView, findDecisions, viewDecision } from './reader/index.ts';
export { type Act, act, type QueueItem, reviewQueue } from './review/index.ts';
export { EmptyQuery, type Hit, type SearchAnswer, search } from './search/index.ts';
export { readStatus, type Status } from './status/index.ts';
export { type OpenLibrary, openLibrary } from './store/library.ts';
