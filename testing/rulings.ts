import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from './process.ts';

export interface Ruling {
  docket?: string | null;
  date?: string;
  /** sentences of the reasons, each a paragraph */
  reasons?: string[];
}

/** A short fictional decision that the readers understand. */
export function ruling({ docket = 'רע"א 9871/34', date = '3.2.2035', reasons = [] }: Ruling = {}): string {
  return [
    'בבית המשפט העליון',
    ...(docket === null ? [] : [docket]),
    "לפני:\nכבוד השופטת א' לילך",
    'המבקשת:\nסתווית ערבה',
    'נ ג ד',
    'המשיב:\nנחליאל שקדי',
    'החלטה',
    '1. לפניי בקשת רשות ערעור על החלטת בית המשפט המחוזי.',
    ...reasons.map((reason, index) => `${index + 2}. ${reason}`),
    `${reasons.length + 2}. הבקשה נדחית.`,
    `ניתנה היום, ${date}.`,
  ].join('\n\n');
}

/** A sentence that the rules engine proposes as a halacha. */
export const RULE =
  'הלכה היא כי צד לחוזה שהפר את חובת תום הלב אינו רשאי להסתמך על הפרה קלה של הצד האחר כדי לבטל את החוזה.';
export const OTHER_RULE =
  'כלל הוא כי רשות ערעור בגלגול שלישי תינתן רק במקרים שבהם מתעוררת שאלה משפטית החורגת מעניינם של הצדדים.';

/** A folder with these files. */
export async function folderOf(files: Record<string, string>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}
