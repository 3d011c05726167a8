/**
 * The rules engine in one table: what counts for and against a sentence being a rule of law, in points. A sentence with at
 * least `THRESHOLD` points is proposed. The points were set by hand (a sure cue alone passes, structure needs two or three
 * signs together, one party's name cancels a structure sign) and checked on annotated decisions; nothing is learned.
 */
export const WEIGHTS = {
  // for
  settledLaw: { points: 3, hebrew: 'ביטוי של הלכה קיימת' },
  principle: { points: 1.5, hebrew: 'לשון של עיקרון או כלל' },
  newRule: { points: 2.5, hebrew: 'בית המשפט קובע כלל' },
  exception: { points: 1.25, hebrew: 'כלל וחריג לצדו' },
  norm: { points: 1, hebrew: 'לשון של חובה, רשות או תנאי' },
  courtAsActor: { points: 0.75, hebrew: 'מופנה לבתי המשפט או לבעלי דין בכלל' },
  meaning: { points: 1.25, hebrew: 'פירוש של הוראה או מושג' },
  lawNamed: { points: 0.75, hebrew: 'מפנה להוראת חוק' },
  citationFollows: { points: 1.5, hebrew: 'אחריו אסמכתא' },
  quotedPrecedent: { points: 1, hebrew: 'ציטוט מפסיקה שבית המשפט מאמץ' },
  adopted: { points: 2, hebrew: 'המשפט הבא מאמץ את הדברים' },
  onlyStandard: { points: 3, hebrew: 'אמת המידה נאמרת רק תוך החלתה' },
  genericSubject: { points: 1, hebrew: 'פותח בנושא או בתנאי כללי' },
  general: { points: 0.75, hebrew: 'אין בו דבר מן המקרה הנדון' },
  statesHow: { points: 0.75, hebrew: 'קובע כיצד הדין נוהג' },
  legalTerms: { points: 0.5, hebrew: 'עשיר במונחים משפטיים' },
  opensParagraph: { points: 0.25, hebrew: 'פותח סעיף' },
  reasoning: { points: 0.5, hebrew: 'בתוך הדיון' },
  // against
  partyNamed: { points: -0.75, hebrew: 'מזכיר צד להליך' },
  partiesThroughout: { points: -1.25, hebrew: 'עוסק כולו בצדדים להליך' },
  thisCase: { points: -2.25, hebrew: 'מוסב על המקרה הנדון' },
  factDetail: { points: -1, hebrew: 'פרטי עובדה: תאריך, סכום, משך' },
  narrative: { points: -1.25, hebrew: 'סיפור המעשה בלשון עבר' },
  firstPerson: { points: -1, hebrew: 'מסקנת השופט במקרה זה' },
  disposition: { points: -4, hebrew: 'תוצאה או הוראה אופרטיבית' },
  reasonGiven: { points: 2.5, hebrew: 'התוצאה מנומקת בכלל' },
  question: { points: -2.5, hebrew: 'שאלה' },
  undecided: { points: -2.5, hebrew: 'הושאר בצריך עיון' },
  citationOnly: { points: -5, hebrew: 'הפניה בלבד' },
  statuteText: { points: -3, hebrew: 'נוסח של הוראת חוק' },
  recital: { points: -2, hebrew: 'מוסר מה כתוב בחוק' },
  pointsBack: { points: -1, hebrew: 'נסמך על מה שלפניו' },
  brief: { points: -0.5, hebrew: 'קצר ואיש אינו מכריז עליו ככלל' },
  thin: { points: -2, hebrew: 'קצר מכדי לשאת כלל' },
  outsideReasoning: { points: -3, hebrew: 'מחוץ להנמקת בית המשפט' },
  partyVoice: { points: -5, hebrew: 'טענה של צד' },
  lowerCourtVoice: { points: -2.5, hebrew: 'דברי הערכאה הקודמת' },
} as const satisfies Record<string, { points: number; hebrew: string }>;

export type FeatureName = keyof typeof WEIGHTS;

/** Points from which a sentence is proposed as a halacha. */
export const THRESHOLD = 2.75;

/**
 * In a long decision (letters) a sentence that nothing announces and no authority follows needs more: long opinions argue in
 * general sentences. Of such sentences within half a point over `THRESHOLD` one in four was a rule (four real and two
 * invented long opinions, annotated before the engine saw them), of those with half a point more two in three.
 */
export const LONG_DECISION = { letters: 10_000, threshold: 3.25 };
