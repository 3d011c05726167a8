import type { Message } from './message.ts';

/** What the stored values of the law are called: `family.value`. The database keeps the value, people read the word. */
export const VOCABULARY = {
  'state.proposed': { he: 'מוצעת', en: 'proposed' },
  'state.approved': { he: 'מאושרת', en: 'approved' },
  'state.rejected': { he: 'נדחתה', en: 'rejected' },
  'state.deferred': { he: 'הושהתה', en: 'deferred' },
  'state.published': { he: 'פורסמה', en: 'published' },

  'act.approve': { he: 'אושרה', en: 'approved' },
  'act.edit': { he: 'נוסחה מחדש', en: 'reworded' },
  'act.reject': { he: 'נדחתה', en: 'rejected' },
  'act.defer': { he: 'הושהתה', en: 'deferred' },
  'act.reopen': { he: 'הוחזרה לתור', en: 'put back in the queue' },
  'act.publish': { he: 'פורסמה', en: 'published' },

  'role.holding': { he: 'הלכה', en: 'holding' },
  'role.interpretive': { he: 'פרשנות', en: 'interpretive' },
  'role.procedural': { he: 'סדר דין', en: 'procedural' },
  'role.application': { he: 'יישום', en: 'application' },
  'role.obiter': { he: 'אמרת אגב', en: 'obiter' },

  'flag.quote-not-verbatim': { he: 'הציטוט אינו במקומו', en: 'quote not at its place' },
  'flag.cut-in-word': { he: 'נקטע באמצע מילה', en: 'cut inside a word' },
  'flag.outside-reasoning': { he: 'מחוץ להנמקת בית המשפט', en: 'outside the reasoning' },
  'flag.inside-quotation': { he: 'בתוך ציטוט', en: 'inside a quotation' },
  'flag.party-claim': { he: 'טענה של צד', en: 'a party’s claim' },
  'flag.thin': { he: 'אמירה דלה', en: 'thin' },
  'flag.facts-only': { he: 'עובדות המקרה בלבד', en: 'facts of this case only' },
  'flag.undecided': { he: 'לא הוכרע', en: 'undecided' },
  'flag.near-duplicate': { he: 'כמעט כפולה', en: 'near-duplicate' },

  'citation.found': { he: 'בספרייה', en: 'in the library' },
  'citation.ambiguous': { he: 'יותר מהחלטה אחת', en: 'more than one decision' },
  'citation.missing': { he: 'חסרה', en: 'missing' },
  'citation.malformed': { he: 'אינו אזכור תקין', en: 'malformed' },

  'opinion.majority': { he: 'רוב', en: 'majority' },
  'opinion.concurring': { he: 'מצטרף', en: 'concurring' },
  'opinion.dissenting': { he: 'מיעוט', en: 'dissenting' },

  'result.granted': { he: 'התקבל', en: 'granted' },
  'result.partly': { he: 'התקבל בחלקו', en: 'granted in part' },
  'result.dismissed': { he: 'נדחה', en: 'dismissed' },
  'result.struck': { he: 'נמחק', en: 'struck out' },
  'result.remanded': { he: 'הוחזר', en: 'remanded' },
  'result.other': { he: 'תוצאה אחרת', en: 'other outcome' },

  'severity.info': { he: 'לידיעה', en: 'for information' },
  'severity.warning': { he: 'אזהרה', en: 'warning' },
  'severity.critical': { he: 'דחוף', en: 'urgent' },
} as const satisfies Record<string, Message>;
