import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { testLibrary } from '../../../../../testing/library.ts';
import { temporaryFolder } from '../../../../../testing/process.ts';
import { folderContent } from '../../store/content.ts';
import { type DirectoryOptions, walkDirectory } from '../directory.ts';
import { sourceNamed } from '../ingest.ts';
import { ingestAll } from '../ingest-all.ts';

/** A library of its own and a folder with these files: `take` offers the folder to the library. */
export async function library(files: Record<string, string>) {
  const { store } = await testLibrary();
  const folder = await temporaryFolder();
  const content = folderContent(await temporaryFolder());
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  for (const [name, text] of Object.entries(files)) await write(name, text);
  const sourceId = await sourceNamed(store.db, 'test', 'directory');
  const take = async (options: Partial<DirectoryOptions> = {}, parallel = 4) => {
    const counts = await ingestAll(walkDirectory(folder, options), { store, content, sourceId }, { parallel });
    return counts.states;
  };
  const decisions = () => store.db.selectFrom('decision').selectAll().orderBy('id').execute();
  const versions = async () => {
    const rows = await store.db
      .selectFrom('decision_version')
      .select(['decision_id', 'number'])
      .orderBy('decision_id')
      .orderBy('number')
      .execute();
    return [...Map.groupBy(rows, (row) => row.decision_id).values()].map((of) => of.map((row) => row.number));
  };
  return { store, content, folder, write, take, decisions, versions };
}

/** Enough of a decision for the readers, told apart by one word. */
export const ruling = (word: string): string => `בבית המשפט העליון

רע"א 9871/34

המבקשת: סתווית ערבה
נגד
המשיב: נחליאל שקדי

החלטה

1. לפניי בקשת רשות ערעור. הבקשה נוגעת לעניין ${word}.
2. נקבע כי צד לחוזה חייב לנהוג בתום לב. הבקשה נדחית.

ניתנה היום, 3.2.2035.`;
