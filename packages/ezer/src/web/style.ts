const face = (script: string, weight: number, range: string): string => `
@font-face {
  font-family: 'Noto Sans Hebrew';
  font-weight: ${weight};
  font-display: swap;
  src: url('/fonts/noto-sans-hebrew-${script}-${weight}-normal.woff2') format('woff2');
  unicode-range: ${range};
}`;

// The ranges of the font package: Hebrew, the shekel sign and bidi marks; Latin with the punctuation of both.
const HEBREW = 'U+0307-0308, U+0590-05FF, U+200C-2010, U+20AA, U+25CC, U+FB1D-FB4F';
const LATIN =
  'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212';

/** The one style sheet. Only logical properties (inline, block), so that both directions are laid out by one rule. */
export const STYLE = `${face('hebrew', 400, HEBREW)}${face('hebrew', 700, HEBREW)}${face('latin', 400, LATIN)}${face('latin', 700, LATIN)}
:root {
  color-scheme: light dark;
  --ground: light-dark(#f7f6f3, #15181b);
  --sheet: light-dark(#ffffff, #1d2125);
  --ink: light-dark(#1c2226, #e8eaec);
  --soft: light-dark(#566069, #a5afb8);
  --line: light-dark(#dedbd4, #343a40);
  --accent: light-dark(#1d4f6e, #8cc4e8);
  --mark: light-dark(#fdf3d0, #3a3320);
  --bad: light-dark(#9c2b1f, #f3a196);
  --good: light-dark(#2c6243, #92d0a8);
  --step: 1rem;
}
*, *::before, *::after { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--ground);
  color: var(--ink);
  font: 400 1rem/1.6 'Noto Sans Hebrew', system-ui, sans-serif;
  overflow-wrap: break-word;
}
.wide { max-inline-size: 70rem; margin-inline: auto; padding-inline: clamp(1rem, 4vw, 2rem); }
header.top { background: var(--sheet); border-block-end: 1px solid var(--line); }
header.top .wide { display: flex; align-items: center; justify-content: space-between; gap: var(--step); min-block-size: 3.5rem; }
header.top a { color: inherit; text-decoration: none; }
header.top .name { font-weight: 700; font-size: 1.125rem; }
a { color: var(--accent); text-underline-offset: .2em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; inset-inline-start: -200vw; }
.skip:focus { inset-inline-start: var(--step); inset-block-start: .5rem; background: var(--sheet); padding: .5rem 1rem; }
main { padding-block: 1.5rem 4rem; }
h1 { font-size: clamp(1.5rem, 4vw, 2rem); line-height: 1.25; margin: 0; }
h2 { font-size: 1.125rem; line-height: 1.3; margin: 0; }
p { margin: 0; }
.lead { color: var(--soft); max-inline-size: 46rem; margin-block-start: .5rem; }
.when { display: flex; flex-wrap: wrap; gap: .25rem 1rem; color: var(--soft); font-size: .875rem; margin-block-start: .5rem; }
.soft { color: var(--soft); }
.small { font-size: .875rem; }
.bad { color: var(--bad); font-weight: 700; }
.bad .soft { font-weight: 400; }
.good { color: var(--good); }
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: var(--step); margin-block: 1.5rem; }
.numbers > div, section.sheet {
  background: var(--sheet);
  border: 1px solid var(--line);
  border-radius: .5rem;
  padding: 1rem 1.25rem;
}
.numbers dt { color: var(--soft); font-size: .875rem; }
.numbers dd { margin: 0; }
.numbers .count { font-size: 2rem; line-height: 1.2; font-weight: 700; font-variant-numeric: tabular-nums; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--step); align-items: start; }
@media (min-width: 60rem) { .columns { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } }
.stack { display: grid; gap: var(--step); }
section.sheet > h2 + p { margin-block-start: .125rem; }
section.sheet > * + :is(table, ol, ul, .empty) { margin-block-start: .75rem; }
.empty { color: var(--soft); }
table { inline-size: 100%; border-collapse: collapse; font-size: .9375rem; }
th, td { text-align: start; vertical-align: baseline; padding-block: .4rem; padding-inline-end: .75rem; }
th:last-child, td:last-child { padding-inline-end: 0; }
thead th { color: var(--soft); font-weight: 400; font-size: .8125rem; border-block-end: 1px solid var(--line); }
tbody tr + tr { border-block-start: 1px solid var(--line); }
tbody th { font-weight: 400; }
td.number, .numbers .count, time, .hour { white-space: nowrap; }
.file { overflow-wrap: anywhere; }
tbody th .small { display: block; }
ol.plain, ul.plain { list-style: none; margin: 0; padding: 0; }
.plain > li + li { border-block-start: 1px solid var(--line); margin-block-start: .9rem; padding-block-start: .9rem; }
blockquote { margin: 0; border-radius: 2px; padding-inline-start: .75rem; border-inline-start: 3px solid var(--accent); background: var(--mark); padding-block: .35rem; padding-inline-end: .5rem; }
blockquote { margin-block-start: .5rem; }
h3 { font-size: .875rem; font-weight: 400; line-height: 1.5; color: var(--soft); margin: 0; }
h3 .docket { font-weight: 700; color: var(--ink); }
section.alarms { margin-block-end: var(--step); border-inline-start: 4px solid var(--bad); }
.states { display: flex; flex-wrap: wrap; gap: 0 .75rem; }
@media (max-width: 40rem) {
  table.rows thead { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
  table.rows tr { display: grid; grid-template-columns: 8rem 1fr; gap: 0 .75rem; padding-block: .6rem; }
  table.rows th[scope='row'] { grid-column: 1 / -1; font-weight: 700; }
  table.rows :is(th, td) { padding: .1rem 0; }
  table.rows td { display: contents; }
  table.rows td::before { content: attr(data-label); color: var(--soft); font-size: .875rem; }
}
@media print {
  body { background: none; }
  header.top a.language, .skip, .refresh { display: none; }
  .numbers > div, section.sheet { break-inside: avoid; }
}
`;
