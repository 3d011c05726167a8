/** A place in a printed series or database. Positions are UTF-16 in normalised text. */
export interface ReporterAt {
  start: number;
  end: number;
  /** `פ"ד נד(2) 171`, `תק-על 94(3) 71`. */
  reporter: string;
}

const PRINTED = 'פ"ד|פד"י|פד"ע|פד"ר|פד"ל|פ"מ|פס"מ';
const DATABASES =
  'תק-(?:על|מח|של|עב|אר|ארצי|מש|תע)|תקדין[ -](?:עליון|מחוזי|שלום)|דינים[ -](?:עליון|מחוזי|שלום|ארצי)|פדאור(?: \\(לא פורסם\\))?|עבודה (?:ארצי|אזורי)';
// Volumes of printed series are Hebrew numerals; `בפ"מ 17170-04-11` is a docket. No blank is asked before the series:
// scans lose it, and the abbreviation with a volume and a page cannot be anything else.
const REPORTER = new RegExp(
  `(?<!")(?:(${PRINTED})\\s{0,3},?\\s{0,3}(?:כרך\\s{1,2})?([א-ת]{1,3}"[א-ת]|[א-ת]{1,5}'?)|` +
    `(${DATABASES})\\s{0,3},?\\s{0,3}(?:כרך\\s{1,2})?([א-ת]{1,3}"[א-ת]|[א-ת]{1,5}'?|\\d{2,4}(?!\\d)))` +
    `\\s{0,2},?\\s{0,2}(?:[([]\\s{0,2}(\\d{1,3}|[א-ת]'?)\\s{0,2}[)\\]]|חלק\\s(\\d|[א-ת]'?))?` +
    `\\s{0,3},?\\s{0,3}(?:ב?עמ'\\s{0,2}|ב?עמוד\\s{1,2}|מס'\\s{0,2})?(\\d{1,5})(?![\\d/]|-\\d\\d-)`,
  'g',
);

/** Reporter citations in normalised text, in order. Blanks inside may be lost or doubled. */
export function locateReporters(text: string): ReporterAt[] {
  const found: ReporterAt[] = [];
  REPORTER.lastIndex = 0;
  for (let match = REPORTER.exec(text); match !== null; match = REPORTER.exec(text)) {
    const [whole, printed, printedVolume, database, databaseVolume, part, otherPart, page = ''] = match;
    const series = printed ?? database ?? '';
    const volume = printedVolume ?? databaseVolume ?? '';
    const inBrackets = (part ?? otherPart)?.replace("'", '');
    const year = volume.replace(/["']/g, '');
    found.push({
      start: match.index,
      end: match.index + whole.length,
      reporter: `${series} ${year}${inBrackets === undefined ? '' : `(${inBrackets})`} ${page}`,
    });
  }
  return found;
}
