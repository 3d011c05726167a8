export {
  type DocketAt,
  type DocketMention,
  type DocketNumberAt,
  eachDocketNumber,
  findDockets,
  locateDockets,
} from './find.ts';
export { compareDockets, type Docket, parseDocket, sameDocket } from './parse.ts';
export {
  type CourtLevel,
  PROCEDURES,
  type Procedure,
  type ProcedureInWord,
  procedureLetters,
  readProcedure,
} from './procedures.ts';
