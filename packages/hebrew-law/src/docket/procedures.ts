import { type CourtLevel, KNOWN_PROCEDURES, OTHER_PROCEDURES } from '../data/procedures.ts';
import { foldFinals } from '../text/normalise.ts';

export type { CourtLevel } from '../data/procedures.ts';

/** A case type: `רע"פ`. */
export interface Procedure {
  /** Canonical spelling, with `"` before the last letter. */
  code: string;
  /** Its letters alone, without final forms: the key of `PROCEDURES`. */
  letters: string;
  /** Courts it runs in; empty when not checked. */
  levels: readonly CourtLevel[];
  /** What it stands for, in Hebrew; null when not checked. */
  meaning: string | null;
}

const LEVELS: ReadonlySet<string> = new Set<CourtLevel>([
  'supreme',
  'district',
  'magistrate',
  'small-claims',
  'family',
  'juvenile',
  'traffic',
  'local',
  'labour-national',
  'labour-regional',
  'committee',
  'elections',
]);

const PREFIX_LETTERS = new Set(
  'ו ב ל מ כ ש ה וב ול ומ וכ וש שב של שמ שכ כב כל מב מה לה בה וה שה בב כש וכב ושב ושל מש לכ ככ'.split(' '),
);
const LONGEST_PREFIX = 3;

const NO_LETTER = /[^א-ת]/;

/** All procedures, by their letters alone (no quotes, no final forms). */
export const PROCEDURES: ReadonlyMap<string, Procedure> = readProcedures();

/**
 * Letters of a written procedure, without signs and final forms.
 *
 * @example ['בג״ץ', 'בג"צ', 'ב.ג.צ.'].map(procedureLetters) // ['בגצ', 'בגצ', 'בגצ']
 */
export function procedureLetters(written: string): string {
  return foldFinals(NO_LETTER.test(written) ? written.replace(/[^א-ת]/g, '') : written);
}

/** A procedure found in a written word, and how many letters of the word stand before it (`בעפ"ג`: 1). */
export interface ProcedureInWord {
  procedure: Procedure;
  prefixLetters: number;
}

/**
 * Reads a procedure with or without prefix letters. `בעפ"ג` is `ב` + `עפ"ג`; `בר"ע` and `בע"מ` are procedures of their
 * own. A procedure with a checked meaning wins over one without, the whole word over a part. Null when the word is none.
 *
 * @example readProcedure('שבת"פ')?.prefixLetters // 2
 */
export function readProcedure(written: string): ProcedureInWord | null {
  const known = read.get(written);
  if (known !== undefined) return known;
  const found = readLetters(procedureLetters(written));
  if (read.size >= MOST_REMEMBERED) read.clear();
  read.set(written, found);
  return found;
}

/**
 * The procedure of a word as it stands before a number. A procedure that is glued to another word needs its gershayim or
 * full stops: `שולחן 1712/05` ends in letters of a procedure too.
 */
export function procedureBeforeNumber(word: string): ProcedureInWord | null {
  const found = readProcedure(word);
  if (!found || found.prefixLetters === 0 || NO_LETTER.test(word)) return found;
  return PREFIX_LETTERS.has(word.slice(0, found.prefixLetters)) ? found : null;
}

// A decision writes the same few procedures over and over; remembering them halves the time of a text full of dockets.
const read = new Map<string, ProcedureInWord | null>();
const MOST_REMEMBERED = 2000;

function readLetters(letters: string): ProcedureInWord | null {
  const whole = PROCEDURES.get(letters);
  if (whole?.meaning) return { procedure: whole, prefixLetters: 0 };
  let fallback: ProcedureInWord | null = whole ? { procedure: whole, prefixLetters: 0 } : null;
  for (let cut = 1; cut <= LONGEST_PREFIX; cut++) {
    if (!PREFIX_LETTERS.has(letters.slice(0, cut))) continue;
    const procedure = PROCEDURES.get(letters.slice(cut));
    // of two unchecked readings the preposition is the likelier: בפ"מ stands for ב + פ"מ
    if (procedure && cut === 1 && /^[בול]/.test(letters)) return { procedure, prefixLetters: 1 };
    if (procedure?.meaning) return { procedure, prefixLetters: cut };
    if (procedure && !fallback) fallback = { procedure, prefixLetters: cut };
  }
  return fallback ?? readGlued(letters);
}

/** A scan that lost its blanks: `ראוע"פ`, `העליוןרע"פ`. The longest checked procedure at the end of the word. */
function readGlued(letters: string): ProcedureInWord | null {
  if (letters.length < 5) return null;
  for (let cut = Math.max(2, letters.length - 5); letters.length - cut >= 2; cut++) {
    const procedure = PROCEDURES.get(letters.slice(cut));
    if (procedure?.meaning) return { procedure, prefixLetters: cut };
  }
  return null;
}

function readProcedures(): Map<string, Procedure> {
  const found = new Map<string, Procedure>();
  for (const line of KNOWN_PROCEDURES.trim().split('\n')) {
    const [code = '', levels = '', meaning = ''] = line.split('|');
    const letters = procedureLetters(code);
    found.set(letters, {
      code,
      letters,
      levels: levels.split(' ').filter(isLevel),
      meaning: meaning || null,
    });
  }
  for (const code of OTHER_PROCEDURES.split(' ')) {
    const letters = procedureLetters(code);
    if (letters && !found.has(letters)) found.set(letters, { code, letters, levels: [], meaning: null });
  }
  return found;
}

function isLevel(word: string): word is CourtLevel {
  return LEVELS.has(word);
}
