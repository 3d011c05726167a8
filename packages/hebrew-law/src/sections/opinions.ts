const TITLE =
  "(?:כבוד |כב' )?(?:ה?שופטת?(?: העמיתה?| הבכירה?)?|ה?נשיאה?|ה?מ[יי]?שנה\\s+לנשיאה?|סגנית? הנשיאה?|ה?רשמת?(?: הבכירה?)?)";
const NAME = "(?:\\(בדימ'?\\)\\s+)?(?:[א-ת]{1,2}['.]\\s*){0,3}[א-ת]{2,15}(?:[ -][א-ת]{2,15}){0,2}";
const JUDGE = new RegExp(`^\\s*${TITLE}\\s+(${NAME})\\s*:?\\s*$`);

/** The judge whose opinion a heading opens (`השופטת ד' לביא:`), else null. */
export function judgeHeading(text: string, heading: boolean): string | null {
  if (text.length > 80 || !(heading || text.trimEnd().endsWith(':'))) return null;
  return JUDGE.exec(text.replace(/\s+/g, ' '))?.[1]?.trim() ?? null;
}
