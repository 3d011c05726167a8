const PARAGRAPHS: readonly ((n: number) => string)[] = [
  (n) =>
    `המבקשת טענה כי לא קיבלה את ההודעה במועד, וכי ביום ${1 + (n % 28)}.${1 + (n % 12)}.2029 פנתה אל המשיב בכתב. המשיב השיב לה כי הבאר נבדקה וכי מימיה ראויים להשקיה. הצדדים לא חלקו על תוכן ההסכם אלא על מועד מסירתה של החלקה.`,
  (n) =>
    `הלכה היא כי צד לחוזה שלא גילה פרט מהותי אינו רשאי להסתמך על שתיקתו של האחר (ראו: ע"א ${100 + n}/29 חמניות הגליל בע"מ נ' שקד, פ"ד צב(2) ${170 + (n % 700)}, ${180 + (n % 700)} (2029) (להלן: עניין חמניות)).`,
  (n) =>
    `לפי סעיפים ${1 + (n % 40)} ו-${41 + (n % 40)} לחוק החוזים (חלק כללי), התשל"ג-1973 (להלן: החוק), ולפי סעיף ${n % 30} לחוק, די בכך שהפרט היה ידוע. כך גם לפי תקנה ${1 + (n % 90)} לתקנות סדר הדין האזרחי, התשע"ט-2018.`,
  () =>
    'בית המשפט המחוזי קבע כי הנטיעות נעשו שלא בעונתן, אך לא מצא שהדבר גרם נזק. עוד ציין כי עדותו של האגרונום לא נסתרה, וכי לא הוגשה חוות דעת נגדית.',
  (n) =>
    `יפים לכאן הדברים שנאמרו בעניין חמניות, פס' ${n % 40}: "מי שקונה באר קונה גם את מימיה" (שם, בעמ' ${n % 300}). ראו גם ת"א (מחוזי חי') ${10_000 + n}-05-28 גפן נ' אלון (נבו, 3.4.2029).`,
];

const HEADING =
  'בבית המשפט העליון\n\nרע"א 9017/31\n\nלפני:\n\nכבוד השופטת נ\' ברקאי\n\nהמבקשת:\n\nחמניות הגליל בע"מ\n\nנ ג ד\n\nהמשיב:\n\nאורן שקד\n\nהחלטה\n\nרקע\n\n';
const END = 'סוף דבר\n\nהבקשה נדחית.\n\nניתנה היום, 14.3.2031.\n\nש ו פ ט ת';

/**
 * An invented decision of about so many bytes (UTF-8): heading, numbered paragraphs, discussion, closing words. Those of
 * another `variant` have other numbers, dockets and sections in it.
 */
export function decisionOf(bytes: number, variant = 0): string {
  const pieces = [HEADING];
  let left = bytes - Buffer.byteLength(HEADING) - Buffer.byteLength(END);
  for (let n = 1; left > 0; n++) {
    const heading = n === 4 ? 'דיון והכרעה\n\n' : '';
    const piece = `${heading}${n}. ${PARAGRAPHS[n % PARAGRAPHS.length]?.(n + 5 * variant) ?? ''}\n\n`;
    pieces.push(piece);
    left -= Buffer.byteLength(piece);
  }
  return pieces.join('') + END;
}
