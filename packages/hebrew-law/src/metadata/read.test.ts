import { describe, expect, it } from 'vitest';
import { offsets } from '../text/index.ts';
import type { DecisionMetadata } from './index.ts';
import { readMetadata } from './index.ts';

interface Row {
  layout: string;
  text: string;
  kind?: string | null;
  court?: string | null;
  level?: string | null;
  dockets?: string[];
  date?: string | null;
  judges?: string[];
  applicants?: string[];
  respondents?: string[];
  outcome?: string | null;
}

// Names and dockets are invented; the layouts are those of the courts.
const ROWS: Row[] = [
  {
    layout: 'the Supreme Court in one line, two judges, joined files',
    text: 'החלטה בתיק רע"פ 101/23 בבית המשפט העליון רע"פ 101/23 רע"פ 102/23 לפני: כבוד המשנה לנשיאה א\' אלמוג כבוד השופט ב\' ברושי המבקש ברע"פ 101/23: דן דולב המבקשת ברע"פ 102/23: גילה גפן נגד המשיבה: מדינת ישראל בקשה למתן רשות לערער על מה שפסק בית המשפט המחוזי בחיפה ביום 5.2.2023 בעפ"ג 2094-01-22, בהרכב השופטים: ז\' זוהר וט\' טללים תאריך הישיבה: א\' בתמוז התשפ"ג (20.6.2023) בשם המבקש: עו"ד רות רימון פסק דין המשנה לנשיאה א\' אלמוג: 1. בית המשפט המחוזי דחה את הערעור. 2. סוף דבר, הבקשות נדחות. ניתן היום, ‏ג\' בתמוז התשפ"ג (‏22.6.2023). ש ו פ ט ש ו פ ט',
    kind: 'פסק דין',
    court: 'בית המשפט העליון',
    level: 'supreme',
    dockets: ['רע"פ 101/23', 'רע"פ 102/23'],
    date: '2023-06-22',
    judges: ["א' אלמוג", "ב' ברושי"],
    applicants: ['דן דולב', 'גילה גפן'],
    respondents: ['מדינת ישראל'],
    outcome: 'dismissed',
  },
  {
    layout: 'a petition with numbered parties on lines of their own',
    text: 'בבית המשפט העליון בשבתו כבית משפט גבוה לצדק\n\nבג"ץ 7001/22\n\nלפני:\n\nכבוד השופטת ח\' חרמון\n\nכבוד השופט י\' ירדן\n\nהעותרים:\n\n1. אורן אשל\n\n2. עמותת "ענף"\n\nנ ג ד\n\nהמשיבים:\n\n1. שר הפנים\n\n2. הוועדה המחוזית לתכנון ובנייה צפון\n\nעתירה למתן צו על תנאי\n\nבשם העותרים: עו"ד נעה נבון\n\nפסק-דין\n\nהשופטת ח\' חרמון:\n\nבהמלצתנו חזרו בהם העותרים. העתירה נמחקת ללא צו להוצאות.\n\nניתן היום, כ"ה באדר ב\' התשפ"ב (28.3.2022).\n',
    kind: 'פסק דין',
    court: 'בית המשפט העליון',
    dockets: ['בג"ץ 7001/22'],
    date: '2022-03-28',
    judges: ["ח' חרמון", "י' ירדן"],
    applicants: ['אורן אשל', 'עמותת "ענף"'],
    respondents: ['שר הפנים', 'הוועדה המחוזית לתכנון ובנייה צפון'],
    outcome: 'struck',
  },
  {
    layout: "a copy of a decision from the courts' daily feed",
    text: 'בית המשפט המחוזי בתל אביב -יפו ת"א 4321-05-24 ברוש ואח\' נ\' אלון שיווק בע"מ לפני כב\' השופטת בכירה לילך לביא העתק החלטת בית משפט מיום י"ב טבת תשפ"ו 01 ינואר 2026 לאור ההסכמה התביעה נדחית ללא צו להוצאות. הדיון הקבוע ליום 5.5.26 מבוטל. \\*\\*\\*\\* בכל מקרה, הנוסח המחייב הוא זה שבהחלטה החתומה על ידי השופט - -',
    kind: 'החלטה',
    court: 'בית המשפט המחוזי בתל אביב-יפו',
    level: 'district',
    dockets: ['ת"א 4321-05-24'],
    date: '2026-01-01',
    judges: ['לילך לביא'],
    applicants: ['ברוש'],
    respondents: ['אלון שיווק בע"מ'],
    outcome: 'dismissed',
  },
  {
    layout: "a magistrate's court with labels, colons and counsel",
    text: 'בית משפט השלום בהרצליה\nת"א 11223-02-19\n\nלפני כבוד השופט גדי גלבוע\n\nהתובעים:\n1. תמר תבור\n2. שגיא תבור (נמחק)\n\nנגד\n\nהנתבעים:\n1. עו"ד הדס הראל\n2. עיריית רמת נועם\n\nבשם התובעים: בעצמם\n\nפסק-דין (חלקי)\n\nרקע\nלפניי תביעה לפיצויים. התביעה מתקבלת בחלקה. הנתבעת 2 תשלם לתובעים 500 ₪.\n\nניתן היום, י"ב טבת תשפ"ו, 01 ינואר 2026, בהעדר הצדדים.',
    kind: 'פסק דין חלקי',
    court: 'בית משפט השלום בהרצלייה',
    level: 'magistrate',
    dockets: ['ת"א 11223-02-19'],
    date: '2026-01-01',
    judges: ['גדי גלבוע'],
    applicants: ['תמר תבור', 'שגיא תבור'],
    respondents: ['עו"ד הדס הראל', 'עיריית רמת נועם'],
    outcome: 'partly',
  },
  {
    layout: 'the regional labour court with public representatives',
    text: 'בית דין אזורי לעבודה בחיפה סע"ש 55667-03-17\n\n27 ינואר 2019\n\nלפני:\n\nכב\' השופטת דליה איתן\nנציג ציבור (עובדים) מר ניצן פרח\nנציגת ציבור (מעסיקים) גב\' כלנית שדה\n\nהתובעת\nסמדר רביב\nע"י ב"כ: עו"ד גלעד גן ואח\'\n\n-\n\nהנתבעת\nפרחי הכרמל בע"מ\nע"י ב"כ: עו"ד דורון\n\nפסק דין\n\nלפנינו תביעתה של התובעת. התביעה נדחית.',
    kind: 'פסק דין',
    court: 'בית הדין האזורי לעבודה בחיפה',
    level: 'labour-regional',
    dockets: ['סע"ש 55667-03-17'],
    date: '2019-01-27',
    judges: ['דליה איתן'],
    applicants: ['סמדר רביב'],
    respondents: ['פרחי הכרמל בע"מ'],
    outcome: 'dismissed',
  },
  {
    layout: 'the National Labour Court, names before their roles',
    text: 'בבית הדין הארצי לעבודה ע"ע 30303-01-21\n\nניתנה ביום 9 נובמבר 2021\n\n1. ארז יער\n2. לוטן יער\nהמערערים\n\n-\n1. נירית ים\n2. עופר ים\nהמשיבים\n\nבשם המערערים – עו"ד זהר אגם\n\nהחלטה\n\nהרשמת מיטל ערבה\n\nלפני בקשת המשיבים. הבקשה מתקבלת.',
    kind: 'החלטה',
    court: 'בית הדין הארצי לעבודה',
    level: 'labour-national',
    dockets: ['ע"ע 30303-01-21'],
    date: '2021-11-09',
    judges: ['מיטל ערבה'],
    applicants: ['ארז יער', 'לוטן יער'],
    respondents: ['נירית ים', 'עופר ים'],
    outcome: 'granted',
  },
  {
    layout: 'a criminal file with role words without colons',
    text: 'בית משפט השלום בתל אביב - יפו ת"פ 7070-12-15\n\nלפני כבוד השופט שי שקד\n\nבעניין:\n\nהמאשימה מדינת ישראל\n\nנגד\n\nהנאשם חנן מגן\n\nב"כ המאשימה: עו"ד אמיתי אלון, תביעות תל אביב\n\nה כ ר ע ת ד י ן\n\nאני מורה על זיכויו של הנאשם.',
    kind: 'הכרעת דין',
    court: 'בית משפט השלום בתל אביב-יפו',
    dockets: ['ת"פ 7070-12-15'],
    date: null,
    judges: ['שי שקד'],
    applicants: ['מדינת ישראל'],
    respondents: ['חנן מגן'],
    outcome: 'other',
  },
  {
    layout: 'an appeals committee with chair and members',
    text: 'מדינת ישראל\nועדת ערר מחוזית לתכנון ובניה מחוז תל אביב\n\nערר מס\': 1085/0520\n\nהעוררים: זבולון נחל ואח\' – עו"ד אסיף קמה\n\n- נגד -\n\nהמשיבים: 1) הועדה המקומית לתכנון ובניה – גבעת רון\n\nתאריך הישיבה: יום חמישי, 21/06/16\n\nהרכב ועדת ערר: יו"ר, עו"ד ליבי תדהר\nגב\' צופית מור, אדריכלית\n\nהחלטה\n\nבפנינו ערר על החלטת המשיבה. הערר נדחה.\n\nההחלטה ניתנה ביום 7.7.2016',
    kind: 'החלטה',
    court: 'ועדת ערר מחוזית לתכנון ובניה מחוז תל אביב',
    level: 'committee',
    date: '2016-07-07',
    judges: ['ליבי תדהר', 'צופית מור'],
    applicants: ['זבולון נחל'],
    outcome: 'dismissed',
  },
  {
    layout: 'a body without any heading',
    text: 'השופטת ע\' עירית\n \n1.  המערער הורשע בבית המשפט המחוזי בחיפה (ת"פ 3344/04). ראו ע"פ 55/01 פלוני נ\' מדינת ישראל.\n\nאשר על כן, דינו של הערעור להידחות.',
    kind: null,
    court: null,
    level: null,
    dockets: [],
    date: null,
    judges: ["ע' עירית"],
    applicants: [],
    respondents: [],
    outcome: 'dismissed',
  },
  {
    layout: 'words stuck together',
    text: 'בבית המשפט העליוןרע"פ 301/00 בפני: כבודהשופט ז\' זמירי המבקש: מרדכייונה נגד המשיבה: מדינת ישראל בקשתרשות ערעור החלטה הבקשה נדחית. ניתנההיום, ט"ז בשבט תש"ס(23.1.00). ש ו פ ט',
    dockets: ['רע"פ 301/00'],
    court: 'בית המשפט העליון',
    judges: ["ז' זמירי"],
    applicants: ['מרדכייונה'],
    date: '2000-01-23',
    outcome: 'dismissed',
  },
  { layout: 'the empty text', text: '', kind: null, court: null, dockets: [], date: null, judges: [], outcome: null },
  {
    layout: 'a Latin text',
    text: 'In the Supreme Court of nowhere, CrimA 12/34, before Judge Doe. Dismissed on 1.2.2020.',
    kind: null,
    court: null,
    dockets: [],
    date: null,
    judges: [],
    outcome: null,
  },
];

const values = (fields: { value: string }[]): string[] => fields.map((f) => f.value);

describe('readMetadata', () => {
  for (const { layout, text, ...wanted } of ROWS) {
    it(`reads ${layout}`, () => {
      const read = readMetadata(text);
      const got: Record<string, unknown> = {
        kind: read.kind?.value ?? null,
        court: read.court?.value ?? null,
        level: read.courtLevel?.value ?? null,
        dockets: values(read.dockets),
        date: read.date?.value ?? null,
        judges: values(read.judges),
        applicants: values(read.applicants),
        respondents: values(read.respondents),
        outcome: read.outcome?.value ?? null,
      };
      for (const [field, value] of Object.entries(wanted)) expect({ [field]: got[field] }).toEqual({ [field]: value });
    });
  }
});

const places = (read: DecisionMetadata) =>
  [read.judges, read.applicants, read.respondents].flat().map(({ value, span }) => ({ value, span }));

describe('the place of a value', () => {
  it('is in code points of the text as it was given, whatever signs the text has', () => {
    const text = `\u200f𝒜 ${ROWS[0]?.text.replaceAll("'", '׳')}`.replace('𝒜 ', '');
    const stored = `\u200f${text}`;
    const read = readMetadata(stored);
    const at = offsets(stored);
    expect(places(read).length).toBe(5);
    for (const { value, span } of places(read))
      expect(at.slice(span ?? { start: 0, end: 0 }).replaceAll('׳', "'")).toBe(value);
  });
});

describe('a decision that quotes another', () => {
  const quoted = ROWS[0]?.text ?? '';
  const outer = `בבית המשפט העליון ע"פ 900/24 לפני: כבוד השופט פ' פלד המערער: מני מרום נגד המשיבה: מדינת ישראל פסק דין 1. וכך נפסק: "${quoted}" 2. הערעור מתקבל. ניתן היום, 1.7.2024. ש ו פ ט`;
  it('keeps its own docket, panel, date and outcome', () => {
    const read = readMetadata(outer);
    expect(values(read.dockets)).toEqual(['ע"פ 900/24']);
    expect(values(read.judges)).toEqual(["פ' פלד"]);
    expect(values(read.applicants)).toEqual(['מני מרום']);
    expect(read.date?.value).toBe('2024-07-01');
    expect(read.outcome?.value).toBe('granted');
  });
  it('has no date and no outcome of its own while only its first half is there', () => {
    const read = readMetadata(outer.slice(0, 150));
    expect(read.date).toBeNull();
    expect(read.outcome).toBeNull();
    expect(values(read.dockets)).toEqual(['ע"פ 900/24']);
  });
});

it('reads several decisions of one file', () => {
  const one = (docket: string, judge: string) =>
    `בית משפט השלום בעכו ${docket} לפני כב' השופטת ${judge} העתק החלטת בית משפט מיום 02 ינואר 2026 התביעה נמחקת.`;
  const read = readMetadata(
    `${one('ת"א 10-01-25', 'רונית רז')}\n\n# 0a1b2c3d.docx\n\n${one('ת"א 11-01-25', 'סיון סלע')}`,
  );
  expect(values(read.dockets)).toEqual(['ת"א 10-01-25', 'ת"א 11-01-25']);
  expect(values(read.judges)).toEqual(['רונית רז', 'סיון סלע']);
});

describe('the panel', () => {
  const decision = (body: string) =>
    readMetadata(
      `בבית המשפט העליון ע"א 77/21 לפני: כבוד הנשיאה א' אורן כבוד השופט ב' סבין כבוד השופטת ג' רובינשטיין-דוד המערערת: חברת הענף בע"מ נגד המשיב: דן דרור בשם המערערת: עו"ד טל תומר; עו"ד גל גנן פסק דין ${body} ניתן היום, 3.2.2022.`,
    );
  it('keeps "בין" inside a surname and the order of the heading', () => {
    expect(values(decision("השופט ב' סבין: 1. הערעור נדחה.").judges)).toEqual([
      "א' אורן",
      "ב' סבין",
      "ג' רובינשטיין-דוד",
    ]);
  });
  it('says who wrote, who concurred and who dissented, where the text does', () => {
    const { judges } = decision(
      "השופט ב' סבין: 1. הערעור נדחה. ש ו פ ט הנשיאה א' אורן: אני מסכימה. ה נ ש י א ה הוחלט כאמור בפסק דינו של השופט ב' סבין, כנגד דעתה החולקת של השופטת ג' רובינשטיין-דוד.",
    );
    expect(judges.map((j) => j.role)).toEqual(['concurred', 'wrote', 'dissented']);
  });
  it('leaves the advocates to counsel', () => {
    expect(values(decision('הערעור נדחה.').counsel)).toEqual(['טל תומר', 'גל גנן']);
  });
});

describe('marks of confidentiality', () => {
  const marks = (heading: string, body: string) =>
    values(
      readMetadata(`בית המשפט לענייני משפחה בחיפה תמ"ש 8-01-20 לפני כבוד השופטת רז אור ${heading} פסק דין ${body}`)
        .privacy,
    );
  it('are found in parties without names', () => {
    expect(marks("המבקשת: פלונית נגד המשיב: א' ב'", 'הבקשה נדחית.')).toEqual(['masked']);
  });
  it.each<[string, string[]]>([
    ['בדלתיים סגורות.', ['closed-doors']],
    ['איסור פרסום.', ['publication-ban']],
    ['אין לפרסם את השמות.', ['publication-ban']],
    ['ניתן לפרסם במתכונת זו.', ['publication-allowed']],
    ['שמות הצדדים שונו.', ['masked']],
    ['תיק חסוי', ['classified']],
    ['הוא פרסם.', []],
  ])('%j is %j, and surer in the last words than in the middle', (words, expected) => {
    const confidences = [words, words + ' מלל'.repeat(600)].map((body) => {
      const { privacy } = readMetadata(
        `בית המשפט לענייני משפחה בחיפה תמ"ש 8-01-20 לפני כבוד השופטת רז אור המבקש: דן דרור נגד המשיב: רם רז פסק דין ${body}`,
      );
      expect(values(privacy)).toEqual(expected);
      return privacy[0]?.confidence;
    });
    if (expected.length > 0) expect(confidences).toEqual([0.9, 0.5]);
  });
  it.each(['א.ב.', 'אלמוני (קטין)', 'פלונית'])('are found in the applicant %s', (applicant) => {
    expect(marks(`המבקש: ${applicant} נגד המשיב: רם רז`, 'הבקשה נדחית.')).toEqual(['masked']);
  });
  it('are found in words about publication', () => {
    expect(
      marks('המבקש: דן דרור נגד המשיב: רם רז', 'הדיון התקיים בדלתיים סגורות. מותר לפרסום בהשמטת פרטים מזהים.'),
    ).toEqual(['closed-doors', 'publication-allowed']);
  });
});

describe('the outcome', () => {
  const outcome = (body: string) =>
    readMetadata(
      `בבית המשפט העליון רע"א 5/21 לפני: כבוד השופט א' אורן המבקש: דן דרור נגד המשיב: רם רז החלטה 1. ${body} ניתנה היום, 3.2.2022.`,
    ).outcome?.value ?? null;
  const rows: [string, string | null][] = [
    ['בית המשפט המחוזי דחה את הערעור. סוף דבר, הבקשה מתקבלת.', 'granted'],
    ['אין בידי איפוא להיעתר לבקשה.', 'dismissed'],
    ['הבקשה נדחית. עיכוב הביצוע שעליו הוריתי – מבוטל.', 'dismissed'],
    ['הערעור מתקבל בחלקו.', 'partly'],
    ['דין הבקשה להימחק.', 'struck'],
    ['פסק הדין מבוטל והתיק יוחזר לבית המשפט המחוזי לדיון מחדש.', 'remanded'],
    ['החלטנו לקבל את הבקשה ולדון בה כערעור.', null],
    ['הבקשה הוגשה באיחור ועל כן היא נדחית.', 'dismissed'],
    ['המבקש טוען כי יש לקבל את הבקשה.', null],
    ['החלטנו לדון בבקשה כאילו הוגש ערעור ולקבל את הערעור.', 'granted'],
    ['כמבוקש תידחה תחילת ריצויו של העונש עד יום 3.4.2022.', 'granted'],
    ['מועד התייצבותו של המבקש לריצוי עונשו יידחה ליום 3.4.2022.', 'granted'],
    ['הבקשה תתקבל, והרישום יתוקן ויימחק מהמרשם.', 'granted'],
    ['עיכוב ביצוע עונש המאסר שעליו הוריתי – יבוטל.', null],
    ['גזר הדין יבוטל והעניין יחזור לבית המשפט המחוזי.', 'remanded'],
    ['יש לקבל את הערעור. אם דעתי הייתה נשמעת, הערעור היה נדחה.', 'granted'],
    [
      "השופט ב' שקד: אציע לקבל את הערעור. השופטת ג' תמר: לדעתי דין הערעור להידחות. הוחלט כאמור בפסק דינו של השופט ב' שקד כנגד דעתה החולקת של השופטת ג' תמר.",
      'granted',
    ],
    [
      "השופטת ג' תמר: אציע לקבל את הערעור. סגן הנשיא ב' שקד: לדעתי דין הערעור להידחות. הוחלט כאמור בפסק דינה של השופטת ג' תמר כנגד דעתו החולקת של סגן הנשיא ב' שקד.",
      'granted',
    ],
  ];
  for (const [body, wanted] of rows) it(`of "${body}" is ${wanted}`, () => expect(outcome(body)).toBe(wanted));
});

it('prefers the civil date beside a Hebrew one and trusts it less when they name different days', () => {
  const given = (dates: string) =>
    readMetadata(`בבית המשפט העליון ע"פ 5/21 לפני: כבוד השופט א' אורן החלטה הבקשה נדחית. ניתנה היום, ${dates}.`).date;
  const [same, other] = [given('א\' בכסלו התשע"ז (1.12.2016)'), given('א\' בכסלו התשע"ז (1.12.2017)')];
  expect(same?.value).toBe('2016-12-01');
  expect(other?.value).toBe('2017-12-01');
  expect(other?.confidence).toBeLessThan(same?.confidence ?? 0);
  expect(given('י"ב טבת תשפ"ו')?.value).toBe('2026-01-01');
});
