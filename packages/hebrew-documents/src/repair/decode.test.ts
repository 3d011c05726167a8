import { expect, test } from 'vitest';
import { expectRefused } from '../testing/refusal.ts';
import { decode } from './decode.ts';

const TEXT = 'פסק דין: הערעור של "פלוני" נדחה, וההוצאות ישולמו עד 12.3.2016.\n';
const utf8 = new TextEncoder();

/** windows-1255 and ISO-8859-8 keep the Hebrew letters at E0..FA. */
const oneByte = (text: string) =>
  Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    return code === 0x2013 ? 0x96 : code >= 0x5d0 ? code - 0x5d0 + 0xe0 : code;
  });
const utf16 = (text: string, littleEndian: boolean) => {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return new Uint8Array(view.buffer);
};

test.each([
  ['utf-8', utf8.encode(TEXT)],
  ['utf-8', utf8.encode(`\ufeff${TEXT}`)],
  ['utf-16le', utf16(`\ufeff${TEXT}`, true)],
  ['utf-16be', utf16(`\ufeff${TEXT}`, false)],
  ['utf-16le', utf16(TEXT, true)],
  ['utf-16be', utf16(TEXT, false)],
  ['iso-8859-8', oneByte(TEXT)],
])('%s is known by its bytes, with a mark or without', (encoding, bytes) => {
  expect(decode(bytes)).toMatchObject({ encoding, text: TEXT });
});

test('windows-1255 is told from ISO-8859-8 by the bytes that only it has', () => {
  const text = `${TEXT}1992–1995`;
  expect(decode(oneByte(text))).toMatchObject({ encoding: 'windows-1255', text });
});

test('a declared charset does not outweigh valid UTF-8', () => {
  expect(decode(utf8.encode(TEXT), 'windows-1255').text).toBe(TEXT);
});

test('Hebrew bytes stored as windows-1252 letters are turned back, also around a lost letter', () => {
  const mixed = [...oneByte(TEXT.repeat(3))].map((byte) => String.fromCharCode(byte)).join('');
  const hurt = mixed.replace('ï', '\ufffd');
  const { text, repairs } = decode(utf8.encode(hurt));
  expect(text).toBe(TEXT.repeat(3).replace('ן', '\ufffd'));
  expect(repairs[0]).toMatchObject({ kind: 'mojibake' });
});

test('a French quotation in a Hebrew text stays French', () => {
  const text = `${TEXT.repeat(5)}"l'égalité réelle était déjà protégée à l'étranger; très très très sévère, à côté"`;
  expect(decode(utf8.encode(text)).text).toBe(text);
});

test('a few broken bytes in UTF-8 Hebrew are counted and do not change the encoding', () => {
  const bytes = utf8.encode(TEXT.repeat(5));
  bytes[1] = 0x20;
  expect(decode(bytes)).toMatchObject({ encoding: 'utf-8', repairs: [{ kind: 'undecodable-bytes' }] });
});

test('bytes that are no text in any of the known encodings are refused', async () => {
  const junk = Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7919 + ((i * i) >> 3)) & 0xff);
  await expectRefused(() => decode(junk), 'binary');
  await expectRefused(() => decode(Uint8Array.from({ length: 500 }, (_, i) => 0xa1 + (i % 20))), 'encoding-unknown');
});
