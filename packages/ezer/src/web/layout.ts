import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { type Language, type Say, speaker } from '../messages/index.ts';

/** A piece of a page. Everything put into it as a value was escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface PageParts {
  title: string;
  body: Html;
}

/** A whole page: language and direction, head, banner, the body. */
export function layout(language: Language, write: (say: Say) => PageParts): Html {
  const say = speaker(language);
  const { title, body } = write(say);
  const other: Language = language === 'he' ? 'en' : 'he';
  return html`<!doctype html>
<html lang="${language}" dir="${language === 'he' ? 'rtl' : 'ltr'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${say('page.product')}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a class="skip" href="#content">${say('page.skip')}</a>
<header class="top"><div class="wide">
<a class="name" href="${home(language)}">${say('page.product')}</a>
<a class="language" href="${home(other)}" lang="${other}" hreflang="${other}" dir="${other === 'he' ? 'rtl' : 'ltr'}">${say('page.language')}</a>
</div></header>
<main id="content" class="wide">
${body}
</main>
</body>
</html>`;
}

export const home = (language: Language): string => `/?lang=${language}`;
