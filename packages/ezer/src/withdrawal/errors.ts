export class DecisionMissing extends Error {
  override readonly name = 'DecisionMissing';
  readonly decisionId: string;

  constructor(decisionId: string) {
    super(`there is no decision ${decisionId}; nothing was withdrawn. Find its id with 'ezer show <docket>'`);
    this.decisionId = decisionId;
  }
}

/** Nothing is withdrawn without saying why: the reason is all that stays to be read of it. */
export class NoReason extends Error {
  override readonly name = 'NoReason';
  readonly longest: number;

  constructor(longest: number) {
    super(`a reason of 1 to ${longest} characters is needed, such as the order of the court; nothing was withdrawn`);
    this.longest = longest;
  }
}
