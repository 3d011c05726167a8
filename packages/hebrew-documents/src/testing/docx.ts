import { strToU8, zipSync } from 'fflate';

const TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';

export interface WordFile {
  body: string;
  header?: string;
  footer?: string;
  footnotes?: string;
  styles?: string;
  /** Written before the root element of the body: a DOCTYPE. */
  prolog?: string;
  /** Other entries of the container. */
  more?: Record<string, Uint8Array>;
}

export function para(...runs: string[]): string {
  return `<w:p>${runs.join('')}</w:p>`;
}

export function run(text: string, properties = ''): string {
  const inner = properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`;
  return `<w:r>${inner}<w:t xml:space="preserve">${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</w:t></w:r>`;
}

/** A Word file of fictional text, part by part. */
export function wordFile({ body, header, footer, footnotes, styles, prolog = '', more = {} }: WordFile): Uint8Array {
  const parts: [string, string, string | undefined][] = [
    ['word/header1.xml', 'header', header && `<w:hdr ${NAMESPACES}>${header}</w:hdr>`],
    ['word/footer1.xml', 'footer', footer && `<w:ftr ${NAMESPACES}>${footer}</w:ftr>`],
    ['word/footnotes.xml', 'footnotes', footnotes && `<w:footnotes ${NAMESPACES}>${footnotes}</w:footnotes>`],
    ['word/styles.xml', 'styles', styles && `<w:styles ${NAMESPACES}>${styles}</w:styles>`],
    ['word/document.xml', 'document.main', `${prolog}<w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`],
  ];
  const entries: Record<string, Uint8Array> = {};
  const overrides: string[] = [];
  for (const [name, role, xml] of parts) {
    if (xml === undefined) continue;
    entries[name] = strToU8(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
    overrides.push(`<Override PartName="/${name}" ContentType="${TYPE}.${role}+xml"/>`);
  }
  entries['[Content_Types].xml'] = strToU8(
    `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${overrides.join('')}</Types>`,
  );
  return zipSync({ ...entries, ...more });
}
