/**
 * Words for patterns that must also be found where a lost line end glued two words (`רשותערעור`) or a hyphen stands for a
 * blank (`בית-המשפט`): only letters and digits stay.
 */
export function tight(text: string): string {
  return text.replace(/[^א-תa-zA-Z\d]+/g, '');
}

/** A pattern over `tight` text, written with blanks so that a reader can read it. Alternatives only: no repetition. */
export function cue(...phrases: readonly string[]): RegExp {
  return new RegExp(phrases.join('|').replace(/[ '"]/g, ''));
}

/** The same, only at the beginning of the text. */
export function opening(...phrases: readonly string[]): RegExp {
  return new RegExp(`^(?:${phrases.join('|').replace(/[ '"]/g, '')})`);
}
