import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { closeSandbox } from 'hebrew-documents';
import { afterAll, describe, expect, test } from 'vitest';
import { testLibrary } from '../../../../testing/library.ts';
import { temporaryFolder } from '../../../../testing/process.ts';
import { ContentMissing, folderContent } from '../store/content.ts';
import { withdraw } from '../withdrawal/index.ts';
import { walkDirectory } from './directory.ts';
import { sourceNamed } from './ingest.ts';
import { ingestAll } from './ingest-all.ts';
import { isSameCase, partsOf } from './parts.ts';

afterAll(closeSandbox);

/** An invented decision with its heading and its signature. */
const decision = (number: string, word = 'חוזה'): string => `בבית המשפט העליון

רע"א ${number}

לפני: כבוד השופטת נ' ברקאי

המבקשת: סתווית ערבה
נגד
המשיב: נחליאל שקדי

החלטה

1. לפניי בקשת רשות ערעור. הבקשה נוגעת לעניין ${word}, ואין בה שאלה החורגת מעניינם של הצדדים.

ניתנה היום, 3.2.2035.

ש ו פ ט ת`;
const body = (word: string): string => `הבקשה נוגעת לעניין ${word}, ואין בה שאלה החורגת מעניינם של הצדדים.`;

const read = (text: string) =>
  partsOf({ text, paragraphs: [{ span: { start: 0, end: [...text].length }, kind: 'body' }] });

describe('the decisions of a file', () => {
  test.each<[string, string, number, boolean]>([
    ['one decision', decision('9871/34'), 1, false],
    ['two, one behind the other', `${decision('9871/34')}\n\n${decision('9872/34')}`, 2, false],
    ['two behind lines that name files', `# a.docx\n${body('א')}\n# b.docx\n${body('ב')}`, 2, false],
    ['one docket twice: not surely two', `${decision('9871/34')}\n\n${decision('9871/34', 'שכירות')}`, 1, true],
    ['a file without a text among others', `# a.docx\n${decision('9871/34')}\n# b.docx\nריק`, 1, true],
    [
      'one that quotes another whole',
      `${decision('9871/34')}\n\nבהחלטה אחרת נאמר:\n\n"${decision('9872/34')}"\n\nסוף דבר, הבקשה נדחית.`,
      1,
      false,
    ],
  ])('%s', (_, text, count, remarked) => {
    const { parts, remark } = read(text);
    expect(parts).toHaveLength(count);
    expect(remark !== null).toBe(remarked);
    // not a letter is lost or read twice
    const letters = (of: string) => of.replace(/#.*$/gm, '').replace(/\s/g, '');
    expect(parts.map((part) => letters(part.text)).join('')).toBe(letters(text));
  });

  test('keep their paragraphs, in places of their own text', () => {
    const first = `𝒜 ${decision('9871/34')}`;
    const text = `${first}\n\n${decision('9872/34')}`;
    const at = [...first].length + 2;
    const { parts } = partsOf({
      text,
      paragraphs: [
        { span: { start: 0, end: 10 }, kind: 'header' },
        { span: { start: at - 5, end: at + 3 }, kind: 'body' },
        { span: { start: at + 3, end: at + 9 }, kind: 'footnote' },
      ],
    });
    expect(parts.map(({ paragraphs }) => paragraphs)).toEqual([
      [
        [0, 10, 'header'],
        [at - 5, at - 2, 'body'],
      ],
      [
        [0, 3, 'body'],
        [3, 9, 'footnote'],
      ],
    ]);
  });

  test('are of one case when they share a docket', () => {
    expect(isSameCase(decision('9871/34'), decision('9871/34', 'שכירות'))).toBe(true);
    expect(isSameCase(decision('9871/34'), decision('9872/34'))).toBe(false);
    expect(isSameCase(body('א'), body('א'))).toBe(false);
  });
});

describe('a file of several decisions', () => {
  test('is several decisions, again the same, and each goes on as what it was', async () => {
    const { write, take, items, texts } = await library();
    const [a, b, c] = ['9871/34', '9872/34', '9873/34'].map((number) => decision(number)) as [string, string, string];
    await write(`${a}\n\n${b}`);
    expect(await take()).toEqual({ ingested: 2, duplicate: 0, unchanged: 0, refused: 0 });
    expect(await texts()).toEqual([a, b]);
    expect(await items()).toEqual([
      ['feed.txt', 'ingested', 0],
      ['feed.txt#decision-2', 'ingested', 1],
    ]);
    expect(await take()).toMatchObject({ ingested: 0, unchanged: 1 });

    // another text of the second is its new version; the first stays
    const mended = decision('9872/34', 'מקרקעין');
    await write(`${a}\n\n${mended}`);
    expect(await take()).toEqual({ ingested: 1, duplicate: 0, unchanged: 1, refused: 0 });
    expect(await texts()).toEqual([a, mended]);

    // one put in at the top is a decision of its own, and no version of those that moved down
    await write(`${c}\n\n${a}\n\n${mended}`);
    expect(await take()).toEqual({ ingested: 1, duplicate: 2, unchanged: 0, refused: 0 });
    expect(await texts()).toEqual([a, mended, c]);

    // the whole file under another name: each is a duplicate of its own
    await write(`${c}\n\n${a}\n\n${mended}`, 'copy.txt');
    expect(await take()).toEqual({ ingested: 0, duplicate: 3, unchanged: 1, refused: 0 });
    expect(await texts()).toHaveLength(3);
  });

  test('with one text twice has it once', async () => {
    const { write, take, texts } = await library();
    await write(`# a.docx\n${body('א')}\n# b.docx\n${body('ב')}\n# c.docx\n${body('א')}`);
    expect(await take()).toEqual({ ingested: 2, duplicate: 1, unchanged: 0, refused: 0 });
    expect(await texts()).toHaveLength(2);
  });

  test('stays one with a remark where it is not sure', async () => {
    const { store, write, take } = await library();
    await write(`${decision('9871/34')}\n\n${decision('9871/34', 'שכירות')}`);
    expect(await take()).toMatchObject({ ingested: 1 });
    const { warnings } = await store.db.selectFrom('document').select('warnings').executeTakeFirstOrThrow();
    expect(warnings).toEqual([expect.objectContaining({ code: 'several-decisions', count: 2 })]);
  });

  test('does not come in with a decision that was withdrawn', async () => {
    const { store, content, write, take, texts } = await library();
    await write(decision('9871/34'));
    await take();
    const { id } = await store.db.selectFrom('decision').select('id').executeTakeFirstOrThrow();
    await withdraw({ store, content }, { decisionId: id, reason: 'צו', by: 'בודקת' });
    await write(`${decision('9872/34')}\n\n${decision('9871/34')}`, 'other.txt');
    expect(await take()).toMatchObject({ ingested: 0, refused: 1 });
    expect(await texts()).toEqual([]);
  });

  test('keeps no bytes when one of them is withdrawn, and the texts of the others', async () => {
    const { store, content, write, take, texts } = await library();
    await write(`${decision('9871/34')}\n\n${decision('9872/34')}`);
    await take();
    const { sha256 } = await store.db.selectFrom('document').select('sha256').executeTakeFirstOrThrow();
    expect((await content.get(sha256)).byteLength).toBeGreaterThan(0);
    const { decision_id } = await store.db
      .selectFrom('source_item')
      .select('decision_id')
      .where('ref', 'like', '%#decision-2')
      .executeTakeFirstOrThrow();
    await withdraw({ store, content }, { decisionId: decision_id ?? '', reason: 'צו', by: 'בודקת' });
    await expect(content.get(sha256)).rejects.toThrow(ContentMissing);
    expect(await texts()).toEqual([decision('9871/34')]);
    await write(`${decision('9871/34')}\n\n${decision('9872/34')}`, 'copy.txt');
    expect(await take()).toMatchObject({ ingested: 0, refused: 1 });
    await expect(content.get(sha256)).rejects.toThrow(ContentMissing);
  });
});

async function library() {
  const { store } = await testLibrary();
  const folder = await temporaryFolder();
  const content = folderContent(await temporaryFolder());
  const sourceId = await sourceNamed(store.db, 'test', 'directory');
  const write = (text: string, name = 'feed.txt') => writeFile(join(folder, name), text);
  const take = async () =>
    (await ingestAll(walkDirectory(folder), { store, content, sourceId }, { parallel: 1 })).states;
  const current = () =>
    store.db
      .selectFrom('decision')
      .innerJoin('decision_version', 'decision_version.id', 'decision.current_version_id')
      .select(['decision.id', 'text'])
      .orderBy('decision.id')
      .execute();
  const texts = async () => (await current()).map((row) => row.text);
  /** where each came from, how it ended, and which decision it is */
  const items = async () => {
    const ids = (await current()).map((row) => row.id);
    const rows = await store.db
      .selectFrom('source_item')
      .select(['ref', 'state', 'decision_id'])
      .orderBy('ref')
      .execute();
    return rows.map((row) => [row.ref, row.state, ids.indexOf(row.decision_id ?? '')]);
  };
  return { store, content, write, take, texts, items };
}
