/** Words only, one blank between them: what patterns are matched on. Quote signs vanish (`ב"כ` is `בכ`), other signs are blanks. */
export function tight(text: string): string {
  return text
    .replace(/["']/g, '')
    .replace(/[^א-תa-zA-Z\d]+/g, ' ')
    .trim();
}

/**
 * A pattern over `tight` text. A blank matches a blank or nothing, because lost line ends glue words (`רשותערעור`); `_`
 * is a real edge of a word, for words so short that they also stand inside others.
 */
export function cue(...phrases: readonly string[]): RegExp {
  return new RegExp(compiled(phrases));
}

/** The same, only at the beginning of the text. */
export function opening(...phrases: readonly string[]): RegExp {
  return new RegExp(`^(?:${compiled(phrases)})`);
}

function compiled(phrases: readonly string[]): string {
  return phrases
    .join('|')
    .replace(/['"]/g, '')
    .replace(/_(?=[א-ת([])/g, '(?<![א-ת])')
    .replace(/_/g, '(?![א-ת])')
    .replace(/ /g, ' ?');
}
