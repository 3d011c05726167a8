import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { crc32, deflateRawSync } from 'node:zlib';
import { closeSandbox } from 'hebrew-documents';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { libraryOf } from '../../../../../../testing/catalogue.ts';
import { OTHER_RULE, RULE, ruling } from '../../../../../../testing/rulings.ts';
import { formOf, visitor, website } from '../../../../../../testing/website.ts';
import { shownName } from './receive.ts';

const PROGRAM = Buffer.from(`4d5a9000030000000400${'00ff8b'.repeat(200)}`, 'hex');
const UPLOAD = '01890000-0000-4000-8000-000000000001';

async function desk(role: 'reader' | 'reviewer' = 'reviewer', uploadMegabytes = 25) {
  const { store, content, run } = await libraryOf(null);
  onTestFinished(closeSandbox);
  const { url } = await website(store, { content, uploadMegabytes });
  const { cookie, email } = await visitor(store, role);
  const headers = { cookie, origin: url.slice(0, -1) };
  const get = async (path: string) => {
    const answer = await fetch(url + path, { headers, redirect: 'manual' });
    return { status: answer.status, text: await answer.text() };
  };
  const token = async () => formOf((await get('')).text, '/sign-out').get('_token') ?? '';
  /** What the script sends: one file, the token in a header. */
  const send = async (name: string, content: string | Uint8Array, kind = 'decisions', upload = UPLOAD) => {
    const body = new FormData();
    body.append('upload', upload);
    body.append('kind', kind);
    body.append('files', new Blob([typeof content === 'string' ? content : Uint8Array.from(content)]), name);
    const answer = await fetch(`${url}upload`, {
      method: 'POST',
      headers: { ...headers, accept: 'application/json', 'x-ezer-token': await token() },
      body,
    });
    return { status: answer.status, ...((await answer.json()) as { states?: string[]; problem?: string }) };
  };
  const counts = async () => {
    const { rows } = await store.pool.query<{ decisions: number; documents: number; items: number }>(
      `select (select count(*)::int from ezer.decision) as decisions, (select count(*)::int from ezer.document) as documents,
              (select count(*)::int from ezer.source_item) as items`,
    );
    return rows[0];
  };
  return { store, content, run, url, email, headers, get, token, send, counts };
}

const leftovers = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('ezer-upload-'));

describe('an upload without scripts', () => {
  test('takes in several files, asks for the runs that read them, and shows them until they are read', async () => {
    const { store, run, url, headers, get, email } = await desk();
    const form = formOf((await get('upload')).text, '/upload');
    const body = new FormData();
    for (const [name, value] of form) if (name !== 'files' && name !== 'kind') body.append(name, value);
    body.append('kind', 'decisions');
    body.append('files', new Blob([ruling({ reasons: [RULE] })]), 'תיק/החלטה א.txt');
    body.append('files', new Blob([ruling({ docket: 'ע"א 9872/34', reasons: [OTHER_RULE] })]), 'b.txt');
    body.append('files', new Blob([Uint8Array.from(PROGRAM)]), 'setup.exe');
    const answer = await fetch(`${url}upload`, { method: 'POST', headers, body, redirect: 'manual' });
    const where = answer.headers.get('location') ?? '';
    expect([answer.status, where]).toEqual([303, `/upload/${form.get('upload')}`]);

    const { text } = await get(where.slice(1));
    for (const words of ['תיק/החלטה א.txt', 'נקלטו 2, כפולים 0, סורבו 1', 'ממתין לקריאה', 'setup.exe', 'data-live="3"'])
      expect(text).toContain(words);
    const wishes = await store.db.selectFrom('run_request').select(['job', 'requested_by']).orderBy('id').execute();
    expect(wishes).toEqual([
      { job: 'metadata-drain', requested_by: email },
      { job: 'halacha-drain', requested_by: email },
    ]);

    await run('metadata-drain');
    await run('halacha-drain');
    const read = (await get(where.slice(1))).text;
    expect(read).toContain('רע&quot;א 9871/34');
    expect(read).toContain('הלכות שהוצעו: 1');
    expect(read).not.toContain('data-live');
    expect(
      await store.db.selectFrom('audit').select('actor').where('action', '=', 'upload.decisions').execute(),
    ).toEqual([{ actor: email }, { actor: email }, { actor: email }]);
  });

  test('without a file says so; a form of another session or of nobody stores nothing', async () => {
    const { url, headers, get, counts } = await desk();
    const form = formOf((await get('upload')).text, '/upload');
    const empty = new FormData();
    empty.append('_token', form.get('_token') ?? '');
    empty.append('files', new Blob([]), '');
    const answer = await fetch(`${url}upload`, { method: 'POST', headers, body: empty });
    expect([answer.status, (await answer.text()).includes('לא נבחר קובץ')]).toEqual([422, true]);

    const forged = () => {
      const body = new FormData();
      body.append('_token', 'x');
      body.append('files', new Blob([ruling()]), 'a.txt');
      return body;
    };
    const late = forged(); // the right token, but behind the file
    late.delete('_token');
    late.append('_token', form.get('_token') ?? '');
    const post = (body: FormData | string, more: Record<string, string> = headers) =>
      fetch(`${url}upload`, { method: 'POST', headers: more, body, redirect: 'manual' });
    expect((await post(forged())).status).toBe(403);
    expect((await post(late)).status).toBe(403);
    expect((await post(forged(), { origin: headers.origin })).status).toBe(401);
    expect((await post('no form', { ...headers, 'content-type': 'multipart/form-data' })).status).toBe(400);
    expect(await counts()).toEqual({ decisions: 0, documents: 0, items: 0 });
  });

  test('is for reviewers', async () => {
    const { get, url, headers, token } = await desk('reader');
    expect((await get('upload')).status).toBe(403);
    const body = new FormData();
    body.append('_token', await token());
    expect((await fetch(`${url}upload`, { method: 'POST', headers, body })).status).toBe(403);
    expect((await fetch(`${url}upload`, { redirect: 'manual' })).headers.get('location')).toContain('/sign-in');
  });
});

describe('one file a request', () => {
  test('the same again changes nothing; in another upload it is a duplicate; another file of the name is another one', async () => {
    const { send, counts, get } = await desk();
    const text = ruling({ reasons: [RULE] });
    expect(await send('a.txt', text)).toEqual({ status: 200, states: ['ingested'] });
    expect(await send('a.txt', text)).toEqual({ status: 200, states: ['unchanged'] });
    expect(await send('b.txt', text)).toEqual({ status: 200, states: ['duplicate'] });
    expect(await send('a.txt', ruling({ docket: 'ע"א 9873/34' }))).toEqual({ status: 200, states: ['ingested'] });
    expect(await counts()).toMatchObject({ decisions: 2, items: 3 });
    expect((await get(`upload/${UPLOAD}`)).text).toContain('כבר בספרייה');
  });

  test('two uploads of the same file at once are one decision', async () => {
    const { send, counts } = await desk();
    const text = ruling({ reasons: [RULE] });
    const other = UPLOAD.replace(/1$/, '2');
    const ends = await Promise.all([
      send('a.txt', text),
      send('a.txt', text),
      send('a.txt', text, 'decisions', other),
      send('a.txt', text, 'decisions', other),
    ]);
    expect(ends.every(({ status }) => status === 200)).toBe(true);
    expect(await counts()).toMatchObject({ decisions: 1, documents: 1, items: 2 });
  });

  test('a digest issue stays a digest', async () => {
    const { store, send, run, get } = await desk();
    const issue = 'תקציר שבועי\n\n1. רע"א 9871/34 אלמוני נ\' פלוני (3.2.2035). נקבע כי אין זכות.';
    expect((await send('digest.txt', issue, 'digests')).states).toEqual(['ingested']);
    expect(await store.db.selectFrom('run_request').select('job').execute()).toEqual([{ job: 'digest' }]);
    await run('digest');
    expect(await store.db.selectFrom('decision').select('id').execute()).toEqual([]);
    expect((await get(`upload/${UPLOAD}`)).text).toContain('/digests/');
  });

  test.each([
    ['an empty file', 'empty.txt', '', 'ריק'],
    ['a few letters', 'note.txt', 'שום דבר', 'מעט מדי טקסט להחלטה'],
    ['20 MB of junk', 'junk.pdf', Buffer.alloc(20 * 1024 * 1024, Buffer.from('00ff9081fe01c3', 'hex')), 'אינו מסמך'],
    ['a program', 'setup.exe', PROGRAM, 'אינו מסמך'],
    ['a file over the limit', 'big.txt', 'א'.repeat(1024 * 1024), 'גדול מדי'],
    ['a zip bomb that says it is a .docx', 'bomb.docx', bomb(), 'נפרש לגודל חריג'],
    ['a file of many texts', 'all.jsonl', '{"text":"א"}', 'קובץ של החלטות רבות'],
  ])('%s is refused in words, with what to do', async (what, name, bytes, words) => {
    const { send, get, counts } = await desk('reviewer', what === 'a file over the limit' ? 1 : 25);
    expect(await send(name, bytes)).toEqual({ status: 200, states: ['refused'] });
    const { text } = await get(`upload/${UPLOAD}`);
    expect(text).toContain(words);
    expect(text).toContain(name);
    expect(await counts()).toMatchObject({ decisions: 0, items: 1 });
    expect(await leftovers()).toEqual([]);
  });

  test.each([
    ['../../../etc/passwd.txt', 'etc/passwd.txt'],
    ['C:\\Users\\דנה\\החלטה.txt', 'C:/Users/דנה/החלטה.txt'],
    [`${'א'.repeat(5_000)}.txt`, `${'א'.repeat(159)}…${'א'.repeat(36)}.txt`],
    ['<script>alert(1)</script>.txt', '<script>alert(1)</script>.txt'.replace('/', '/')],
    ['a\u202Etxt.exe\u0000.txt', 'atxt.exe.txt'],
  ])('a name like %j is only ever shown', async (name, shown) => {
    expect(shownName(name)).toBe(shown);
    const { store, send, get } = await desk();
    expect((await send(name, ruling())).states).toEqual(['ingested']);
    const { original_name } = await store.db.selectFrom('document').select('original_name').executeTakeFirstOrThrow();
    expect(original_name).not.toMatch(/\0|\.\./);
    expect((await get(`upload/${UPLOAD}`)).text).not.toContain('<script>alert');
  });
});

test('names that are no names', () => {
  for (const name of ['', '..', '../..', '/', '\0', '\\\\']) expect(shownName(name)).toBe('?');
});

test('a connection that is cut in the middle leaves nothing behind', async () => {
  const { url, headers, token, counts, content } = await desk();
  const put = vi.spyOn(content, 'put');
  const boundary = 'x'.repeat(20);
  const part = (name: string, text: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\n\r\n${text}\r\n`;
  const sending = request(`${url}upload`, {
    method: 'POST',
    headers: {
      ...headers,
      'x-ezer-token': await token(),
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': 5_000_000,
    },
  });
  sending.on('error', () => undefined);
  sending.write(part('whole.txt', ruling()) + part('half.txt', ruling({ docket: 'ע"א 9874/34' })).slice(0, -200));
  await vi.waitFor(async () => expect(await leftovers()).toHaveLength(1), { timeout: 20_000 });
  sending.destroy();
  await vi.waitFor(async () => expect(await leftovers()).toEqual([]), { timeout: 20_000 });
  expect(put).not.toHaveBeenCalled();
  expect(await counts()).toEqual({ decisions: 0, documents: 0, items: 0 });
});

test('hundreds of files at once are one calm answer', async () => {
  const { url, headers, token, get, counts } = await desk();
  const body = new FormData();
  body.append('_token', await token());
  body.append('upload', UPLOAD);
  for (let n = 0; n < 300; n++) body.append('files', new Blob([`file ${n}`]), `note-${n}.rtf`);
  const answer = await fetch(`${url}upload`, { method: 'POST', headers, body, redirect: 'manual' });
  expect(answer.status).toBe(303);
  expect(await counts()).toMatchObject({ items: 300 });
  expect((await get(`upload/${UPLOAD}`)).text).toContain('300');
  const tooMany = new FormData();
  tooMany.append('_token', await token());
  for (let n = 0; n < 1_001; n++) tooMany.append('files', new Blob(['x']), `${n}.txt`);
  const refused = await fetch(`${url}upload`, { method: 'POST', headers, body: tooMany });
  expect([refused.status, (await refused.text()).includes('יותר מדי בבת אחת')]).toEqual([413, true]);
  expect(await counts()).toMatchObject({ items: 300 });
});

test('an upload that nobody made is a calm page', async () => {
  const { get } = await desk();
  for (const path of [`upload/${UPLOAD}`, 'upload/none', 'upload/%00'])
    expect((await get(path)).status, path).toBe(404);
});

/** A Word file whose text is 60 MB of spaces. */
function bomb(): Uint8Array {
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  return zip({
    '[Content_Types].xml': Buffer.from(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`,
    ),
    'word/document.xml': Buffer.alloc(60 * 1024 * 1024, ' '),
  });
}

function zip(parts: Record<string, Buffer>): Uint8Array {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [path, plain] of Object.entries(parts)) {
    const name = Buffer.from(path);
    const packed = deflateRawSync(plain);
    const sizes = Buffer.alloc(18);
    sizes.writeUInt16LE(8, 0); // deflate
    sizes.writeUInt32LE(crc32(plain), 6);
    sizes.writeUInt32LE(packed.length, 10);
    sizes.writeUInt32LE(plain.length, 14);
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(name.length, 0);
    local.push(Buffer.from('504b030414000000', 'hex'), sizes, lengths, name, packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.from('504b01021400140000', 'hex'), Buffer.alloc(1), sizes, lengths, place, name);
    offset += 8 + 18 + 4 + name.length + packed.length;
  }
  const size = Buffer.concat(central).length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, ...central, end]);
}
