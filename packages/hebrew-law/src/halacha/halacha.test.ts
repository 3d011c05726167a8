import { describe, expect, it } from 'vitest';
import { offsets } from '../text/index.ts';
import { findHalachot, RULES_ENGINE } from './index.ts';

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
    expect(RULES_ENGINE).toEqual({ name: 'rules', version: '6' });
  });

  it.each([
    ['procedural', 'ככלל, ערכאת הערעור אינה מתערבת בממצאי מהימנות, למעט במקרים חריגים.'],
    ['procedural', 'ככלל, זכות ערעור צריכה להיות קבועה בחוק.'],
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
