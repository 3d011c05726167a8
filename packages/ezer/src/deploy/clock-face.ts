import type { Timetable } from 'pg-drains';

export interface ClockFaceOptions {
  /** what the picture is called, for whoever cannot see it */
  title: string;
  /** what the reader calls a job; default its name */
  nameOf?: (job: string) => string;
  /** of the words; default ltr */
  direction?: 'rtl' | 'ltr';
}

const SIZE = 480;
const CENTRE = SIZE / 2;
const RIM = 190;
const ROW = 26;
// Told apart with red-green blindness too, dark enough for white digits (Okabe and Ito's set, darkened); each job also
// has a ring of its own, so that colour alone says nothing.
const COLOURS = ['#00567f', '#9a4a00', '#00674c', '#8a3a6b', '#5c5300', '#474747'];

/**
 * The hour as a clock face: one ring a job, a numbered dot at each of its minutes. A dot is hollow when the job starts in
 * some hours only. A whole SVG document; nothing in it comes from elsewhere, and every text is escaped.
 *
 * @example
 * clockFace([{ job: 'digest', minutes: [12], processName: 'digest' }], { title: 'The hour' }).startsWith('<svg'); // true
 */
export function clockFace(
  timetable: Timetable,
  { title, nameOf = (job) => job, direction = 'ltr' }: ClockFaceOptions,
): string {
  const height = SIZE + timetable.length * ROW + 10;
  const parts = [
    `<title>${escaped(title)}</title>`,
    `<rect width="${SIZE}" height="${height}" fill="#fff"/>`,
    `<circle cx="${CENTRE}" cy="${CENTRE}" r="${RIM}" fill="#f7f6f3" stroke="#1c2226" stroke-width="2"/>`,
    ...Array.from({ length: 60 }, (_, minute) => tick(minute)),
    ...timetable.map((_, i) => ring(radiusOf(i, timetable.length))),
    ...timetable.flatMap((entry, i) =>
      entry.minutes.map((minute) => dot(minute, radiusOf(i, timetable.length), colourOf(i), entry.hours !== undefined)),
    ),
    ...timetable.map((entry, i) =>
      row(i, `${nameOf(entry.job)}: ${entry.minutes.map(two).join(', ')}`, colourOf(i), direction),
    ),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE} ${height}" width="${SIZE}" height="${height}" role="img" font-family="'Noto Sans Hebrew', system-ui, sans-serif">
${parts.join('\n')}
</svg>
`;
}

const radiusOf = (index: number, of: number): number => RIM - 36 - (index * (RIM - 70)) / Math.max(1, of - 1);

const colourOf = (index: number): string => COLOURS[index % COLOURS.length] ?? '#474747';

/** Minute 0 is above, and minutes go clockwise. */
function at(minute: number, radius: number): { x: string; y: string } {
  const angle = (minute / 60) * 2 * Math.PI;
  return { x: (CENTRE + radius * Math.sin(angle)).toFixed(1), y: (CENTRE - radius * Math.cos(angle)).toFixed(1) };
}

function tick(minute: number): string {
  const big = minute % 5 === 0;
  const from = at(minute, RIM);
  const to = at(minute, RIM - (big ? 10 : 5));
  const line = `<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}" stroke="#1c2226" stroke-width="${big ? 2 : 1}"/>`;
  const name = at(minute, RIM + 18);
  return big ? `${line}${text(name, two(minute), 'font-size="14" fill="#566069"')}` : line;
}

const ring = (radius: number): string =>
  `<circle cx="${CENTRE}" cy="${CENTRE}" r="${radius.toFixed(1)}" fill="none" stroke="#dedbd4"/>`;

function dot(minute: number, radius: number, colour: string, hollow: boolean): string {
  const place = at(minute, radius);
  const circle = `<circle cx="${place.x}" cy="${place.y}" r="12" fill="${hollow ? '#fff' : colour}" stroke="${colour}" stroke-width="2"/>`;
  return circle + text(place, two(minute), `font-size="12" font-weight="700" fill="${hollow ? colour : '#fff'}"`);
}

function row(index: number, words: string, colour: string, direction: 'rtl' | 'ltr'): string {
  const y = SIZE + index * ROW;
  const x = direction === 'rtl' ? SIZE - 40 : 40;
  const beside = direction === 'rtl' ? x - 18 : x + 18;
  return `<circle cx="${x}" cy="${y}" r="8" fill="${colour}"/><text x="${beside}" y="${y}" dy="0.35em" font-size="15" fill="#1c2226" direction="${direction}">${escaped(words)}</text>`;
}

const text = ({ x, y }: { x: string; y: string }, words: string, style: string): string =>
  `<text x="${x}" y="${y}" dy="0.35em" text-anchor="middle" ${style}>${words}</text>`;

const two = (minute: number): string => String(minute).padStart(2, '0');

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
