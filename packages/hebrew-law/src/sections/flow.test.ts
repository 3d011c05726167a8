import { describe, expect, it } from 'vitest';
import { normalise } from '../text/index.ts';
import { splitSentences } from '../text/sentences.ts';
import { speak } from './index.ts';

// How the part and the voice pass from sentence to sentence. All decisions are invented.

/** A line a sentence: `kind voice [speaker]`. */
function flow(text: string): string[] {
  const normalised = normalise(text);
  return speak(normalised, splitSentences(normalised.text)).map(({ kind, voice, speaker }) =>
    [kind, voice, ...(speaker === null ? [] : [speaker])].join(' '),
  );
}

const PADDING = 'השוכר פינה את החנות. '.repeat(12).trim();

describe('a first sentence', () => {
  it.each([
    ['with a caption is the header', "לפני: כבוד השופטת ד' לביא. השוכר פינה.", 'header court'],
    ['with a lawyer too', 'המבקש בעצמו; בשם המשיבה: עו"ד תמר גל.', 'header court'],
    ['without one is unknown', 'השוכר פינה את החנות.', 'unknown court'],
    ['that is a heading of its own is no caption', 'רקע: הדיון בבית המשפט המחוזי\nהשוכר פינה.', 'background court'],
  ])('%s', (_, text, first) => {
    expect(flow(text)[0]).toBe(first);
  });

  it('only the first: a caption further on changes nothing', () => {
    expect(flow('השוכר פינה את החנות.\nבשם המשיבה: עו"ד תמר גל.')).toEqual(['unknown court', 'unknown court']);
  });
});

describe('headings', () => {
  it.each([
    [
      'what follows a heading stays under it, whatever it says',
      'טענות הצדדים\n1. השוכר פינה את החנות.\n\n2. עוד פינה את המחסן.',
      ['arguments party', 'arguments party', 'arguments party'],
    ],
    [
      'a verdict’s title after the header is no lower court',
      "לפני: כבוד השופטת ד' לביא\nהכרעת דין\n1. לנאשם יוחסה גניבה.",
      ['header court', 'background court', 'background court'],
    ],
    [
      'the same words inside the reasoning are a heading of the lower court’s',
      'דיון והכרעה\n1. השוכר פינה.\nהכרעת דין\n2. החנות נסגרה.',
      ['discussion court', 'discussion court', 'lower-court lower-court', 'lower-court lower-court'],
    ],
    [
      'claims that a heading inside the reasoning names by their side are arguments',
      'דיון והכרעה\n1. השוכר פינה.\nטענות המערער\n2. החנות נסגרה.',
      ['discussion court', 'discussion court', 'arguments party', 'arguments party'],
    ],
    [
      'a background heading after reasoning that no heading opened is the background',
      '1. לאחר שעיינתי בבקשה, דינה להידחות.\nרקע\n2. החנות נסגרה.',
      ['discussion court', 'background court', 'background court'],
    ],
    [
      'a heading of the matter itself goes on with the part before it',
      'רקע\n1. השוכר פינה.\nהחנות שבשוק\n2. החנות נסגרה.',
      ['background court', 'background court', 'background court', 'background court'],
    ],
    [
      'a heading of the matter itself ends the claims, and what comes behind may be claims again',
      'טענות הצדדים\n1. החנות נסגרה.\nדמי ההבראה\n2. לטענת המבקש, שילם.',
      ['arguments party', 'arguments party', 'unknown court', 'arguments party'],
    ],
    [
      'under a heading of claims also the court’s own words',
      'דיון והכרעה\n1. השוכר פינה.\nטענות המערער\n2. טענה זו אינה מקובלת.',
      ['discussion court', 'discussion court', 'arguments party', 'arguments court'],
    ],
    [
      'claims without a name are arguments before the reasoning',
      'רקע\n1. השוכר פינה.\nהטענות\n2. החנות נסגרה.',
      ['background court', 'background court', 'arguments party', 'arguments party'],
    ],
    [
      'an answer to the court is one inside the reasoning, too',
      'דיון והכרעה\n1. השוכר פינה.\nהתגובה\n2. החנות נסגרה.',
      ['discussion court', 'discussion court', 'arguments party', 'arguments party'],
    ],
    [
      'the background may come behind the claims',
      'טענות הצדדים\n1. השוכר פינה.\nרקע\n2. החנות נסגרה.',
      ['arguments party', 'arguments party', 'background court', 'background court'],
    ],
    [
      'a heading that a lost line end glued to its first sentence counts',
      'דיון והכרעה השוכר פינה את החנות.',
      ['discussion court'],
    ],
  ])('%s', (_, text, expected) => {
    expect(flow(text)).toEqual(expected);
  });
});

describe('without headings', () => {
  it.each([
    ['a party’s words are arguments', 'השוכר פינה. המבקש טוען כי שילם.', ['unknown court', 'arguments party']],
    ['and go on within the paragraph', 'המבקש טוען כי שילם. הקבלה אבדה.', ['arguments party', 'arguments party']],
    [
      'a new paragraph that names nobody may be the court’s',
      '1. המבקש טוען כי שילם.\n\n2. הקבלה אבדה.',
      ['arguments party', 'unknown court'],
    ],
    [
      'a lower court’s words are its part',
      '1. השוכר פינה.\n\n2. בית המשפט המחוזי קבע כי החוזה הופר. החנות נסגרה.',
      ['unknown court', 'lower-court lower-court', 'lower-court lower-court'],
    ],
    [
      'and end with the paragraph',
      '1. השוכר פינה.\n\n2. בית המשפט המחוזי קבע כי החוזה הופר.\n\n3. החנות נסגרה.',
      ['unknown court', 'lower-court lower-court', 'unknown court'],
    ],
    [
      'what a lower court held is told among the arguments as theirs',
      '1. המבקש טוען כי שילם. בית המשפט המחוזי קבע כי החוזה הופר.',
      ['arguments party', 'arguments party'],
    ],
    [
      'after the header comes the story',
      "לפני: כבוד השופטת ד' לביא.\n\n1. השוכר פינה את החנות.",
      ['header court', 'background court'],
    ],
    [
      'a first word of the court’s own opens the reasoning',
      '1. השוכר פינה.\n\n2. לאחר שעיינתי בבקשה, דינה להידחות.\n\n3. החנות נסגרה.',
      ['unknown court', 'discussion court', 'discussion court'],
    ],
    [
      'but not in the claims, before any reasoning',
      '1. המבקש טוען כי שילם. טענה זו אינה מקובלת.',
      ['arguments party', 'arguments court'],
    ],
    [
      'nor the words of a party who tells what it considered',
      '1. החנות נסגרה.\n\n2. לאחר ששקל את הדברים המבקש טוען כי שילם.',
      ['unknown court', 'arguments party'],
    ],
    ['the law too', '1. השוכר פינה.\n\n2. כידוע, חוזה יש לקיים.', ['unknown court', 'discussion court']],
    [
      'the reasoning turns to a party’s claims and back',
      `1. דין הבקשה להידחות.\n\n2. לטענת המבקש, שילם.\n\n3. אין בידי לקבל את הטענה.\n\n4. ${PADDING}`,
      ['discussion court', 'arguments party', 'discussion court', ...Array(12).fill('discussion court')],
    ],
    [
      'back also within the paragraph, by a word of the court’s own',
      `1. דין הבקשה להידחות.\n\n2. לטענת המבקש, שילם. טענה זו אינה מקובלת.\n\n4. ${PADDING}`,
      ['discussion court', 'arguments party', 'discussion court', ...Array(12).fill('discussion court')],
    ],
    [
      'what the reasoning says of a lower court and of a claim lasts one sentence',
      '1. דין הבקשה להידחות. בית המשפט המחוזי קבע כי החוזה הופר. החנות נסגרה. לטענת המבקש, שילם. הקבלה אבדה.',
      ['discussion court', 'discussion lower-court', 'discussion court', 'discussion party', 'discussion court'],
    ],
    [
      'but not in a paragraph without a number',
      `1. דין הבקשה להידחות.\n\nלטענת המבקש, שילם.\n\n4. ${PADDING}`,
      ['discussion court', 'discussion party', ...Array(12).fill('discussion court')],
    ],
    [
      'nor under a heading',
      `דיון והכרעה\n1. דין הבקשה להידחות.\n\n2. לטענת המבקש, שילם.\n\n4. ${PADDING}`,
      ['discussion court', 'discussion court', 'discussion party', ...Array(12).fill('discussion court')],
    ],
    [
      'nor near the end',
      `1. דין הבקשה להידחות. ${PADDING}\n\n2. לטענת המבקש, שילם.`,
      ['discussion court', ...Array(12).fill('discussion court'), 'discussion party'],
    ],
  ])('%s', (_, text, expected) => {
    expect(flow(text)).toEqual(expected);
  });
});

describe('the end', () => {
  it.each([
    [
      'the ruling follows the reasoning in the second half',
      `1. דין הבקשה להידחות. ${PADDING} סוף דבר, הבקשה נדחית.`,
      'ruling court',
    ],
    [
      'in the first half the same words are reasoning',
      `1. דין הבקשה להידחות. סוף דבר, הבקשה נדחית. ${PADDING}`,
      'discussion court',
    ],
    ['without reasoning there is no ruling', `${PADDING} סוף דבר, נחתם חוזה.`, 'unknown court'],
    ['closing words are the signature', `1. דין הבקשה להידחות. ${PADDING}\nניתנה היום, 10.7.2031.`, 'signature court'],
    [
      'and what comes behind them too',
      `1. דין הבקשה להידחות. ${PADDING}\nניתנה היום, 10.7.2031.\nהשוכר פינה.`,
      'signature court',
    ],
  ])('%s', (_, text, last) => {
    expect(flow(text).at(text.includes(`להידחות. סוף`) ? 1 : -1)).toBe(last);
  });

  it('what a party said stands behind the signature, too', () => {
    const text = `1. דין הבקשה להידחות. ${PADDING}\nניתנה היום, 10.7.2031.\n2. לטענת המבקש, שילם. הקבלה אבדה.`;
    expect(flow(text).slice(-2)).toEqual(['signature party', 'signature party']);
  });

  it('a claim that the ruling tells lasts one sentence', () => {
    const text = `1. דין הבקשה להידחות. ${PADDING} סוף דבר, הבקשה נדחית. לטענת המבקש, שילם. הקבלה אבדה.`;
    expect(flow(text).slice(-2)).toEqual(['ruling party', 'ruling court']);
  });

  it('closing words in the first third are no signature', () => {
    expect(flow(`ניתנה היום, 10.7.2031.\n\n1. ${PADDING}`)).not.toContain('signature court');
  });
});

describe('where a heading says that the reasoning begins', () => {
  const lawBefore = (heading: string) =>
    flow(
      `1. השוכר פינה.\n\n2. בית המשפט המחוזי קבע כי החוזה הופר. כידוע, חוזה יש לקיים.\n\n${heading}3. החנות נסגרה.`,
    )[2];

  it('words of law before it are those of whom the text reports', () => {
    expect(lawBefore('דיון והכרעה\n')).toBe('lower-court lower-court');
  });

  it('they are the court’s where no heading comes', () => {
    expect(lawBefore('')).toBe('discussion court');
    expect(lawBefore('הדין החל\n')).toBe('discussion court');
  });

  it.each(['דיון', 'הכרעה', 'ההכרעה', 'הכרעתנו', 'דיון ומסקנות'])('%s', (heading) => {
    expect(flow(`1. השוכר פינה.\n\n2. כידוע, חוזה יש לקיים.\n\n${heading}\n\n3. החנות נסגרה.`)[1]).toBe(
      'unknown court',
    );
  });

  it('a stand of the court’s own before it is the court’s', () => {
    expect(flow('1. המבקש טוען כי שילם. טענה זו אינה מקובלת.\n\nדיון והכרעה\n3. החנות נסגרה.')[1]).toBe(
      'arguments court',
    );
  });

  it('also behind an early name of the judge', () => {
    const text = '1. בית המשפט המחוזי קבע כי החוזה הופר. כידוע, חוזה יש לקיים.\n\nדיון\n\n3.';
    expect(flow(`השוכר פינה.\n\nהשופטת ד' לביא:\n${text} ${PADDING}`)[3]).toBe("lower-court lower-court ד' לביא");
  });

  it('not where it stands at the very end, or in a later judge’s opinion', () => {
    expect(flow(`1. כידוע, חוזה יש לקיים. ${PADDING}\n\nדיון\n\n3. נסגר.`)[0]).toBe('discussion court');
    expect(
      flow(`1. כידוע, חוזה יש לקיים. ${PADDING}\n\nהשופט ר' שקד:\n\n2. אני מסכים.\n\nדיון\n\n3. ${PADDING}`)[0],
    ).toBe('discussion court');
  });
});

describe('opinions', () => {
  it('the first judge’s begins with the story, a later one’s with reasoning', () => {
    expect(flow("השופטת ד' לביא:\n1. השוכר פינה.\n\nהשופט ר' שקד:\n2. החנות נסגרה.")).toEqual([
      "unknown court ד' לביא",
      "unknown court ד' לביא",
      "discussion court ר' שקד",
      "discussion court ר' שקד",
    ]);
  });

  it('a first judge named after reasoning goes on with it', () => {
    expect(flow("1. דין הבקשה להידחות.\n\nהשופטת ד' לביא:\n2. החנות נסגרה.")).toEqual([
      'discussion court',
      "discussion court ד' לביא",
      "discussion court ד' לביא",
    ]);
  });

  it('a first judge named after the ruling begins to reason', () => {
    const text = `1. דין הבקשה להידחות. ${PADDING} סוף דבר, הבקשה נדחית.\n\nהשופטת ד' לביא:\n2. החנות נסגרה.`;
    expect(flow(text).at(-1)).toBe("discussion court ד' לביא");
  });

  it('what a later judge tells of claims is reasoning', () => {
    const first = `השופטת ד' לביא: 1. דין הערעור להידחות. ${PADDING}`;
    const text = `${first} ש ו פ ט ת השופט ר' שקד: 2. נסגרה.\n\n3. לטענת המבקש, שילם.\n\n4. ${PADDING} ${PADDING}`;
    expect(flow(text)).toContain("discussion party ר' שקד");
  });

  it('a judge who writes behind a signature is read', () => {
    const text = `השופטת ד' לביא: 1. דין הערעור להידחות. ${PADDING} ש ו פ ט ת השופט ר' שקד: 2. ${PADDING}`;
    expect(flow(text).slice(-12)).toEqual(Array(12).fill("discussion court ר' שקד"));
  });
});
