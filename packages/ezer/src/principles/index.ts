export { joinPrinciple } from './join.ts';
export { NoSuchPrinciple, type Placing, placeHalacha } from './place.ts';
export {
  type ListedPrinciple,
  likelyPrinciples,
  type PrincipleReading,
  placeOf,
  principles,
  readPrinciple,
} from './read.ts';
export { placeUnplaced } from './sweep.ts';
