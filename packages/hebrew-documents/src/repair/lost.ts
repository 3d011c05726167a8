import { DocumentRefused } from '../refused.ts';
import { count } from './decode.ts';

/**
 * Refuses text that came out of a file but is not what the court wrote: nothing at all, question marks in place of
 * Hebrew, or the block page that the court site serves with HTTP 200.
 */
export function refuseLostText(text: string): void {
  if (!/[\p{L}\p{N}]/u.test(text)) {
    const marks = count(text, /[?\ufffd]/g);
    if (marks > 0) throw new DocumentRefused('encoding-lost', `${marks} letters are question marks.`);
    throw new DocumentRefused('empty');
  }
  const sample = text.slice(0, 200_000);
  const lost = count(sample, /\?{2,}|\ufffd/g);
  const words = count(sample, /\p{L}+/gu);
  // One broken word in twenty is more than any typist leaves; "???" as punctuation is rarer by far.
  if (lost > 10 && lost > words * 0.25) {
    throw new DocumentRefused('encoding-lost', `${lost} words are question marks and ${words} are not.`);
  }
  refuseBlockPage(text);
}

/** The sentences of firewalls in front of court sites; a decision that quotes one is longer than any block page. */
const BLOCK_SIGNS =
  /חסימת בקשה לא מורשית|הגישה לאתר נחסמה|Request Rejected|The requested URL was rejected|Attention Required! \| Cloudflare|Access Denied|Incapsula incident|Checking your browser before/;

function refuseBlockPage(text: string): void {
  if (text.length > 4_000) return;
  const sign = BLOCK_SIGNS.exec(text);
  if (sign !== null) throw new DocumentRefused('block-page', `The page says "${sign[0]}".`);
}
