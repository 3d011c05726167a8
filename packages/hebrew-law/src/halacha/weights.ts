/**
 * The rules engine in one table: what counts for and against a sentence being a rule of law, in points. A sentence with at
 * least `THRESHOLD` points is proposed. The points were set by hand (a sure cue alone passes, structure needs two or three
 * signs together, one party's name cancels a structure sign) and checked on annotated decisions; nothing is learned.
 */
export const WEIGHTS = {
  // for
  settledLaw: { points: 3, hebrew: 'ביטוי של הלכה קיימת', english: 'says that it is settled law' },
  principle: { points: 1.5, hebrew: 'לשון של עיקרון או כלל', english: 'language of principle or rule' },
  newRule: { points: 2.5, hebrew: 'בית המשפט קובע כלל', english: 'the court lays a rule down' },
  exception: { points: 1.25, hebrew: 'כלל וחריג לצדו', english: 'a rule with its exception' },
  norm: { points: 1, hebrew: 'לשון של חובה, רשות או תנאי', english: 'language of duty, permission or condition' },
  courtAsActor: {
    points: 0.75,
    hebrew: 'מופנה לבתי המשפט או לבעלי דין בכלל',
    english: 'addressed to courts or litigants in general',
  },
  meaning: { points: 1.25, hebrew: 'פירוש של הוראה או מושג', english: 'the meaning of a provision or term' },
  lawNamed: { points: 0.75, hebrew: 'מפנה להוראת חוק', english: 'points at a provision of law' },
  citationFollows: { points: 1.5, hebrew: 'אחריו אסמכתא', english: 'an authority follows it' },
  quotedPrecedent: {
    points: 1,
    hebrew: 'ציטוט מפסיקה שבית המשפט מאמץ',
    english: 'quoted from a decision that the court adopts',
  },
  adopted: { points: 2, hebrew: 'המשפט הבא מאמץ את הדברים', english: 'the next sentence adopts it' },
  heldBefore: {
    points: 1.25,
    hebrew: 'נאמר בהחלטה קודמת, ואסמכתא בצדו',
    english: 'an earlier decision said so, and is cited',
  },
  recalls: { points: 0.75, hebrew: 'בית המשפט מזכיר כלל', english: 'the court recalls a rule' },
  onlyStandard: {
    points: 3,
    hebrew: 'אמת המידה נאמרת רק תוך החלתה',
    english: 'the test is stated only while it is applied',
  },
  genericSubject: {
    points: 1,
    hebrew: 'פותח בנושא או בתנאי כללי',
    english: 'begins with a general subject or condition',
  },
  general: { points: 0.75, hebrew: 'אין בו דבר מן המקרה הנדון', english: 'nothing of this case in it' },
  statesHow: { points: 0.75, hebrew: 'קובע כיצד הדין נוהג', english: 'states how the law treats a thing' },
  legalTerms: { points: 0.5, hebrew: 'עשיר במונחים משפטיים', english: 'rich in legal terms' },
  opensParagraph: { points: 0.25, hebrew: 'פותח סעיף', english: 'opens a paragraph' },
  amidLaw: {
    points: 0.75,
    hebrew: 'בהחלטה ארוכה, בא אחרי כלל שאסמכתא בצדו',
    english: 'in a long decision, comes after a rule with its authority',
  },
  reasoning: { points: 0.5, hebrew: 'בתוך הדיון', english: 'within the reasoning' },
  // against
  partyNamed: { points: -1, hebrew: 'מזכיר צד להליך', english: 'names a side of this proceeding' },
  partiesThroughout: { points: -1.25, hebrew: 'עוסק כולו בצדדים להליך', english: 'about the sides throughout' },
  thisCase: { points: -2.25, hebrew: 'מוסב על המקרה הנדון', english: 'about this case' },
  factDetail: {
    points: -1,
    hebrew: 'פרטי עובדה: תאריך, סכום, משך',
    english: 'details of fact: date, sum, length of time',
  },
  narrative: { points: -1.25, hebrew: 'סיפור המעשה בלשון עבר', english: 'a story told in the past' },
  firstPerson: { points: -1, hebrew: 'מסקנת השופט במקרה זה', english: 'the judge’s conclusion in this case' },
  disposition: { points: -4, hebrew: 'תוצאה או הוראה אופרטיבית', english: 'an outcome or an order' },
  reasonGiven: { points: 2.5, hebrew: 'התוצאה מנומקת בכלל', english: 'the outcome is reasoned by a rule' },
  question: { points: -2.5, hebrew: 'שאלה', english: 'a question' },
  doubts: { points: -4, hebrew: 'השופט מסתפק', english: 'the judge is in doubt' },
  onlyPoints: {
    points: -2.5,
    hebrew: 'אומר שיש הלכה, ולא מהי',
    english: 'says that there is law on it, and not what it says',
  },
  argues: { points: -1.5, hebrew: 'שוקל טענה או אפשרות', english: 'weighs an argument or a possibility' },
  colleague: {
    points: -1,
    hebrew: 'מדבר בדעתו של שופט אחר בהרכב',
    english: 'speaks of what another judge of the panel wrote',
  },
  joinedOpinion: {
    points: -1.25,
    hebrew: 'בדעתו של שופט מצטרף',
    english: 'in the opinion of a judge who joins',
  },
  undecided: { points: -2.5, hebrew: 'הושאר בצריך עיון', english: 'left open' },
  citationOnly: { points: -5, hebrew: 'הפניה בלבד', english: 'a bare reference' },
  statuteText: { points: -3, hebrew: 'נוסח של הוראת חוק', english: 'the wording of a law' },
  recital: { points: -2, hebrew: 'מוסר מה כתוב בחוק', english: 'tells what a law contains' },
  pointsBack: { points: -1, hebrew: 'נסמך על מה שלפניו', english: 'leans on what stands before it' },
  brief: { points: -0.5, hebrew: 'קצר ואיש אינו מכריז עליו ככלל', english: 'short, and nothing announces it' },
  thin: { points: -2, hebrew: 'קצר מכדי לשאת כלל', english: 'too short to carry a rule' },
  outsideReasoning: { points: -3, hebrew: 'מחוץ להנמקת בית המשפט', english: 'outside the reasoning' },
  beforeReasoning: {
    points: -1.5,
    hebrew: 'בהחלטה ארוכה, לפני שבית המשפט מתחיל לנמק',
    english: 'in a long decision, before the court begins to reason',
  },
  turnsToCase: {
    points: -0.75,
    hebrew: 'בהחלטה ארוכה, המשפט הבא כבר עוסק במקרה הנדון',
    english: 'in a long decision, the next sentence is already about this case',
  },
  dissent: { points: -5, hebrew: 'דעת מיעוט', english: 'a minority opinion' },
  partyVoice: { points: -5, hebrew: 'טענה של צד', english: 'a party’s claim' },
  lowerCourtVoice: { points: -3.5, hebrew: 'דברי הערכאה הקודמת', english: 'words of the lower court' },
} as const satisfies Record<string, { points: number; hebrew: string; english: string }>;

export type FeatureName = keyof typeof WEIGHTS;

/** Points from which a sentence is proposed as a halacha. */
export const THRESHOLD = 2.75;

/**
 * In a long decision (letters) a sentence that nothing announces needs more, also where an authority follows it: long opinions
 * argue in general sentences, and cite for facts too. In 25 annotated real decisions of 10,000 letters and more, on which this
 * was built, of such sentences within half a point over `THRESHOLD` one in six was a rule (5 of 32), of those with half a point
 * more one in two (10 of 19), of those above seven in ten, and five in six where an authority follows. A sentence that speaks
 * in general and for which a decision is cited by number needs no more: in 44 such decisions that finds four rules more and
 * nothing wrong; of 19 more in decisions nobody annotated about two in three read as rules.
 */
export const LONG_DECISION = { letters: 10_000, threshold: 3.25 };

/**
 * A decision rarely states more rules than this. Where more sentences pass, those with most points are proposed, and ties with
 * the last of them: a leading case of 33,000 letters argues in forty general sentences. On the same 25 decisions a limit of
 * six and one for 3,000 letters gives precision 0.79 and recall 0.61, this one 0.77 and 0.65, none at all 0.74 and 0.66; on
 * two invented leading cases 0.72 and 0.41, 0.73 and 0.65, 0.63 and 0.71.
 */
export const MOST_RULES = { always: 10, lettersForOneMore: 2000 };
