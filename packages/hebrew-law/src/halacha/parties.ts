const SIDES = '(?:מבקש|מערער|משיב|עותר)(?:ת|ים|ות|ו|יה)?';
const FIRST_INSTANCE = '(?:תובע|נתבע|נאשם|מאשימ|עורר)(?:ת|ים|ות|ה)?';

/**
 * How this decision names its own sides, with the definite article. In an appeal `הנאשם` and `התובע` are people in general;
 * where no appeal side is named they are the sides.
 */
export function partiesOf(text: string): RegExp {
  const appeal = text.match(/ה(?:מבקש|מערער|עותר)/g)?.length ?? 0;
  return new RegExp(`(?:ה|ל|ש?ה|של ה)(?:${appeal >= 3 ? SIDES : `${SIDES}|${FIRST_INSTANCE}`})`, 'g');
}
