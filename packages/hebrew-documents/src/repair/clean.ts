import type { Repair, RepairKind } from '../document.ts';

/**
 * Text as Postgres and JSON can carry it: no NUL, no lone surrogate, no control character, one kind of line end.
 * Nothing else changes: niqqud, quotation marks and bidi marks stay, because quotes are matched against this text.
 * Every entrance of text that is not a file (a field of a `.jsonl`, a form) goes through here too.
 *
 * @example cleanText('א\0ב\r\nג') // { text: 'אב\nג', repairs: [{ kind: 'nul', count: 1 }] }
 */
export function cleanText(raw: string): { text: string; repairs: Repair[] } {
  const counts = new Map<RepairKind, number>();
  const text = raw
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    // Under the u flag \p{Cs} is a surrogate without its partner.
    .replace(/(?![\t\n])[\p{Cc}\p{Cs}\ufeff\ufffe\uffff]/gu, (found) => {
      const kind = found === '\0' ? 'nul' : /\p{Cs}/u.test(found) ? 'lone-surrogate' : 'control-character';
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      return '';
    });
  return { text, repairs: [...counts].map(([kind, count]) => ({ kind, count })) };
}
