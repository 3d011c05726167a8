export * from './citation/index.ts';
export * from './docket/index.ts';
export * from './halacha/index.ts';
export * from './metadata/index.ts';
export { type DecisionReading, readDecision } from './reading.ts';
export * from './search/index.ts';
export { findSections, type Section, type SectionKind, type Voice } from './sections/index.ts';
export * from './text/index.ts';
