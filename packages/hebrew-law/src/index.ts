export * from './citation/index.ts';
export {
  type CourtLevel,
  compareDockets,
  type Docket,
  type DocketMention,
  findDockets,
  PROCEDURES,
  type Procedure,
  type ProcedureInWord,
  parseDocket,
  procedureLetters,
  readProcedure,
  sameDocket,
} from './docket/index.ts';
export * from './halacha/index.ts';
export * from './metadata/index.ts';
export { type DecisionReading, readDecision } from './reading.ts';
export * from './search/index.ts';
export { findSections, type Section, type SectionKind, type Voice } from './sections/index.ts';
export * from './text/index.ts';
