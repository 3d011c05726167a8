export { type Block, type BlockKind, blocksOf, type Piece } from './blocks.ts';
export { type DocketAnswer, decisionsInDocket, findDecisions, UUID } from './find.ts';
export { type HalachaReading, type ReviewAct, readHalacha } from './halacha.ts';
export { type NamedDecision, namedDecisions } from './named.ts';
export { type Original, originalOf } from './original.ts';
export { type CitingDecision, type DecisionReading, type FieldValue, readDecisionPage } from './reading.ts';
export { type DecisionView, type HalachaView, viewDecision } from './view.ts';
