import type { Frame } from './frame.ts';
import { TITLE_WORDS, titleRun } from './panel.ts';
import type { Judge, PanelRole } from './types.ts';

const TITLED = new RegExp(`${titleRun(TITLE_WORDS).source}$`);
const WROTE = /(?:פסק[\s-]{1,2}דינ[והם]|חוו(?:ת|ת-)[\s-]{0,2}דעת[והם]|החלטת[וה]|דבריו|דבריה)\sשל\s(?:חבר[יה]ת?,?\s)?$/;
const DISSENT_OF = /(?:חולקת|מיעוט|דעת[והם])\s(?:של\s)?(?:חבר[יה]ת?,?\s)?$/;
const CONCURS =
  /^\s{0,4}[:.]?\s{0,6}(?:(?:גם|אף)\s)?(?:אני\s)?(?:מסכימ?ה?|מצטרפ?ת?|מסכים|מצטרף|קראתי\s[^.\n]{0,60}(?:מסכימ?ה?|מסכים|מצטרף|מצטרפת))(?![א-ת])/;
const DISSENTS =
  /^\s{0,4}[:.]?\s{0,6}(?:דעתי\s(?:שונה|אחרת)|לא\sאוכל\sלהסכים|אין\sבידי\sלהסכים|לצערי|אני\sחולקת?|דעתי\sכדעת\sהמיעוט)/;

/** The judges with who wrote, concurred or dissented, where the text marks it: opinions under a name, and the closing words. */
export function withRoles(judges: Judge[], frame: Frame): Judge[] {
  if (judges.length < 2) return judges;
  return judges.map((judge) => ({ ...judge, role: roleOf(judge.value, frame) }));
}

function roleOf(name: string, frame: Frame): PanelRole | null {
  const { text } = frame;
  const bodyStart = frame.title?.end ?? frame.header.end;
  let role: PanelRole | null = null;
  for (let at = text.indexOf(name, bodyStart); at >= 0; at = text.indexOf(name, at + name.length)) {
    const window = text.slice(Math.max(bodyStart, at - 90), at);
    const title = TITLED.exec(window);
    if (!title) continue;
    const before = window.slice(0, title.index);
    const after = text.slice(at + name.length, at + name.length + 120);
    if (/(?:חולקת|מיעוט)/.test(before.slice(-40)) && DISSENT_OF.test(before)) return 'dissented';
    if (DISSENTS.test(after)) role = 'dissented';
    else if (CONCURS.test(after)) role ??= 'concurred';
    else if (WROTE.test(before) && at > text.length - 1500) role ??= 'wrote';
    else if (before.trim() === '' && at < bodyStart + 120) role ??= 'wrote';
  }
  return role;
}
