import { strToU8 } from 'fflate';
import { expect, test } from 'vitest';
import { expectRefused } from '../testing/refusal.ts';
import { sniff } from './index.ts';

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const OLE2 = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

test('content decides: a PDF header anywhere in the first kibibyte, a zip, otherwise text', () => {
  expect(sniff(bytes('%PDF-1.7 ...'))).toBe('pdf');
  expect(sniff(bytes('\n\njunk of a mail gateway %PDF-1.4'))).toBe('pdf');
  expect(sniff(bytes('PK\x03\x04....'))).toBe('zip');
  expect(sniff(strToU8('פסק דין'))).toBe('text');
});

test.each([
  ['empty', ''],
  ['empty', '\0\0\0\0'],
  ['empty', `PK\x05\x06${'\0'.repeat(18)}`],
  ['legacy-doc', `${OLE2}WordDocument`],
  ['encrypted', `${OLE2}${[...'EncryptedPackage'].map((letter) => `${letter}\0`).join('')}`],
  ['rtf', '{\\rtf1\\ansi\\ansicpg1255 text}'],
  ['no-text-layer', '\x89PNG\r\n'],
  ['no-text-layer', '\xff\xd8\xff\xe0'],
  ['unsupported', '\x1f\x8b\x08'],
] as const)('what is known and not read is refused as %s', async (reason, content) => {
  await expectRefused(() => sniff(bytes(content)), reason);
});
