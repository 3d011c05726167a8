import { tight } from '../sections/index.ts';
import { FIRST_PERSON, THIS_CASE } from './lexicon/index.ts';

// Openings that say "this is law" and not what the law is; taken off one after another.
const LEADS = [
  /^(?:אכן|ראשית|שנית|יתרה מכך|יתרה מכן|יתר על כן|ואולם|אולם|ברם|לכן|נחזור ונשנן|זאת ועוד|כאמור|עם זאת|בצד האמור|כך או כך|נציין|אזכיר|נזכיר|ודוק|יודגש|יוער)\s*[,:]?\s*(?:כי\s+)?/,
  /^(?:ו?ידוע\s+(?:הוא\s+)?כי)\s+/,
  /^(?:כידוע|בידוע|ככלל|כעיקרון|כעקרון|על דרך העיקרון)\s*,?\s*(?:כי\s+)?/,
  /^(?:הלכה|הילכה)(?:\s+(?:היא|פסוקה|ידועה|מושרשת|ותיקה))+(?:\s+(?:עמנו|מלפנינו))?\s*,?\s*(?:כי|ש(?=[א-ת]))\s*/,
  /^(?:כבר\s+)?(?:נפסק|נקבע)(?:\s+(?:לא\s+אחת|בפסיקה|בעבר|זה\s+מכבר))?\s*,?\s*(?:כי|ש(?=[א-ת]))\s*/,
  /^(?:ה)?כלל(?:\s+(?:הוא|הנוהג|הינו|ידוע|גדול))+\s*,?\s*(?:כי|ש(?=[א-ת]))\s*/,
  /^ידועה\s+ההלכה\s*,?\s*(?:כי|לפיה)\s*/,
];
const LEANS = /(?:^|[^א-ת])(?:כאמור|לעיל|הנ"ל|דלעיל|האמור|הללו|לפיכך|משכך|מכאן|זו|זה|אלה|אלו|כך|שם|ההלכה זו)(?![א-ת])/;

/**
 * The rule alone: the quote without the words that announce it and without its brackets. Null when the sentence leans on its
 * surroundings (`כאמור`, `זו`, a party), because then only a rewording would stand by itself.
 *
 * @example principleOf('הלכה היא כי שוכר אינו רשאי לעכב תשלום, אלא אם הוסכם אחרת') // 'שוכר אינו רשאי לעכב תשלום, אלא אם הוסכם אחרת.'
 */
export function principleOf(quote: string, parties: RegExp = /(?!)/g): string | null {
  let rule = withoutBrackets(quote).replace(/\s+/g, ' ').trim();
  for (let round = 0; round < 3; round++) {
    const before = rule;
    for (const lead of LEADS) rule = rule.replace(lead, '');
    if (rule === before) break;
  }
  rule = rule.replace(/\s+([,.;:])/g, '$1').replace(/[\s.,;:]+$/, '');
  const words = rule.split(' ').length;
  const broken = /\.\.|…|[[\]]|\.\S/.test(rule);
  const personal = FIRST_PERSON.test(tight(rule)) || /^(?:זאת|דומני|לא נעלם|לא נעלמה|נדמה)(?![א-ת])/.test(rule);
  const quotes = rule.match(/"/g)?.length ?? 0;
  const stands =
    !broken &&
    !personal &&
    words >= 5 &&
    words <= 60 &&
    !LEANS.test(rule) &&
    !THIS_CASE.test(tight(rule)) &&
    quotes % 2 === 0;
  return stands && !tight(rule).match(parties) ? `${rule}.` : null;
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
