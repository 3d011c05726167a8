/** Stable codes: they are stored, counted and translated by whoever calls. */
export type RefusalReason =
  | 'empty'
  | 'binary'
  | 'encrypted'
  | 'damaged'
  | 'cut-off'
  | 'too-large'
  | 'no-text-layer'
  | 'order-unclear'
  | 'encoding-lost'
  | 'encoding-unknown'
  | 'block-page'
  | 'legacy-doc'
  | 'rtf'
  | 'unsupported'
  | 'zip-bomb'
  | 'unsafe-markup'
  | 'time-limit'
  | 'memory-limit'
  | 'reader-failed';

const ADVICE: Record<RefusalReason, string> = {
  empty: 'The file holds no text. Fetch or export it again.',
  binary: 'The file is not a document this reader knows. Give the decision as PDF, DOCX, HTML or text.',
  encrypted: 'The file is locked by a password. Save it without one and give it again.',
  damaged: 'The file cannot be parsed. Fetch or export it again.',
  'cut-off': 'The end of the file is missing. Fetch it again.',
  'too-large': 'The file is over a limit. Split it, or raise the limit for this file.',
  'no-text-layer': 'The pages are pictures without a text a reader can see. Run OCR, check the result, give that.',
  'order-unclear': 'The order of the Hebrew could not be decided. Give the DOCX or HTML of the same decision.',
  'encoding-lost': 'The Hebrew letters were lost before this file was saved. Fetch the original again.',
  'encoding-unknown': 'The character encoding was not recognised. Save the file as UTF-8 and give it again.',
  'block-page': 'The site answered with a block page in place of the document. Fetch it again later, or by hand.',
  'legacy-doc': 'Word 97-2003 files are not read yet. Save it as DOCX or PDF and give that.',
  rtf: 'RTF files are not read yet. Save it as DOCX or PDF and give that.',
  unsupported: 'This kind of file is not read. Give the decision as PDF, DOCX, HTML or text.',
  'zip-bomb': 'The container unpacks to more than a document can hold. Do not open it; fetch the original again.',
  'unsafe-markup':
    'The file declares entities, which no honest document does. Do not open it; fetch the original again.',
  'time-limit': 'Reading took too long and was stopped. Save the file again from its program, or raise the time limit.',
  'memory-limit': 'Reading needed too much memory and was stopped. Split the file, or raise the memory limit.',
  'reader-failed':
    'The reader failed on this file, so it is held. Report it with the file name, or give another format.',
};

/**
 * The document was not read, and nothing of it may be stored as law.
 * `reason` is stable and may be stored; `message` is one line in English: what is wrong, then what to do.
 */
export class DocumentRefused extends Error {
  readonly reason: RefusalReason;
  /** What was found in this very file, without the advice; null when the reason says it all. */
  readonly detail: string | null;

  constructor(reason: RefusalReason, detail: string | null = null, options?: { cause?: unknown }) {
    super(detail === null ? ADVICE[reason] : `${detail} ${ADVICE[reason]}`, options);
    this.name = 'DocumentRefused';
    this.reason = reason;
    this.detail = detail;
  }
}

/** The worker process could not be started: the fault is in the installation, not in the document. */
export class SandboxUnavailable extends Error {
  constructor(what: string, options?: { cause?: unknown }) {
    super(
      `${what} The worker that reads documents could not start: see "How a bundler finds the worker" in the README of hebrew-documents.`,
      options,
    );
    this.name = 'SandboxUnavailable';
  }
}
