const TITLE =
  "(?:כבוד |כב' )?(?:ה?שופטת?(?: העמיתה?| הבכירה?)?|ה?נשיאה?|ה?מ[יי]?שנה\\s+לנשיאה?|סג(?:ן|נית) הנשיאה?|ה?רש(?:ם|מת)(?: הבכירה?)?)(?:\\s+\\(בדימ(?:'|וס)?\\))?";
const NAME = "(?:[א-ת]{1,2}['.]\\s*){0,3}[א-ת]{2,15}(?:[ -][א-ת]{2,15}){0,2}";
const JUDGE = new RegExp(`^\\s*${TITLE}\\s+(${NAME})\\s*:?\\s*$`);

/** The judge whose opinion a heading opens (`השופטת ד' לביא:`), else null. */
export function judgeHeading(text: string, heading: boolean): string | null {
  if (text.length > 80 || !(heading || text.trimEnd().endsWith(':'))) return null;
  return JUDGE.exec(text.replace(/\s+/g, ' '))?.[1]?.trim() ?? null;
}

// In a text that lost its line ends the next judge's title follows the signature (`ש ו פ ט ת השופט ר' שקד: 1.`).
const NEXT_JUDGE = new RegExp(
  `^\\s*(?:ה\\s*)?(?:ש\\s?ו\\s?פ\\s?ט|נ\\s?ש\\s?י\\s?א)(?:\\s?[תה])?\\s+${TITLE}\\s+(${NAME})\\s*:`,
);

/** The judge whose opinion begins after the signature that a sentence opens with, else null. */
export function judgeAfterSignature(text: string): string | null {
  return NEXT_JUDGE.exec(text.slice(0, 90).replace(/\s+/g, ' '))?.[1]?.trim() ?? null;
}

const CLOSING = 3000;
const AGAINST = new RegExp(
  `(?:כ?נגד|בניגוד ל|על אף)\\s?(?:ל?דעת[והםן]|חוו(?:ת|ת-)\\s?דעת[והםן])\\s(?:ה(?:חולקת|אחרת|שונה)\\s|במיעוט\\s)?של\\s${TITLE}\\s(${NAME})`,
  'g',
);

const LEADS = new RegExp(
  `(?:הוחלט|הוכרע)[^.]{0,60}?(?:פסק[ -]?דינ[והםן]|חוו(?:ת|ת-)\\s?דעת[והםן]|החלטת[והםן])\\s(?:המנומקת\\s)?של\\s${TITLE}\\s(${NAME})`,
  'g',
);

/**
 * The judges whose opinion the closing words name as the court's.
 *
 * @example leaders("הוחלט כאמור בפסק דינה של השופטת ד' לביא.") // ["ד' לביא"]
 */
export function leaders(text: string): string[] {
  const closing = text.slice(-CLOSING).replace(/\s+/g, ' ');
  return [...closing.matchAll(LEADS)].flatMap(([, name]) => (name === undefined ? [] : [name.trim()]));
}

/**
 * The judges whose opinion the closing words name as the minority (`כנגד דעתו החולקת של השופט ר' שקד`). A rule that only a
 * minority states is not the court's.
 *
 * @example dissenters("הוחלט כאמור בפסק דינה של השופטת ד' לביא, כנגד דעתו החולקת של השופט ר' שקד.") // ["ר' שקד"]
 */
export function dissenters(text: string): string[] {
  const closing = text.slice(-CLOSING).replace(/\s+/g, ' ');
  return [...closing.matchAll(AGAINST)].flatMap(([, name]) => (name === undefined ? [] : [name.trim()]));
}
