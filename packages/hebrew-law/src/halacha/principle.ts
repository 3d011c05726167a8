import { tight } from '../sections/index.ts';
import { ANOTHER_COURT, RECITES } from './generality.ts';
import { FIRST_PERSON, THIS_CASE } from './lexicon/index.ts';
import { withoutRolesInGeneral } from './parties.ts';

const THAT = '\\s*,?\\s*(?:כי(?![א-ת])\\s*|ש(?=[א-ת]{2}))';
// Openings that tie a sentence to the one before it.
const CONNECTIVES =
  /^(?:ו?אכן|ראשית|שנית|שלישית|רביעית|יתרה מ(?:כך|כן|זאת|זו)|יתר על כן|ו?אולם|ברם|לכן|על כן|נחזור ונשנן|זאת ועוד|ועוד|כאמור|ו?עם זאת|בצד האמור|כך או כך|מכל מקום|בנוסף|כמו כן|נוסף על כך|אמנם|אומנם|הנה כי כן|אם כן|לא זו אף זו|ו?בסופו של (?:יום|דבר)|לסיכום|פשיטא|במלים אחרות|סיכומם? של דבר(?:ים)?|על פניו|על דרך הכלל|דרך כלל|בדרך כלל|במילים אחרות|לשון אחר|אסביר|ודוק|דוק|בהקשר זה|בהקשר דומה|בעניין זה|לעניין זה)\s*(?:[,:]\s*|(?=\s))(?:כי\s+)?/;
// Openings that say "this is law" and not what the law is. Lost blanks (`הלכההיא`) are allowed for.
const ANNOUNCEMENTS = [
  new RegExp(
    `^(?:ו?עוד|ו?גם|שוב)?\\s*(?:נציין|אציין|אזכיר|נזכיר|נזכור|אוסיף|נוסיף|אעיר|נעיר|אדגיש|נדגיש|ייאמר|יצו?יין|יוער|יודגש|יוזכר|ודוק|ברי|ברור|מובן|(?:יש|ראוי|מן הראוי)\\s+(?:לשוב\\s+ו)?(?:לציין|לזכור|להדגיש|להזכיר|להבהיר))(?:\\s+ו(?:יודגש|יוזכר|אדגיש))?(?:\\s+עוד|\\s+גם|\\s+שוב)?${THAT}`,
  ),
  new RegExp(`^(?:ו?ידוע\\s*(?:הוא\\s*)?${THAT})`),
  /^(?:ו?כידוע|בידוע|ו?ככלל|כעיקרון|כעקרון|על דרך ה?עי?קרון)\s*,?\s*(?:כי\s+)?/,
  new RegExp(
    `^ה?(?:הלכה|הילכה)(?:\\s*(?:היא|הינה|פסוקה|ידועה|מושרשת|ותיקה|מוצקה|הפסוקה|הנוהגת|מימים ימימה))+(?:\\s*(?:עמנו|מלפנינו|מלפני בית משפט זה))?${THAT}`,
  ),
  new RegExp(
    `^(?:עוד\\s+|כבר\\s+|וכבר\\s+|לא אחת\\s+|כפי ש)?(?:נפסק|נקבע)(?:\\s+(?:לא\\s+(?:אחת|פעם)|בפסיקה|בעבר|זה\\s+מכבר))?${THAT}`,
  ),
  new RegExp(`^ה?כלל(?:\\s*(?:הוא|הנוהג|הינו|ידוע|גדול|הידוע|המושרש))+${THAT}`),
  new RegExp(`^ידועה\\s+ההלכה${THAT}`),
  /^(?:עוד\s+)?(?:[א-ת]+\s+){0,2}(?:את\s+)?(?:ידועה(?:\s+ומושרשת)?\s+)?ה(?:כלל|הלכה)\s*,?\s*ש?לפי[וה]\s*,?\s*/,
  new RegExp(
    `^(?:והרי\\s+|שהרי\\s+)?(?:ה?הלכה הפסוקה|ההלכה|ה?פסיקה|בית משפט זה|בית המשפט העליון|בית הדין הארצי)\\s+(?:כבר\\s+)?(?:(?:חזר|שב|חזרה|שבה)\\s+ו)?(?:קבע|פסק|עמד|הבהיר|הדגיש|ציינ?)ה?(?:\\s+לא\\s+(?:אחת|פעם))?(?:\\s+על כך)?${THAT}`,
  ),
  /^כפי ש(?:ציינתי|כתבתי|פסקתי|קבעתי)\s+ב[^"]{1,6}"[^"]{3,60}?,?\s*(?:כי\s*)?:?\s*(?=")/,
  /^כפי שנ(?:פסק|קבע)(?:\s+(?:לא אחת|לא פעם|בפסיקה|זה מכבר|ב[^,]{1,40}))?\s*,\s*/,
];
// An authority named at the end (`…, בהתאם להלכת ע"א 1/02`).
const AUTHORITY = /[,;]?\s*(?:בהתאם ל(?:הלכת|פסיקה ב)|כפי שנ(?:קבע|פסק) ב|ו?ראו |ו?ראה |ו?השוו ).*\d.*$/;
// The words of the test for a further appeal; whoever asks for it is meant.
const BEYOND_THE_SIDES =
  /חורג(?:ת|ים|ות)? מ(?:גדר )?ע?ני?ינ(?:ו|ה|ם)(?: ה[א-ת]+){0,2} של ה?(?:מבקשת?|מבקשים|צדדים|בעלי הדין)/g;
const STARTS_LEANING = /^(?:לא כל שכן|קל וחומר|אלא|גם|אף|הוא|היא|הם|הן|עד כה|אך|שכן)(?![א-ת])/;
// The same in the middle, after the condition to which the rule is tied (`לעניין העונש, הכלל הוא כי …`).
const ANNOUNCED_WITHIN = new RegExp(
  `,\\s*(?:ו?כידוע|ה?הלכה(?:\\s*(?:היא|פסוקה|הנוהגת|הפסוקה))+|ה?כלל(?:\\s*(?:הוא|הנוהג|הינו))+)(?:${THAT}|\\s*,\\s*)`,
);

const LEANS =
  /(?:^|[^א-ת])(?:כאמור|לעיל|הנ"ל|דלעיל|האמור|האמורה|האמורים|הללו|לפיכך|משכך|מכאן|זו|(?<!משפט |דין |מסוג )זה|אלה|אלו|כך|שם|ההלכה זו|לכך|בכך|מכך|זאת|להלן)(?![א-ת])|דברים ?אלה/;
// `סעיף 5 לחוק`: which law is known only from the text around it.
const UNNAMED_LAW =
  /(?:סעיף|סעיפים|תקנה|תקנות)\s[^,.;]{1,40}?\s[לבה](?:חוק|פקודה|תקנות)(?=\s*[,.;]|\s*$|\s+(?!ה[א-ת]{3}|יסוד|ל[א-ת]{3}|סדר|איסור|שוויון|חופש|בתי|מס|עבודת|פיצויי|שכר|הגנת))/;
const OF_THIS_CASE =
  /עיון ב|עיקר הבקשה|דין ה?בק?שה|דין בקשת|ה?טענה ה(?:ראשונה|שנייה|שניה|שלישית)|מדובר היה|הדברים אמנם|(?:קבע|מצא|סבר|דחה|קיבל) בית ה?(?:משפט|דין)|נדונה והוכרעה|^המדובר |הנידון|דידן|חוששני|דומני|נדמה|הבקשה (?:אינה|איננה|מגלה)|אין ה(?:יא|וא) מעל|(?:^|[^א-ת])(?:בקשתו|בקשתה|טענתו|טענתה|עניינו|עניינה)(?![א-ת])/;

const ABBREVIATION = /(?<=[א-ת])"(?=[א-ת](?![א-ת]))/g;
const SHORTEST = 5;
const LONGEST = 60;

/**
 * The rule alone: the quote without the words that announce it and without its brackets, never with other words than its own.
 * Null when it would need other words to stand by itself: it leans on what is around it (`כאמור`, `זו`, `סעיף 5 לחוק`), speaks of
 * this case, of a side or of another court. A person writes those.
 *
 * @example principleOf('הלכה היא כי שוכר אינו רשאי לעכב תשלום, אלא אם הוסכם אחרת') // 'שוכר אינו רשאי לעכב תשלום, אלא אם הוסכם אחרת.'
 */
export function principleOf(quote: string, parties: RegExp = /(?!)/g): string | null {
  const whole = unquoted(withoutBrackets(quote).replace(/\s+/g, ' ').trim());
  const { bare, announced } = withoutLeads(whole);
  const rule = unquoted(
    bare
      .replace(AUTHORITY, '')
      .replace(/\s+([,.;:])/g, '$1')
      .replace(/[\s.,;:(]+$/, '')
      .trim(),
  );
  const words = tight(rule).replace(BEYOND_THE_SIDES, 'חורגת');
  // After the words that announce law `המבקש` is whoever asks; without them it is the one who asked here.
  const named = announced ? withoutRolesInGeneral(words) : words;
  const length = rule.split(' ').length;
  const stands =
    length >= SHORTEST &&
    length <= LONGEST &&
    !/\.\.|…|[[\]]|\.\S|[.?!]\s|[()]|"\s*,?\s*"/.test(rule) &&
    (rule.replace(ABBREVIATION, '').match(/"/g)?.length ?? 0) % 2 === 0 &&
    ![LEANS, STARTS_LEANING, UNNAMED_LAW, OF_THIS_CASE].some((sign) => sign.test(rule)) &&
    ![FIRST_PERSON, THIS_CASE, ANOTHER_COURT, RECITES].some((sign) => sign.test(words)) &&
    !named.match(parties);
  return stands ? `${rule}.` : null;
}

function withoutLeads(text: string): { bare: string; announced: boolean } {
  let bare = text;
  let announced = false;
  for (let round = 0; round < 4; round++) {
    const before = bare;
    bare = bare.replace(CONNECTIVES, '').replace(/^[\s,;:]+/, '');
    for (const announcement of ANNOUNCEMENTS) {
      const rest = bare.replace(announcement, '').replace(/^[\s,;:]+/, '');
      announced ||= rest !== bare;
      bare = rest;
    }
    if (bare === before) break;
  }
  const rest = bare.replace(ANNOUNCED_WITHIN, ', ');
  return { bare: rest, announced: announced || rest !== bare };
}

/** Without the quotation marks around the whole. */
function unquoted(text: string): string {
  const inner = /^"([^"]+(?:(?<=[א-ת])"(?=[א-ת])[^"]*)*)"[.,]?$/.exec(text)?.[1];
  return inner ?? text;
}

function withoutBrackets(text: string): string {
  let depth = 0;
  let kept = '';
  for (const sign of text) {
    if (sign === '(') depth++;
    else if (sign === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) kept += sign;
  }
  return depth === 0 ? kept : text;
}
