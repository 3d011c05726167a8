import type { Timetable } from 'pg-drains';

export interface ClockFaceOptions {
  /** what the picture is called, for whoever cannot see it */
  title: string;
  /** what the reader calls a job; default its name */
  nameOf?: (job: string) => string;
  /** of the words; default ltr */
  direction?: 'rtl' | 'ltr';
  /** the whole picture in words, for whoever cannot see it */
  description?: string;
  /** a minute to mark with a hand: the present one */
  minute?: number;
  /** whether the jobs are named below the face; default true */
  legend?: boolean;
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
 * some hours only. A whole SVG document; nothing in it comes from elsewhere, and every text is escaped. Its colours are
 * those of paper; a page gives it others by the classes of its parts.
 *
 * @example
 * clockFace([{ job: 'digest', minutes: [12], processName: 'digest' }], { title: 'The hour' }).startsWith('<svg'); // true
 */
export function clockFace(
  timetable: Timetable,
  { title, nameOf = (job) => job, direction = 'ltr', description, minute: now, legend = true }: ClockFaceOptions,
): string {
  const height = SIZE + (legend ? timetable.length * ROW + 10 : 0);
  const parts = [
    `<title>${escaped(title)}</title>`,
    ...(description === undefined ? [] : [`<desc>${escaped(description)}</desc>`]),
    `<rect width="${SIZE}" height="${height}" fill="#fff" class="paper"/>`,
    `<circle cx="${CENTRE}" cy="${CENTRE}" r="${RIM}" fill="#f7f6f3" stroke="#1c2226" stroke-width="2" class="face"/>`,
    ...Array.from({ length: 60 }, (_, minute) => tick(minute)),
    ...timetable.map((_, i) => ring(radiusOf(i, timetable.length))),
    ...(now === undefined ? [] : [hand(now)]),
    ...timetable.flatMap((entry, i) =>
      entry.minutes.map((minute) => dot(minute, radiusOf(i, timetable.length), i, entry.hours !== undefined)),
    ),
    ...(legend
      ? timetable.map((entry, i) => row(i, `${nameOf(entry.job)}: ${entry.minutes.map(two).join(', ')}`, direction))
      : []),
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
  const line = `<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}" stroke="#1c2226" stroke-width="${big ? 2 : 1}" class="tick"/>`;
  const name = at(minute, RIM + 18);
  return big ? `${line}${text(name, two(minute), 'font-size="14" fill="#566069" class="minute"')}` : line;
}

const ring = (radius: number): string =>
  `<circle cx="${CENTRE}" cy="${CENTRE}" r="${radius.toFixed(1)}" fill="none" stroke="#dedbd4" class="ring"/>`;

function hand(minute: number): string {
  const tip = at(minute, RIM - 2);
  return `<g class="hand"><line x1="${CENTRE}" y1="${CENTRE}" x2="${tip.x}" y2="${tip.y}" stroke="#9c2b1f" stroke-width="3" stroke-linecap="round"/><circle cx="${CENTRE}" cy="${CENTRE}" r="6" fill="#9c2b1f"/></g>`;
}

function dot(minute: number, radius: number, job: number, hollow: boolean): string {
  const place = at(minute, radius);
  const colour = colourOf(job);
  const circle = `<circle cx="${place.x}" cy="${place.y}" class="dot job-${job}${hollow ? ' hollow' : ''}" r="12" fill="${hollow ? '#fff' : colour}" stroke="${colour}" stroke-width="2"/>`;
  return (
    circle +
    text(
      place,
      two(minute),
      `font-size="12" font-weight="700" fill="${hollow ? colour : '#fff'}" class="on-dot${hollow ? ` hollow job-${job}` : ''}"`,
    )
  );
}

function row(index: number, words: string, direction: 'rtl' | 'ltr'): string {
  const y = SIZE + index * ROW;
  const x = direction === 'rtl' ? SIZE - 40 : 40;
  const beside = direction === 'rtl' ? x - 18 : x + 18;
  return `<circle cx="${x}" cy="${y}" r="8" fill="${colourOf(index)}"/><text x="${beside}" y="${y}" dy="0.35em" font-size="15" fill="#1c2226" direction="${direction}">${escaped(words)}</text>`;
}

const text = ({ x, y }: { x: string; y: string }, words: string, style: string): string =>
  `<text x="${x}" y="${y}" dy="0.35em" text-anchor="middle" ${style}>${words}</text>`;

const two = (minute: number): string => String(minute).padStart(2, '0');

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
