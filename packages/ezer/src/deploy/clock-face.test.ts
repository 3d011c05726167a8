import { expect, test } from 'vitest';
import { TIMETABLE } from '../jobs/timetable.ts';
import { clockFace } from './index.ts';

const title = 'The hour';
/** The numbered dots: where they lie, and what stands on them. */
function dots(svg: string): { x: number; y: number; minute: number }[] {
  return [...svg.matchAll(/<circle [^>]*r="12"[^>]*\/><text x="([\d.]+)" y="([\d.]+)"[^>]*>(\d\d)<\/text>/g)].map(
    ([, x, y, minute]) => ({ x: Number(x), y: Number(y), minute: Number(minute) }),
  );
}

test('every start of the timetable is a dot on the face, where the minute hand then stands', () => {
  const found = dots(clockFace(TIMETABLE, { title }));
  expect(found.map(({ minute }) => minute)).toEqual(TIMETABLE.flatMap(({ minutes }) => [...minutes]));
  for (const { x, y, minute } of found) {
    const turn = Math.atan2(x - 240, 240 - y) / (2 * Math.PI);
    expect(((turn * 60 + 60.5) % 60) - 0.5).toBeCloseTo(minute, 0);
  }
});

test('each job has a ring and a colour of its own, inside the face', () => {
  const svg = clockFace(TIMETABLE, { title });
  const radii = TIMETABLE.map((_, job) => {
    const of = [...svg.matchAll(new RegExp(`<circle cx="([\\d.]+)" cy="([\\d.]+)" class="dot job-${job}[ "]`, 'g'))];
    const from = of.map(([, x, y]) => Math.round(Math.hypot(Number(x) - 240, Number(y) - 240)));
    expect(new Set(from).size).toBe(1);
    return from[0] ?? 0;
  });
  expect(new Set(radii).size).toBe(TIMETABLE.length);
  for (const radius of radii) {
    expect(svg).toMatch(new RegExp(`r="${radius}[.]\\d" fill="none"`));
    expect(radius).toBeGreaterThan(24);
    expect(radius).toBeLessThan(190 - 12);
  }
  expect(new Set([...svg.matchAll(/class="dot job-\d+[^>]* stroke="(#\w+)"/g)].map(([, colour]) => colour)).size).toBe(
    TIMETABLE.length,
  );
});

test('the face has a mark a minute, and each fifth has its number outside the rim', () => {
  const svg = clockFace(TIMETABLE, { title });
  expect(svg.match(/class="tick"/g)).toHaveLength(60);
  const named = [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]* class="minute">(\d\d)</g)];
  expect(named.map(([, , , minute]) => Number(minute))).toEqual(Array.from({ length: 12 }, (_, i) => i * 5));
  for (const [, x, y] of named) {
    const from = Math.hypot(Number(x) - 240, Number(y) - 240);
    expect(from).toBeGreaterThan(190 + 8);
    expect(from).toBeLessThan(240 - 8);
  }
});

test.each(['ltr', 'rtl'] as const)(
  'the jobs are named below the face, inside the picture, dot first (%s)',
  (direction) => {
    const svg = clockFace(TIMETABLE, { title, direction, nameOf: (job) => `the ${job}` });
    const height = Number(/viewBox="0 0 480 (\d+)"/.exec(svg)?.[1]);
    const rows = [
      ...svg.matchAll(
        /<circle cx="(\d+)" cy="(\d+)" r="8"[^>]*\/><text x="(\d+)" y="(\d+)"[^>]*direction="(\w+)">([^<]*):/g,
      ),
    ];
    expect(rows.map(([, , , , , , name]) => name)).toEqual(TIMETABLE.map(({ job }) => `the ${job}`));
    let above = 440;
    for (const [, dot, dotY, word, wordY, stated] of rows) {
      expect(stated).toBe(direction);
      expect(dotY).toBe(wordY);
      expect(Number(wordY)).toBeGreaterThan(above + 16);
      above = Number(wordY);
      // The words go on from there, away from their dot.
      expect(Math.sign(Number(word) - Number(dot))).toBe(direction === 'ltr' ? 1 : -1);
      expect(direction === 'ltr' ? Number(dot) : 480 - Number(dot)).toBeLessThan(60);
    }
    expect(height).toBeGreaterThanOrEqual(above + 8);
    expect(height).toBeLessThan(above + 80);
  },
);

test('dots of jobs that start close together do not touch', () => {
  const found = dots(clockFace(TIMETABLE, { title }));
  for (const [i, a] of found.entries())
    for (const b of found.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(24);
});

test('a job of certain hours has hollow dots, and a name is text, never markup', () => {
  const svg = clockFace([{ job: '<b>&"', minutes: [22], hours: [7], processName: 'mail' }], { title: '<hour>' });
  expect(svg).toContain('&lt;b&gt;&amp;&quot;: 22');
  expect(svg).toContain('<title>&lt;hour&gt;</title>');
  expect(svg).toMatch(/r="12" fill="#fff"/);
});

test('the present minute has a hand, and the picture is told in words', () => {
  const svg = clockFace(TIMETABLE, { title, description: 'a & b', minute: 15, legend: false });
  expect(svg).toContain('<desc>a &amp; b</desc>');
  // A quarter past points to the right.
  expect(svg).toMatch(/class="hand"><line x1="240" y1="240" x2="428.0" y2="240.0"/);
  expect(svg).toContain('viewBox="0 0 480 480"');
});
