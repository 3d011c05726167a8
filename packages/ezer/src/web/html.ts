import type { HtmlEscapedString } from 'hono/utils/html';

/** A piece of a page. Everything put into it as a value was escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
