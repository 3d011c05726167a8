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
  const within = words.includes('חורג') ? words.replace(BEYOND, '$1') : words;
  return within.includes('גרמ') || within.includes('גרם') ? within.replace(SUFFERED, '$1') : within;
}

const ROLE = '(?:ה?מבקש|ה?מערער|ה?עותר|ה?משיב|ה?צדדים|ה?מקרה ?ה)[א-ת]{0,7}';
const BEYOND = new RegExp(
  `(חורג(?:ת|ים|ות)?) ?מ[א-ת]{2,8} ?(?:[א-ת]{3,12} )?(?:של ?${ROLE}|[א-ת]{3,12} של ?${ROLE})`,
  'g',
);
const SUFFERED = /((?:נגרמ?|נגרם|שנגרם|ייגרם|יגרם)(?:ה|ו)?) ?ל(?:מבקש|מערער|עותר)[א-ת]{0,2}/g;

/**
 * How this decision names its own sides, with the definite article. In an appeal `הנאשם` and `התובע` are people in general;
 * where no appeal side is named they are the sides.
 */
export function partiesOf(text: string): RegExp {
  const appeal = text.match(/ה(?:מבקש|מערער|עותר)/g)?.length ?? 0;
  return new RegExp(`(?:ה|ל|ש?ה|של ה)(?:${appeal >= 3 ? SIDES : `${SIDES}|${FIRST_INSTANCE}`})`, 'g');
}
