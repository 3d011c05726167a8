export { foldFinals, type Normalised, normalise } from './normalise.ts';
export { type OffsetConverter, offsets, type Span, sliceSpan } from './offsets.ts';
export { type ReadingOrder, readingOrder } from './order.ts';
