import { describe, expect, it } from 'vitest';
import { offsets } from '../text/index.ts';
import {
  explainHalachot,
  findHalachot,
  flagsOf,
  nearDuplicates,
  principleOf,
  RULES_ENGINE,
  verifyQuote,
} from './index.ts';

const RULE = 'הלכה היא כי שוכר אינו רשאי לעכב תשלום, אלא אם הוסכם אחרת';
const CITATION = '(ראו: ע"א 901/77 דגן נ\' שקד (1.2.1979))';
const quotes = (text: string): string[] => findHalachot(text).map(({ quote }) => quote);
const discussion = (sentence: string): string => `דיון והכרעה\n1. ${sentence}\n`;

describe('findHalachot', () => {
  it('does what its example says', () => {
    const text = 'דיון והכרעה\n1. הלכה היא כי שוכר אינו רשאי לעכב תשלום, אלא אם הוסכם אחרת.';
    expect(findHalachot(text)[0]?.role).toBe('holding');
  });

  it('proposes a restated rule without its citation, with role, authority and reasons', () => {
    const [halacha] = findHalachot(discussion(`${RULE} ${CITATION}.`));
    expect(halacha).toMatchObject({ quote: RULE, role: 'holding', restated: true, flags: [] });
    expect(halacha?.authority).toContain('ע"א 901/77');
    expect(halacha?.principle).toBe('שוכר אינו רשאי לעכב תשלום, אלא אם הוסכם אחרת.');
    expect(halacha?.reasons.find(({ feature }) => feature === 'settledLaw')?.evidence).toContain('הלכה היא');
    expect(RULES_ENGINE).toEqual({ name: 'rules', version: '5' });
  });

  it.each([
    ['procedural', 'ככלל, ערכאת הערעור אינה מתערבת בממצאי מהימנות, למעט במקרים חריגים.'],
    ['procedural', 'נטל ההוכחה כי פרעון נעשה מוטל על הטוען לו.'],
    ['interpretive', 'יש לפרש את המונח "מחסן" שבסעיף 8 לחוק הדגן באופן מצמצם, לאור תכלית החקיקה.'],
    ['holding', 'כלל ידוע הוא כי על המעסיק לשמוע את העובד בטרם פיטוריו.'],
    ['obiter', 'למעלה מן הצורך אעיר, כי ככלל אין לחייב ערב בהיעדר כתב ערבות, אלא אם התחייב במפורש.'],
  ])('tells the role %s', (role, sentence) => {
    expect(findHalachot(discussion(sentence)).map((halacha) => halacha.role)).toEqual([role]);
  });

  it('calls a rule new when the court lays it down without leaning on a precedent', () => {
    const [halacha] = findHalachot(discussion('מעתה אמור, מקום ששוכר מסר הודעה בכתב, יש למנות את התקופה מיום ההודעה.'));
    expect(halacha?.restated).toBe(false);
  });

  it.each([
    [true, 'what is cited for', `${RULE} ${CITATION}.`],
    [true, 'what is stated in general words', 'מעסיק שלא מסר לעובד תלוש שכר חייב לשאת בתוצאות העמימות שנוצרה.'],
    [
      false,
      'what the judge holds in his own name',
      'לטעמי, הכלל הראוי הוא כי בית משפט רשאי לחייב את מי שיצר עמימות, אלא אם נהג בתום לב.',
    ],
    [false, 'what the court lays down', 'אנו קובעים כי רשות חייבת לנמק סירוב בכתב, אלא אם הנימוק גלוי לעין.'],
  ])('says whether a rule is restated (%s): %s', (restated, _, sentence) => {
    expect(findHalachot(discussion(sentence)).map((halacha) => halacha.restated)).toEqual([restated]);
  });

  it('takes the meaning of a provision for interpretation also where it speaks of intervention', () => {
    const sentence = 'תכליתו של סעיף 8 לחוק הדגן היא לצמצם את התערבות הרשות בחוזים שבין מגדלים לבין סוחרים.';
    expect(findHalachot(discussion(sentence)).map((halacha) => halacha.role)).toEqual(['interpretive']);
  });

  it.each([
    ['a party’s claim', `טענות הצדדים\n1. לטענת המערער, ${RULE}.\n`],
    ['a party’s claim inside the discussion', discussion(`המערערת טוענת כי ${RULE}.`)],
    ['facts', discussion('המערער שכר את החנות ביום 3.4.2011 ושילם 5,000 ש"ח.')],
    ['an outcome', discussion('אשר על כן הערעור נדחה והמערער יישא בהוצאות המשיבה.')],
    ['a bare reference', discussion(`ראו ע"א 901/77 דגן נ' שקד, פסקה 4 לפסק הדין (1.2.1979).`)],
    [
      'the wording of a law',
      discussion('סעיף 5 לחוק הדגן קובע כי "מחזיק בדגן חייב לשמור עליו אלא אם ניתן לו פטור בכתב מאת הממונה".'),
    ],
    ['an open question', discussion('השאלה היא האם שוכר רשאי לעכב תשלום אלא אם הוסכם אחרת?')],
  ])('leaves out %s', (_, text) => expect(quotes(text)).toEqual([]));

  it.each([
    ['a duty of a class of people', 'מעסיק שלא מסר לעובד תלוש שכר חייב לשאת בתוצאות העמימות שנוצרה.'],
    ['a condition', 'מקום שבו הדייר השביח את המושכר ברשות, זכאי הוא לשיפוי על השבח.'],
    ['a bare noun and how the law treats it', 'שתיקה ממושכת אינה מהווה הסכמה לשינוי תנאי השכירות.'],
    ['an impersonal modal', 'אין להתנות רישיון בתשלום שאין לו עיגון בדין ואינו קשור למטרת הרישוי.'],
    ['a burden', 'הנטל להראות כי הודעה נמסרה במועד רובץ על מי שטוען לכך.'],
    ['a consideration after a short clause', 'לאחר שנמסרה הודעה, ביטול הזמנה טעון הסכמה בכתב של שני הצדדים לה.'],
  ])('sees a rule that nothing announces: %s', (_, sentence) =>
    expect(quotes(discussion(sentence))).toEqual([sentence]),
  );

  it.each([
    ['the case in hand', 'הבקשה שלפניי אינה מעלה טענה כלשהי אשר מצדיקה היתר לשוב ולדון בגובה דמי השכירות.'],
    ['a conclusion about it', 'במצב דברים זה אין מקום לדיון נוסף בטענת הקיזוז.'],
    ['a sentence that leans on a claim', 'טענה זו אינה חורגת מגדרן של נסיבות השכירות ואינה מצדיקה דיון.'],
    ['what a law contains', 'סעיף 12 לחוק הדגן, התשנ"ט-1999 עוסק בחובותיו של מחזיק ומטיל עליו חובת דיווח.'],
    ['a hope', 'יש לקוות כי השוכר והמשכיר ישכילו ליישב את המחלוקת ביניהם.'],
    ['a ban on publication', 'אסור לפרסם שמות או פרטים מזהים של בעלי הדין.'],
    ['a probation report', 'בתסקיר שירות המבחן לפיו גדל הסיכון יש משום תמיכה בעמדתה של המשיבה.'],
  ])('does not take for a rule %s', (_, sentence) => expect(quotes(discussion(sentence))).toEqual([]));

  it('asks more of a sentence that nothing announces where the decision is long', () => {
    const argued = 'שתיקה ממושכת של שוכר אינה מלמדת על ויתור על זכותו.';
    const story = 'המושכר עמד ריק לאורך כל אותו חורף. '.repeat(400);
    expect(quotes(discussion(argued))).toEqual([argued]);
    expect(quotes(discussion(`${argued} ${story}`))).toEqual([]);
    expect(quotes(discussion(`${RULE}. ${story}`))).toEqual([`${RULE}.`]);
  });

  it('does not take what a lower court is quoted to have said', () => {
    const text =
      'הטענה נדחתה על ידי בית המשפט המחוזי, ובלשון המקור: "הטענה בדבר האיחור מקוממת בנסיבות. אין לזקוף לחובת משכיר איחור שגרם לו השוכר".';
    expect(quotes(discussion(text))).toEqual([]);
  });

  it('begins the quote where the words of the earlier decision begin', () => {
    const words = 'שוכר אינו רשאי לעכב תשלום בשל ליקוי של מה בכך, אלא אם נמסרה הודעה מראש';
    const [halacha] = findHalachot(discussion(`כפי שנפסק בע"א 901/77 דגן נ' שקד כי: "${words}".`));
    expect(halacha?.quote).toMatch(/^שוכר אינו רשאי/);
    expect(halacha?.flags).toContain('inside-quotation');
  });

  it('ends a rule at its citation when the sentence goes on to the case', () => {
    const text = discussion(`${RULE} ${CITATION}, ולא מצאתי כי עניינו של המבקש שונה מאלה.`);
    expect(quotes(text)).toEqual([RULE]);
  });

  it('takes an answer to a claim for the court’s own after its first word', () => {
    const text =
      '1. לאחר שעיינתי בבקשה, דינה להידחות. 2. המבקש טוען כי הודעה לא נמסרה לו. הטענה נטענה גם בערכאה הקודמת. ' +
      'ברי, כי במסגרת בקשת רשות ערעור אין מקום להתערב בקביעה עובדתית, אלא אם נפל בה פגם היורד לשורש.';
    expect(quotes(text).join()).toContain('אין מקום להתערב בקביעה עובדתית');
  });

  it('begins the reasoning also where the court turns with ברם', () => {
    const text =
      '1. בקשת רשות ערעור על פסק דין של בית המשפט המחוזי. 2. בין היתר נטען כי העונש חמור מדי. נטען עוד כי המבקש חולה. ' +
      '3. ברם, לאחר העיון אין בידי להיעתר לבקשה. רשות לערעור נוסף נשקלת רק במקרים חריגים, שבהם מתעוררת שאלה משפטית חשובה.';
    expect(quotes(text).join()).toContain('רשות לערעור נוסף נשקלת רק במקרים חריגים');
  });

  it('keeps a rule apart from its exception in the next sentence', () => {
    const rule = 'ככלל, אין מעניקים רשות ערעור בשל פער בין העונשים.';
    const exception = 'עם זאת, בנסיבות חריגות עשויה להימצא הצדקה לבחינה נוספת של העונש בידי ערכאה שלישית.';
    expect(quotes(discussion(`${rule} ${exception}`))).toEqual([rule, exception]);
  });

  it('does not take for a rule a law quoted item by item, a topic that was often discussed, or the lower court’s weighing', () => {
    for (const sentence of [
      'סעיף 8 לחוק הדגן קובע כי: (א) מחזיק רשאי לאחסן דגן ובלבד שקיבל היתר בכתב; (ב) לא יאחסן מחזיק דגן אלא במחסן.',
      'נושא תקינותם של מאזני הדגן נדון פעמים רבות בפני בית משפט זה ואף נסקר בהרחבה בספרות.',
      'השאלה מתי יש לראות במחסן מקום סגור התעוררה במספר פרשות, אם כי לא הוכרעה.',
    ])
      expect(quotes(discussion(sentence))).toEqual([]);
  });

  it('leaves a citation in square brackets out of the quote and calls it the authority', () => {
    const [halacha] = findHalachot(discussion(`${RULE} [ראו: ע"א 901/77 דגן נ' שקד (1.2.1979) בפסקה 4].`));
    expect(halacha).toMatchObject({ quote: RULE, restated: true });
    expect(halacha?.authority).toContain('ע"א 901/77');
  });

  it('weighs what a sentence says, not an aside on the case in its brackets', () => {
    const text = discussion('מן האמור עולה כי אין פסול בהתניית רישיון (ובענייננו לא הותנה) בערבות, אף אם החשש רחוק.');
    expect(quotes(text)).toHaveLength(1);
  });

  it('leaves out the law that a lower court is told to have followed, when a heading opens the reasoning after it', () => {
    const below =
      'ביום 3.4.2031 דחה בית המשפט המחוזי את העתירה. על פי ההלכה הפסוקה, בית המשפט אינו מחליף את שיקול דעתה של רשות בשיקול דעתו.';
    const own = 'ככלל, רשות רישוי רשאית לשקול את צורכי החניה בסביבה גם כשהבקשה עומדת בתקן.';
    expect(quotes(`1. ${below}\n\nדיון והכרעה\n2. ${own}\n`)).toEqual([own]);
  });

  it.each([
    ['the negated future', 'הסכמה שניתנה על סמך מצג שווא לא תעמוד לרועץ לבעל דין שהוטעה.'],
    ['the impersonal plural', 'עסקה שנערכה בין קרובי משפחה, אין בודקים את סבירות תמורתה אלא לפי ראיות השוק.'],
    ['a duty told by a pronoun', 'ועדה הדנה בהיתר שימוש חורג, עליה לבחון את השפעתו על זכויות השכנים ועל אופי הרחוב.'],
    ['the second clause', 'דברים שהוחלפו בין בעלי דין במהלך גישור חסויים, ואין לעשות בהם שימוש כראיה בהליך.'],
    [
      'how the law treats a thing',
      'הודעה ששלחה נציגות הבית המשותף דינה כדין הודעה שנמסרה בידי כל אחד מבעלי הזכויות בו.',
    ],
  ])('sees a rule by its form: %s', (_, sentence) => expect(quotes(discussion(sentence))).toEqual([sentence]));

  it('does not take the words `יש לה` or `ישלמו` for a duty, nor `אלא שהמבחן` for an exception', () => {
    for (const sentence of [
      'מגרש פינתי יש לו שווי אחר, ומגרשים סמוכים ישלמו אגרה אחת לפי החישוב שהוצג בדיון.',
      'אלא שהניסיון מלמד דבר אחר לגמרי על אודות הרגליהם של קונים ומוכרים בשוק הזה.',
    ])
      expect(quotes(discussion(sentence))).toEqual([]);
  });

  it('joins no two sentences into a passage', () => {
    const long = (tail: string): string =>
      `ככלל, שוכר חייב להודיע על ליקוי במושכר ${'ועל כל נזק שנגרם ממנו '.repeat(20)}${tail}.`;
    expect(quotes(discussion(`${long('מיד')} חובה זו ${long('בכתב')}`))).toHaveLength(2);
  });

  it('keeps a rule whole when only another condition follows its citation', () => {
    const text = discussion(`${RULE} ${CITATION}; או כאשר המשכיר ויתר על התשלום.`);
    expect(quotes(text)[0]).toMatch(/המשכיר ויתר/);
  });

  it('takes what the next sentence adopts from the lower court', () => {
    const text = discussion('בית המשפט המחוזי קבע כי יש להעדיף את לשון החוזה על פני נסיבותיו. קביעה זו מקובלת עליי.');
    expect(quotes(text)).toEqual(['בית המשפט המחוזי קבע כי יש להעדיף את לשון החוזה על פני נסיבותיו.']);
  });

  it('leaves out what only the minority holds, and keeps what the majority holds', () => {
    const opinion = (judge: string, rule: string): string =>
      `השופט ${judge}:\n\n1. דין הערעור להתקבל. הלכה היא כי ${rule}.\n\n`;
    const majority = 'שוכר רשאי לעכב תשלום בשל ליקוי של ממש';
    const minority = 'שוכר אינו רשאי לעכב תשלום בשום מקרה';
    const end = "הוחלט כאמור בפסק דינו של השופט ר' שקד, כנגד דעתו החולקת של השופט ט' אילן.\nניתן היום, 5.3.2031.";
    const found = quotes(`${opinion("ר' שקד", majority)}${opinion("ט' אילן", minority)}${end}`);
    expect(found.join()).toContain(majority);
    expect(found.join()).not.toContain(minority);
  });

  it('joins a sentence that only continues the rule before it', () => {
    const text = discussion('ככלל, שוכר חייב להודיע על ליקוי במושכר. חובה זו חלה הן על דירה והן על מחסן.');
    expect(quotes(text)).toHaveLength(1);
  });

  it('copies every quote from the stored text at its code points, whatever the signs', () => {
    const text = `𝒜\u200f \ud800 ${discussion(`${RULE.replace('שוכר', 'שׂוֹכֵר')} ${CITATION}.`)}`;
    const found = findHalachot(text);
    expect(found).toHaveLength(1);
    for (const { quote, span, flags } of found) {
      expect(offsets(text).slice(span)).toBe(quote);
      expect(flags).not.toContain('quote-not-verbatim');
    }
  });

  it('finds the words where line ends were lost between them', () => {
    expect(quotes(discussion('הלכההיא כי אין להתערב בשיקולדעתה של הרשות, אלאאם חרגה ממתחםהסבירות.'))).toHaveLength(1);
  });

  it('answers with nothing on empty and foreign text, and within seconds on one line of ten megabytes', () => {
    expect(findHalachot('')).toEqual([]);
    expect(findHalachot('The appeal is dismissed. It is settled law that silence is no consent.')).toEqual([]);
    const started = process.cpuUsage();
    findHalachot('הלכה היא כי '.repeat(900_000));
    findHalachot(`𝒜 ${RULE}. `.repeat(5_000));
    findHalachot('נאמר (ראו "כי '.repeat(100_000));
    // CPU time, so that a busy machine does not fail it; measured 3 s for the two texts.
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(12);
  });
});

describe('explainHalachot', () => {
  it('does what its example says', () => {
    const text = 'דיון והכרעה\n1. השוכר עזב את הדירה בחודש מרץ בלי להודיע.\n2. הלכה היא כי שוכר אינו רשאי לעכב תשלום.';
    expect(explainHalachot(text).map(({ taken }) => taken)).toEqual([false, true]);
  });

  it('takes exactly what is proposed, with the points that the signs add up to', () => {
    const text = discussion(`${RULE} ${CITATION}. חובה זו חלה על כל שוכר. המערער שכר את החנות ביום 3.4.2029 ולא שילם.`);
    const explained = explainHalachot(text);
    const proposed = findHalachot(text);
    for (const { span, taken, score, needed, reasons } of explained) {
      expect(taken).toBe(proposed.some((halacha) => halacha.span.start <= span.start && halacha.span.end >= span.end));
      expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBe(score);
      if (score >= needed) expect(taken).toBe(true);
    }
    expect(explained.some(({ taken }) => taken)).toBe(true);
    expect(explained.some(({ taken }) => !taken)).toBe(true);
  });

  it('asks for more points in a long decision, and says who speaks where', () => {
    const story = 'המושכר עמד ריק לאורך כל אותו חורף. '.repeat(400);
    const rule = `ככלל, שתיקה ממושכת של שוכר אינה מלמדת על ויתור על זכותו.`;
    const needed = (text: string) => explainHalachot(text).find(({ quote }) => quote.startsWith('ככלל'))?.needed ?? 0;
    expect(needed(discussion(`${rule} ${story}`))).toBeGreaterThan(needed(discussion(rule)));
    const below = 'בית המשפט המחוזי קבע כי יש להעדיף את לשון החוזה על פני נסיבותיו.';
    expect(explainHalachot(discussion(below))[0]).toMatchObject({ section: 'discussion', voice: 'lower-court' });
  });

  it('answers with nothing on empty and foreign text', () => {
    expect(explainHalachot('')).toEqual([]);
    expect(explainHalachot('The appeal is dismissed.')).toEqual([]);
  });
});

describe('principleOf', () => {
  it.each([
    ['הלכההיא, כי שוכר אינו רשאי לעכב תשלום', 'שוכר אינו רשאי לעכב תשלום.'],
    ['יתר על כן, כידוע, שוכר אינו רשאי לעכב תשלום בפני בית משפט זה', 'שוכר אינו רשאי לעכב תשלום בפני בית משפט זה.'],
    ['עוד אציין, כי אין להתנות רישיון בתשלום ללא עיגון בדין', 'אין להתנות רישיון בתשלום ללא עיגון בדין.'],
    ['לעניין הערובה, הכלל הוא כי שיעורה נקבע לפי היקף ההליך', 'לעניין הערובה, שיעורה נקבע לפי היקף ההליך.'],
    ['כפי שנפסק לא אחת, הליך פסלות אינו אכסניה לטענות ערעוריות', 'הליך פסלות אינו אכסניה לטענות ערעוריות.'],
    ['"שתיקה ממושכת לבדה אינה מלמדת על ויתור"', 'שתיקה ממושכת לבדה אינה מלמדת על ויתור.'],
    [
      'הלכה היא כי רשות ערעור ב"גלגול שלישי" תינתן כאשר נגרם למבקש עיוות דין',
      'רשות ערעור ב"גלגול שלישי" תינתן כאשר נגרם למבקש עיוות דין.',
    ],
    [
      'אין מעניקים רשות ערעור בשאלת העונש בלבד, בהתאם להלכת רע"א 171/29 אלמוג נ\' דקל',
      'אין מעניקים רשות ערעור בשאלת העונש בלבד.',
    ],
  ])('%s', (quote, principle) => expect(principleOf(quote, /ה?מבקש/g)).toBe(principle));

  it.each([
    ['this case', 'כידוע, אין מקום להתערב במקרה דנן בשיקול הדעת'],
    ['a side', 'ככלל חייב המבקש להודיע על הליקוי בכתב'],
    ['a law known only from the text around it', 'כידוע, לפי סעיף 7 לחוק, חייב מחזיק לדווח על כל שינוי במצבה'],
    ['another court', 'כידוע, בית המשפט המחוזי רשאי היה להעדיף עדות אחת'],
    ['two sentences', 'כידוע, שוכר חייב להודיע על ליקוי. המשכיר חייב לתקן אותו בזמן סביר'],
    ['an omission', 'כידוע, שוכר חייב להודיע ... ולא לעכב תשלום בשום מקרה'],
    ['what a law contains', 'כידוע, סעיף 12 לחוק הדגן, התשנ"ט-1999 עוסק בחובותיו של מחזיק'],
    ['a scrap', 'כידוע, אין להתערב'],
    ['half a quotation', 'כידוע, שוכר חייב להודיע על "ליקוי של ממש בדירה'],
  ])('is left to a person: %s', (_, quote) => expect(principleOf(quote, /ה?מבקש/g)).toBeNull());

  it('has no word that its quote does not have, in the same order', () => {
    const rules = [RULE, `יתר על כן, ${RULE}`, `לעניין זה, הכלל הוא כי שוכר ${CITATION} אינו רשאי לעכב תשלום`];
    for (const quote of rules) {
      const words = quote.split(/[^א-ת]+/).filter(Boolean);
      const principle =
        principleOf(quote)
          ?.split(/[^א-ת]+/)
          .filter(Boolean) ?? [];
      expect(principle.length).toBeGreaterThan(3);
      let at = 0;
      for (const word of principle) at = words.indexOf(word, at) + 1 || Number.NaN;
      expect(at).toBeGreaterThan(0);
    }
  });

  it('gives nothing for a sentence that leans on its surroundings', () => {
    expect(principleOf('הלכה זו חלה גם על שוכר שעיכב תשלום כאמור')).toBeNull();
  });
});

describe('validators', () => {
  const halacha = findHalachot(discussion(`${RULE}.`))[0];
  const text = discussion(`${RULE}.`);
  const proposed = halacha ?? {
    span: { start: 0, end: 1 },
    quote: '',
    reasons: [],
    role: 'holding' as const,
    principle: null,
  };

  it('see a quote that is not at its place, or cut in a word', () => {
    expect(verifyQuote(text, proposed.quote, proposed.span)).toEqual({ verbatim: true, cutInWord: false });
    const moved = { start: proposed.span.start + 1, end: proposed.span.end + 1 };
    expect(flagsOf(text, { ...proposed, span: moved })).toEqual(
      expect.arrayContaining(['quote-not-verbatim', 'cut-in-word']),
    );
    expect(verifyQuote(text, 'x', { start: 5, end: 999 }).verbatim).toBe(false);
  });

  it('flag what speaks for a party, stands outside the reasoning or stays open, and drop nothing', () => {
    const reason = (feature: 'partyVoice' | 'outsideReasoning' | 'undecided' | 'quotedPrecedent') => ({
      feature,
      points: 0,
      hebrew: '',
      evidence: null,
    });
    const reasons = [reason('partyVoice'), reason('outsideReasoning'), reason('undecided'), reason('quotedPrecedent')];
    expect(flagsOf(text, { ...proposed, reasons, role: 'application' })).toEqual([
      'outside-reasoning',
      'inside-quotation',
      'party-claim',
      'facts-only',
      'undecided',
    ]);
  });

  it.each([
    ['dissent', 'outside-reasoning'],
    ['lowerCourtVoice', 'outside-reasoning'],
    ['statuteText', 'inside-quotation'],
    ['thin', 'thin'],
    ['question', 'undecided'],
  ] as const)('flag %s as %s', (feature, flag) => {
    const reasons = [{ feature, points: 0, hebrew: '', evidence: null }];
    expect(flagsOf(text, { ...proposed, reasons })).toEqual([flag]);
    expect(flagsOf(text, { ...proposed, reasons: [] })).toEqual([]);
  });

  it('flag a scrap as thin whatever its signs', () => {
    const start = text.indexOf('אלא אם');
    const scrap = {
      span: { start, end: start + 6 },
      quote: 'אלא אם',
      reasons: [],
      role: 'holding' as const,
      principle: null,
    };
    expect(flagsOf(text, scrap)).toEqual(['thin']);
  });

  it('refuse a place outside the text, and see a cut at either end alone', () => {
    expect(verifyQuote('שוכר חייב', '', { start: 3, end: 3 }).verbatim).toBe(false);
    expect(verifyQuote('שוכר חייב', '', { start: 4, end: 3 }).verbatim).toBe(false);
    expect(verifyQuote('שוכר חייב', 'חייב', { start: 5, end: 10 }).verbatim).toBe(false);
    expect(verifyQuote('שוכר חייב', 'שוכר', { start: -5, end: 4 }).verbatim).toBe(false);
    expect(verifyQuote('שוכר חייב', 'שוכר', { start: 0, end: 4 })).toEqual({ verbatim: true, cutInWord: false });
    expect(verifyQuote('שוכר חייב', 'שוכר ח', { start: 0, end: 6 })).toEqual({ verbatim: true, cutInWord: true });
    expect(verifyQuote('שוכר חייב', 'כר חייב', { start: 2, end: 9 })).toEqual({ verbatim: true, cutInWord: true });
    expect(verifyQuote('𝒜 שוכר', 'שוכר', { start: 2, end: 6 })).toEqual({ verbatim: true, cutInWord: false });
  });

  it('see a repeated rule also when it stands within a longer one, and far apart', () => {
    const longer = `${RULE}, ובלבד שהודיע על כך למשכיר בכתב בתוך שבוע מיום שנודע לו על הליקוי ולא תיקן אותו בעצמו`;
    const others = Array.from({ length: 50 }, (_, i) => ({
      quote: `כלל ${i} עוסק בעניין ${i * 7} ובדבר ${i * 11}`,
      flags: [],
    }));
    const marked = nearDuplicates([{ quote: longer, flags: [] }, ...others, { quote: RULE, flags: [] }]);
    expect(marked.at(-1)?.flags).toEqual(['near-duplicate']);
    expect(marked.slice(0, -1).every(({ flags }) => flags.length === 0)).toBe(true);
  });

  it('mark the second of two near-identical rules', () => {
    const twice = nearDuplicates([
      { quote: RULE, flags: [] },
      { quote: `אכן, ${RULE}`, flags: [] },
      { quote: 'מוכר חייב לגלות מום נסתר שידע עליו בעת המכירה', flags: [] },
    ]);
    expect(twice.map(({ flags }) => flags)).toEqual([[], ['near-duplicate'], []]);
  });
});
