import type * as Pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Limits } from '../../limits.ts';
import { DocumentRefused } from '../../refused.ts';

export interface OpenPage {
  OPS: typeof Pdfjs.OPS;
  width: number;
  height: number;
  transform: [number, number, number, number, number, number];
  operators(): Promise<{ fnArray: number[]; argsArray: unknown[] }>;
  font(name: string): { scale: number; vertical: boolean };
}

export interface OpenPdf {
  pages: number;
  page(number: number): Promise<OpenPage>;
  close(): Promise<void>;
}

let loaded: Promise<typeof Pdfjs> | undefined;

/**
 * pdf.js, whose parser runs in this thread: the whole process is the sandbox already. Giving it its worker as a module
 * (`pdfjsWorker`) keeps it from looking for a file beside itself, which a bundle would not have.
 */
function load(): Promise<typeof Pdfjs> {
  loaded ??= (async () => {
    // pdf.js makes one DOMMatrix when it loads, for drawing; without this it needs a native canvas, and we never draw.
    Object.assign(globalThis, { DOMMatrix: Reflect.get(globalThis, 'DOMMatrix') ?? class DOMMatrix {} });
    Object.assign(globalThis, { pdfjsWorker: await import('pdfjs-dist/legacy/build/pdf.worker.mjs') });
    return import('pdfjs-dist/legacy/build/pdf.mjs');
  })();
  return loaded;
}

/** Opens a PDF for reading its text: no scripts, no `eval`, no images, no annotations, nothing fetched. */
export async function openPdf(bytes: Uint8Array, limits: Limits): Promise<OpenPdf> {
  const pdfjs = await load();
  const task = pdfjs.getDocument({
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    enableXfa: false,
    disableFontFace: false,
    useSystemFonts: false,
    useWorkerFetch: false,
    useWasm: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    // Images over one pixel are not decoded at all.
    maxImageSize: 1,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  const file = await task.promise.catch((cause: unknown) => {
    throw refusal(cause);
  });
  if (file.numPages > limits.pages) {
    await task.destroy();
    throw new DocumentRefused('too-large', `The file has ${file.numPages} pages, the limit is ${limits.pages}.`);
  }
  return {
    pages: file.numPages,
    async page(number) {
      const page = await file.getPage(number);
      const { width, height, transform } = page.getViewport({ scale: 1 });
      const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: number[] = transform;
      return {
        OPS: pdfjs.OPS,
        width,
        height,
        transform: [a, b, c, d, e, f],
        operators: () => page.getOperatorList({ annotationMode: pdfjs.AnnotationMode.DISABLE }),
        font(name) {
          const font: unknown = page.commonObjs.has(name) ? page.commonObjs.get(name) : null;
          const matrix = property(font, 'fontMatrix');
          const scale = Number(property(matrix, 0) ?? 0.001);
          return { scale, vertical: property(font, 'vertical') === true };
        },
      };
    },
    close: () => task.destroy(),
  };
}

function property(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function refusal(cause: unknown): DocumentRefused {
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'PasswordException') return new DocumentRefused('encrypted', null, { cause });
  return new DocumentRefused('damaged', 'The PDF cannot be opened.', { cause });
}
