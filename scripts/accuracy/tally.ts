/** How often something was right, and the ids of the decisions where it was not. */
export interface Tally {
  name: string;
  right: number;
  of: number;
  wrong: string[];
}
