const SIDES = '(?:מבקש|מערער|משיב|עותר)(?:ת|ים|ות|ו|יה)?';
const FIRST_INSTANCE = '(?:תובע|נתבע|נאשם|מאשימ|עורר)(?:ת|ים|ות|ה)?';

/**
 * The roles of a trial are also people in general (`הנטל להביא ראיה רובץ על הנאשם`): in a sentence whose subject is nobody of
 * this case (`genericOpening`), the role in the singular, when the sentence does not begin with it, names no side.
 */
export function withoutRolesInGeneral(words: string): string {
  return `${words.slice(0, OPENING)}${words.slice(OPENING).replace(ROLE_IN_GENERAL, ' ')}`;
}

const OPENING = 25;
const ROLE_IN_GENERAL = /(?<![א-ת])(?:[בלמו]?ה|[לב])(?:נאשם|תובע|נתבע|מערער|מבקש)(?![א-ת])/g;

/**
 * The test for a further appeal speaks of parties in general (`שאלה החורגת מעניינו של המבקש`, `חשש כי נגרם למבקש עיוות דין`),
 * whoever they are.
 */
export function withoutRolesInTest(words: string): string {
  const beyond = words.includes('חורג') ? words.replace(BEYOND, '$1') : words;
  const within = beyond.includes('צדק') ? beyond.replace(JUSTICE, '$1') : beyond;
  const severity = within.includes('עונש') ? within.replace(SEVERITY, '$1') : within;
  return severity.includes('גרמ') || severity.includes('גרם') ? severity.replace(SUFFERED, '$1') : severity;
}

const ROLE = '(?:ה?מבקש|ה?מערער|ה?עותר|ה?משיב|ה?צדדים|ה?מקרה ?ה)[א-ת]{0,7}';
const BEYOND = new RegExp(
  `(חורג(?:ת|ים|ות)?) ?מ[א-ת]{2,8} ?(?:[א-ת]{3,12} )?(?:של ?${ROLE}|[א-ת]{3,12} של ?${ROLE})`,
  'g',
);
// `או אם ישנם שיקולי צדק ייחודיים בעניינו של המבקש`: the other half of the test.
const JUSTICE =
  /((?:אם|כאשר|במקרים) ?(?:ש?(?:ישנם|קיימים|מתקיימים|מתעוררים) ?)?שיקולי ?צדק ?(?:ייחודיים|מיוחדים|חריגים)?) ?בעניינ(?:ו|ה|ם) ?של ?ה(?:מבקש|מערער|נאשם)[א-ת]{0,2}/g;
// `מקרים שבהם העונש שהושת על המבקש סוטה …`: the test for an appeal on the sentence.
const SEVERITY =
  /((?:מקרים|נסיבות|מצבים) ?(?:ש?בהם|ש?בהן|כאשר|אשר) ?ה?עונש ש(?:הושת|הוטל|נגזר|נפסק)) ?(?:על ?ה(?:מבקש|מערער|נאשם)[א-ת]{0,2}|עליו|עליה) ?(?=סוטה|סטה|חורג|חרג|סוטים)/g;
const SUFFERED = /((?:נגרמ?|נגרם|שנגרם|ייגרם|יגרם)(?:ה|ו)?) ?ל(?:מבקש|מערער|עותר)[א-ת]{0,2}/g;

/**
 * How this decision names its own sides, with the definite article, and the people and things that it has given a name of
 * their own (`(להלן: החברה)`): who speaks of them speaks of this case. In an appeal `הנאשם` and `התובע` are people in general;
 * where no appeal side is named they are the sides.
 */
export function partiesOf(text: string): RegExp {
  const appeal = text.match(/ה(?:מבקש|מערער|עותר)/g)?.length ?? 0;
  const sides = `(?:ה|ל|ש?ה|של ה)(?:${appeal >= 3 ? SIDES : `${SIDES}|${FIRST_INSTANCE}`})`;
  const named = namesGiven(text);
  return new RegExp(
    named.length === 0 ? sides : `${sides}|(?<![א-ת])[ושכמב]{0,2}[הבל](?:${named.join('|')})(?![א-ת])`,
    'g',
  );
}

const MOST_NAMES = 16;
const NAMED = /\([^()]{0,40}?להלן(?: גם)? ?[:-] ?["']?ה([א-ת]{4,14})["']? ?[,.;)]/g;
// What rules are about is named too: a law, a public body, an office.
const GENERAL_NAME =
  /^(?:חוק|פקודה|תקנ|כללים|הלכה|אמנה|נוהל|הנחי|הצעה|תיקון|תוספת|ו?ועדה|מפקד|ממונה|מדינה|רשות|מועצה|שר|משרד|משטרה|נציב|רשם|מוסד|מבחן|מחוקק|הסדר|עבירה|עונש|סעיף|תכנית|תוכנית|צו$|מונח|סמכות)/;

function namesGiven(text: string): string[] {
  const names = new Set<string>();
  for (const [, name] of text.matchAll(NAMED)) {
    if (name !== undefined && names.size < MOST_NAMES && !GENERAL_NAME.test(name)) names.add(name);
  }
  return [...names];
}
