import type { DecidingCourtLevel } from './types.ts';

/** A kind of court: how its name is written and what it is called. */
export interface CourtKind {
  /** Canonical name without the place. */
  name: string;
  level: DecidingCourtLevel;
  /** What follows `בית המשפט` or `בית הדין`. */
  pattern: string;
  house: 'court' | 'tribunal';
  /** The place belongs to the name. */
  placed: boolean;
}

/**
 * Kinds of courts, the special before the general.
 * Source: Net HaMishpat's court list and the observed variants gathered from zomer-g/letz-hamishpat-extension (MIT) and
 * iglavi/zot-vaod. Traffic, local-affairs, juvenile and small-claims courts sit as magistrates' courts (Courts Law
 * [Consolidated Version] 1984, ch. B), so they have that level.
 */
export const COURT_KINDS: readonly CourtKind[] = [
  { name: 'בית המשפט העליון', level: 'supreme', pattern: 'ה?עליון', house: 'court', placed: false },
  { name: 'בית המשפט הגבוה לצדק', level: 'supreme', pattern: 'ה?גבוה\\s{1,3}לצדק', house: 'court', placed: false },
  { name: 'בית המשפט המחוזי', level: 'district', pattern: 'ה?מחוזי', house: 'court', placed: true },
  {
    name: 'בית משפט לעניינים מנהליים',
    level: 'district',
    pattern: 'לעני{1,2}נים\\s{1,3}מי?נהליי?ם',
    house: 'court',
    placed: true,
  },
  {
    name: 'בית משפט השלום לתעבורה',
    level: 'magistrate',
    pattern: 'ה?שלום\\s{1,3}לתעבורה',
    house: 'court',
    placed: true,
  },
  { name: 'בית משפט לתעבורה', level: 'magistrate', pattern: '(?:המחוזי\\s)?לתעבורה', house: 'court', placed: true },
  {
    name: 'בית משפט לתביעות קטנות',
    level: 'magistrate',
    pattern: '(?:ה?שלום\\s{1,3})?לתביעות\\s{1,3}קטנות',
    house: 'court',
    placed: true,
  },
  {
    name: 'בית משפט לעניינים מקומיים',
    level: 'magistrate',
    pattern: '(?:ה?שלום\\s{1,3})?לעני{1,2}נים\\s{1,3}מקומי{1,2}ם',
    house: 'court',
    placed: true,
  },
  { name: 'בית משפט לנוער', level: 'magistrate', pattern: '(?:ה?שלום\\s{1,3})?לנוער', house: 'court', placed: true },
  {
    name: 'בית משפט לענייני משפחה',
    level: 'family',
    pattern: '(?:ה?שלום\\s{1,3})?לעני{1,2}ני\\s{1,3}ה?משפחה',
    house: 'court',
    placed: true,
  },
  { name: 'בית משפט השלום', level: 'magistrate', pattern: 'ה?שלום', house: 'court', placed: true },
  {
    name: 'בית הדין הארצי לעבודה',
    level: 'labour-national',
    pattern: 'ה?ארצי\\s{1,3}לעבודה',
    house: 'tribunal',
    placed: false,
  },
  {
    name: 'בית הדין האזורי לעבודה',
    level: 'labour-regional',
    pattern: 'ה?אזורי\\s{1,3}לעבודה',
    house: 'tribunal',
    placed: true,
  },
  { name: 'בית דין לשכירות', level: 'magistrate', pattern: 'לשכירות', house: 'tribunal', placed: true },
  { name: 'בית הדין לעררים', level: 'committee', pattern: 'לעררים', house: 'tribunal', placed: true },
  { name: 'בית הדין הרבני הגדול', level: 'other', pattern: 'הרבני\\s{1,3}ה?גדול', house: 'tribunal', placed: false },
  {
    name: 'בית הדין הרבני האזורי',
    level: 'other',
    pattern: 'ה?רבני(?:\\s{1,3}ה?אזורי)?',
    house: 'tribunal',
    placed: true,
  },
  {
    name: 'בית הדין להגבלים עסקיים',
    level: 'district',
    pattern: 'להגבלים\\s{1,3}עסקיים',
    house: 'tribunal',
    placed: false,
  },
  { name: 'בית הדין לתחרות', level: 'district', pattern: 'לתחרות', house: 'tribunal', placed: false },
  {
    name: 'בית הדין הצבאי לערעורים',
    level: 'other',
    pattern: 'ה?צבאי\\s{1,3}לערעורים',
    house: 'tribunal',
    placed: false,
  },
  {
    name: 'בית המשפט הצבאי לערעורים',
    level: 'other',
    pattern: 'ה?צבאי\\s{1,3}לערעורים',
    house: 'court',
    placed: false,
  },
  { name: 'בית המשפט הצבאי', level: 'other', pattern: 'ה?צבאי', house: 'court', placed: true },
  { name: 'בית הדין הצבאי', level: 'other', pattern: 'ה?צבאי', house: 'tribunal', placed: true },
  { name: 'בית הדין למשמעת', level: 'other', pattern: 'ל?ה?משמעתי?', house: 'tribunal', placed: false },
];

const MAGISTRATE_TOWNS =
  'אילת|אשדוד|אשקלון|באר שבע|בית שאן|בית שמש|בת ים|גבעתיים|דימונה|הרצלייה|חדרה|חולון|חיפה|טבריה|ירושלים|כפר סבא|כרמיאל|' +
  'מסעדה|מעלה אדומים|נהרייה|נצרת עילית|נצרת|נתניה|עכו|עפולה|פתח תקווה|צפת|קצרין|קריית ביאליק|קריית גת|קריית שמונה|קריית ארבע|' +
  'קריות|ראשון לציון|רחובות|רמלה|רמת גן|שפרעם|בני ברק|אריאל|לוד|יהודה|שומרון|שדרות|יבנה|מודיעין|קריית אתא|רעננה|טייבה';

/** Written place -> the place as courts are named after it. Order: longest written form first. */
export const PLACES: readonly (readonly [pattern: string, place: string])[] = [
  ['נוף[\\s-]{1,3}הגליל\\s?-\\s?נצרת', 'נוף הגליל-נצרת'],
  ['נצרת\\s?-\\s?נוף[\\s-]{1,3}הגליל', 'נוף הגליל-נצרת'],
  ['נוף[\\s-]{1,3}הגליל', 'נוף הגליל-נצרת'],
  ['תל[\\s-]{1,3}אביב(?:\\s{0,3}-?\\s{0,3}יפו)?', 'תל אביב-יפו'],
  ['ת"א(?:\\s{0,3}-?\\s{0,3}יפו)?', 'תל אביב-יפו'],
  ['מרכז(?:\\s{0,3}-?\\s{0,3}ב?לוד)?', 'מרכז-לוד'],
  ['י-ם', 'ירושלים'],
  ['ירושלי?ם', 'ירושלים'],
  ['ב"ש|באר[\\s-]{1,3}שבע', 'באר שבע'],
  ["חי'", 'חיפה'],
  ["נצ'", 'נצרת'],
  ['הרצלי{1,2}ה', 'הרצלייה'],
  ['נהרי{1,2}ה', 'נהרייה'],
  ['פתח[\\s-]{1,3}תקוו?ה|פ"ת', 'פתח תקווה'],
  ['ראשון[\\s-]{1,3}לציון|ראשל"צ', 'ראשון לציון'],
  ...MAGISTRATE_TOWNS.split('|').map((town): [string, string] => [
    town.replace('קריית', 'קרי{1,2}ת').replaceAll(' ', '[\\s-]{1,3}'),
    town,
  ]),
];
