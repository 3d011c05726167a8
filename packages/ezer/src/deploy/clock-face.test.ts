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
