import { html, raw } from 'hono/html';
import type { MessageKey } from '../messages/index.ts';
import { address } from './assets.ts';
import { formTokenField } from './form.ts';
import type { Html } from './html.ts';
import { may, type Page, type Role } from './page.ts';

export type { Html };

export interface PageParts {
  title: string;
  body: Html;
  /** scripts of `assets/` that this page needs beside the common one, e.g. `['review.js']`; a page must work without */
  scripts?: readonly string[];
  /** adds a class to `<main>`: `reading` is the narrow measure of running text */
  measure?: 'wide' | 'reading';
}

/** A whole page: language and direction, head, banner with the ways to go, the body. */
export function layout(page: Page, { title, body, scripts = [], measure = 'wide' }: PageParts): Html {
  const { language, say } = page;
  return html`<!doctype html>
<html lang="${language}" dir="${language === 'he' ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="htmx-config" content='${raw(HTMX)}'>
<title>${title} · ${say('page.product')}</title>
<link rel="icon" href="${address('icon.svg')}" type="image/svg+xml">
${FONTS.map((font) => html`<link rel="preload" href="/fonts/noto-sans-hebrew-${font}-normal.woff2" as="font" type="font/woff2" crossorigin>\n`)}<link rel="stylesheet" href="${address('style.css')}">
${['htmx.js', ...scripts].map((script) => html`<script src="${address(script)}" defer></script>\n`)}</head>
<body>
<a class="skip" href="#content">${say('page.skip')}</a>
${banner(page)}
<main id="content" class="${measure}">
${body}
</main>
<footer class="foot"><div class="wide"><p class="soft small">${say('page.foot')}</p></div></footer>
</body>
</html>`;
}

// All four, each page has letters of each: a browser waits for a preloaded font of `font-display: optional`, and lays text
// out anew for one that comes a moment later (layout shifts of 0.002 to 0.02 a page, measured in the browser tests).
const FONTS = ['hebrew-400', 'hebrew-700', 'latin-400', 'latin-700'] as const;

// No eval, no inline style (both are closed by the policy of the page), and nothing kept of what was read.
const HTMX = '{"allowEval":false,"includeIndicatorStyles":false,"historyCacheSize":0,"selfRequestsOnly":true}';

interface Way {
  path: string;
  /** where one comes from there */
  also?: readonly string[];
  name: MessageKey;
  /** shown only to whoever may go there */
  role?: Role;
}

const WAYS: readonly Way[] = [
  { path: '/', name: 'nav.search', also: ['/search', '/decisions', '/halachot'] },
  { path: '/principles', name: 'nav.principles' },
  { path: '/review', name: 'nav.review' },
  { path: '/digests', name: 'nav.digests' },
  { path: '/gaps', name: 'nav.gaps' },
  { path: '/operations', name: 'nav.operations' },
  { path: '/upload', name: 'nav.upload' },
  { path: '/accounts', name: 'nav.accounts', role: 'administrator' },
  { path: '/audit', name: 'nav.audit', role: 'administrator' },
  { path: '/help', name: 'nav.help' },
];

function banner(page: Page): Html {
  const { say, reader, language } = page;
  const path = page.address.split('?')[0] ?? '/';
  const isUnder = (place: string) => path === place || (place !== '/' && path.startsWith(`${place}/`));
  const here = ({ path: place, also = [] }: Way) => [place, ...also].some(isUnder);
  const other = language === 'he' ? 'en' : 'he';
  return html`<header class="top"><div class="wide">
<a class="name" href="/">${say('page.product')}</a>
<nav class="ways" aria-label="${say('nav.label')}"><ul>${WAYS.filter(
    ({ role }) => role === undefined || may(reader, role),
  ).map(
    (way) => html`<li><a href="${way.path}"${here(way) ? raw(' aria-current="page"') : ''}>${say(way.name)}</a></li>`,
  )}</ul></nav>
<div class="who">
<a class="language" href="${inLanguage(page.address, other)}" lang="${other}" hreflang="${other}" dir="${other === 'he' ? 'rtl' : 'ltr'}">${say('page.language')}</a>
${
  reader === null
    ? html`<a href="/sign-in?then=${encodeURIComponent(page.address)}">${say('nav.signIn')}</a>`
    : html`<a href="/account"><bdi>${reader.name}</bdi></a>
<form method="post" action="/sign-out">${formTokenField(page)}<button class="quiet">${say('nav.signOut')}</button></form>`
}
</div></div></header>`;
}

const inLanguage = (path: string, language: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}lang=${language}`;
