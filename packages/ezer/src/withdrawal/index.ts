/** Taking a decision out of the library for good (G11). */
export { DecisionMissing, NoReason } from './errors.ts';
export { type Tombstone, withdrawable } from './named.ts';
export { type Withdrawal, type Withdrawn, withdraw } from './withdraw.ts';
