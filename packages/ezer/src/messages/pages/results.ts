import type { Message } from '../message.ts';

export const RESULTS_MESSAGES = {
  'decision.untitled': { he: 'החלטה ללא כותרת', en: 'Decision without a title' },
  'decision.committee': { he: 'החלטת ועדה', en: 'committee decision' },
  'pager.label': { he: 'דפי תוצאות', en: 'Pages of results' },
  'pager.previous': { he: 'לדף הקודם', en: 'Previous page' },
  'pager.next': { he: 'לדף הבא', en: 'Next page' },

  'search.box': { he: 'חיפוש בפסיקה', en: 'Search the case law' },
  'search.go': { he: 'חיפוש', en: 'Search' },
  'search.forms': {
    he: 'מילים, מספר תיק בכל צורת כתיבה, או ביטוי מדויק במירכאות',
    en: 'Words, a docket however it is written, or an exact phrase in quotation marks',
  },

  'results.title': { he: '{query}: תוצאות חיפוש', en: '{query}: results' },
  'results.count': { he: '{count} תוצאות', en: '{count} results' },
  'results.one': { he: 'תוצאה אחת', en: 'One result' },
  'results.part': { he: 'מוצגות {first} עד {last}', en: '{first} to {last} shown' },
  'results.none': { he: 'לא נמצאו תוצאות לחיפוש', en: 'Nothing was found for' },
  'results.none.filtered': { he: 'אין החלטה שמתאימה לסינון', en: 'No decision fits the filters' },
  'results.ask': { he: 'מה לחפש?', en: 'What to search for?' },
  'results.ask.text': {
    he: 'אפשר לחפש לפי מילים מתוך ההחלטה, שם של צד או שופט, מספר תיק או שם של חוק. מילים נמצאות גם עם אותיות שימוש: הסכם, בהסכם, ולהסכמים.',
    en: 'Search by words of a decision, the name of a party or a judge, a docket or the name of a law. Words are found with prefix letters too.',
  },
  'results.noWord': { he: 'אין בחיפוש מילה או מספר', en: 'There is no word and no number in the search' },
  'results.noWord.text': {
    he: 'סימני פיסוק לבדם אינם נמצאים בטקסט. כתבו מילה אחת לפחות, או מספר תיק.',
    en: 'Punctuation alone is not found in a text. Write one word at least, or a docket.',
  },
  'results.note.long': {
    he: 'החיפוש ארוך מאוד: רק 1,000 התווים הראשונים שלו נקראו.',
    en: 'This search is very long: only its first 1,000 signs were read.',
  },
  'results.note.year': {
    he: 'אחת השנים לא נכתבה בארבע ספרות, והחיפוש נעשה בלעדיה.',
    en: 'One of the years is not written in four digits; the search was done without it.',
  },
  'results.note.years': {
    he: 'השנים היו בסדר הפוך, והוחלפו זו בזו.',
    en: 'The years stood in reverse order and were swapped.',
  },
  'results.note.page': {
    he: 'הדף המבוקש אינו קיים בחיפוש הזה. אלה התוצאות הראשונות.',
    en: 'There is no such page of this search. These are the first results.',
  },
  'results.own': { he: 'התיק שחיפשתם', en: 'The docket you asked for' },
  'results.halacha': { he: 'הלכה', en: 'halacha' },
  'results.notCitable': { he: 'טרם אושרה: אין לצטט', en: 'not approved: do not cite' },
  'results.from': { he: 'מתוך', en: 'from' },

  'results.filters': { he: 'סינון', en: 'Filters' },
  'results.active': { he: 'סינון פעיל', en: 'Active filters' },
  'results.remove': { he: 'הסרת הסינון', en: 'Remove the filter' },
  'results.apply': { he: 'סינון התוצאות', en: 'Apply' },
  'results.what': { he: 'מה לחפש', en: 'What to search' },
  'results.what.all': { he: 'הכול', en: 'everything' },
  'results.what.decisions': { he: 'החלטות', en: 'decisions' },
  'results.what.committees': { he: 'החלטות ועדה', en: 'committee decisions' },
  'results.what.halachot': { he: 'הלכות', en: 'halachot' },
  'results.court': { he: 'בית משפט', en: 'Court' },
  'results.court.all': { he: 'כל בתי המשפט', en: 'All courts' },
  'results.years': { he: 'שנים', en: 'Years' },
  'results.from.year': { he: 'משנת', en: 'from' },
  'results.to.year': { he: 'עד שנת', en: 'to' },
  'results.law': { he: 'חוק שההחלטה מפנה אליו', en: 'Law that the decision cites' },
  'results.proposals': { he: 'גם הלכות שטרם אושרו', en: 'Halachot not yet approved too' },
  'results.proposals.about': { he: 'הצעות של מכונה: אין לצטט אותן', en: 'Proposals of a machine: not to be cited' },
  'results.sort': { he: 'סדר התוצאות', en: 'Order' },
  'results.sort.relevance': { he: 'לפי התאמה', en: 'best match' },
  'results.sort.newest': { he: 'מהחדש לישן', en: 'newest first' },

  'results.try': { he: 'מה אפשר לנסות', en: 'What to try' },
  'results.try.missing': {
    he: 'ההחלטה אינה בספרייה. החלטות ותקצירים מפנים אליה {count} פעמים, והיא ברשימת החסרים:',
    en: 'The library has not got this decision. It is referred to {count} times and stands in the list of gaps:',
  },
  'results.try.only': { he: 'חיפוש בכול, ולא רק בסוג אחד', en: 'Search everything, not one kind only' },
  'results.try.court': { he: 'חיפוש בכל בתי המשפט', en: 'Search in all courts' },
  'results.try.years': { he: 'חיפוש בכל השנים', en: 'Search in all years' },
  'results.try.law': { he: 'חיפוש בלי סינון לפי חוק', en: 'Search without the law' },
  'results.try.all': { he: 'חיפוש בלי שום סינון', en: 'Search without any filter' },
  'results.try.apart': {
    he: 'חיפוש המילים בלי מירכאות, גם כשאינן צמודות',
    en: 'Search the words without quotation marks, also where they stand apart',
  },
  'results.try.unknown': { he: 'לא נמצא בשום החלטה:', en: 'Found in no decision:' },
  'results.try.prefix': {
    he: 'צורה אחרת של המילה: יחיד במקום רבים, כתיב מלא במקום חסר. אותיות שימוש נמצאות מעצמן.',
    en: 'Another form of the word: singular, another spelling. Prefix letters are found by themselves.',
  },
  'results.try.docket': { he: 'מספר תיק, בכל אחת מהצורות:', en: 'A docket, in any of these forms:' },
  'results.try.fewer': {
    he: 'פחות מילים: כל המילים צריכות להימצא באותה החלטה.',
    en: 'Fewer words: all of them must stand in one decision.',
  },
} as const satisfies Record<string, Message>;
