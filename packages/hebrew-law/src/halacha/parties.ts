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
 * How this decision names its own sides, with the definite article. In an appeal `הנאשם` and `התובע` are people in general;
 * where no appeal side is named they are the sides.
 */
export function partiesOf(text: string): RegExp {
  const appeal = text.match(/ה(?:מבקש|מערער|עותר)/g)?.length ?? 0;
  return new RegExp(`(?:ה|ל|ש?ה|של ה)(?:${appeal >= 3 ? SIDES : `${SIDES}|${FIRST_INSTANCE}`})`, 'g');
}
