export class HalachaMissing extends Error {
  override readonly name = 'HalachaMissing';
  readonly halachaId: string;
  /** a court withdrew its decision (G11) */
  readonly removed: boolean;

  constructor(halachaId: string, { removed = false } = {}) {
    super(`there is no halacha ${halachaId}; a re-reading may have replaced it: see 'ezer review --list'`);
    this.halachaId = halachaId;
    this.removed = removed;
  }
}

/** Somebody acted on it after it was shown: what stands now must be looked at first. */
export class ActedMeanwhile extends Error {
  override readonly name = 'ActedMeanwhile';
  readonly halachaId: string;

  constructor(halachaId: string) {
    super(`somebody else acted on halacha ${halachaId} meanwhile; look at it again`);
    this.halachaId = halachaId;
  }
}

export class NothingToUndo extends Error {
  override readonly name = 'NothingToUndo';
  readonly reviewId: string;

  constructor(reviewId: string) {
    super(`there is no act ${reviewId} to take back`);
    this.reviewId = reviewId;
  }
}
