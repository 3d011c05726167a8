/** A place inside a cited decision, low end first whatever the text's order. */
export interface Pinpoint {
  kind: 'paragraph' | 'page';
  from: number;
  to: number;
}

const PLACE =
  /(ב?(?:פס(?:קאות|קה|קא|')|סעי(?:פים|ף)|עמ(?:ודים|וד|')))\s{0,2}(\d{1,4})(?:\s{0,2}-\s{0,2}(\d{1,4}))?((?:\s{0,2}(?:,|ו-?)\s{0,2}\d{1,4}(?![./\d])(?:-\d{1,4})?){0,6})/g;
const PAGES = /^\s{0,2}((?:,\s{0,2}\d{1,4}(?![./\d])(?:\s{0,2}-\s{0,2}\d{1,4})?){1,6})/;

/**
 * Pinpoints in the words that follow a citation: `פסקאות 30-29` (right-to-left texts write ranges high number first),
 * `בעמ' 188-186`, and, behind a reporter, the bare pages of `פ"ד נט(1) 171, 182`.
 */
export function readPinpoints(following: string, afterReporter: boolean): Pinpoint[] {
  if (!/\d/.test(following)) return [];
  const found: Pinpoint[] = [];
  const bare = afterReporter ? PAGES.exec(following)?.[1] : undefined;
  if (bare) for (const place of bare.matchAll(/(\d+)(?:\s*-\s*(\d+))?/g)) found.push(range('page', place[1], place[2]));
  PLACE.lastIndex = 0;
  for (let match = PLACE.exec(following); match !== null; match = PLACE.exec(following)) {
    const kind = match[1]?.includes('עמ') ? 'page' : 'paragraph';
    found.push(range(kind, match[2], match[3]));
    const others = match[4];
    if (others) for (const more of others.matchAll(/(\d+)(?:-(\d+))?/g)) found.push(range(kind, more[1], more[2]));
  }
  return found;
}

function range(kind: Pinpoint['kind'], one = '', other = one): Pinpoint {
  const from = Number(one);
  const to = Number(other);
  return { kind, from: Math.min(from, to), to: Math.max(from, to) };
}
