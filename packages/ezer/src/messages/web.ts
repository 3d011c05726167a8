import type { Message } from './message.ts';

/** What stands on every web page, and what the pages for signing in say. */
export const WEB_MESSAGES = {
  'nav.label': { he: 'ניווט ראשי', en: 'Main' },
  'nav.search': { he: 'חיפוש', en: 'Search' },
  'nav.principles': { he: 'עקרונות', en: 'Principles' },
  'nav.review': { he: 'אישור הלכות', en: 'Review' },
  'nav.digests': { he: 'תקצירים', en: 'Digests' },
  'nav.gaps': { he: 'חסרים', en: 'Gaps' },
  'nav.operations': { he: 'תפעול', en: 'Operations' },
  'nav.upload': { he: 'העלאה', en: 'Upload' },
  'nav.accounts': { he: 'חשבונות', en: 'Accounts' },
  'nav.audit': { he: 'יומן פעולות', en: 'Audit' },
  'nav.help': { he: 'עזרה', en: 'Help' },
  'nav.signIn': { he: 'כניסה', en: 'Sign in' },
  'nav.signOut': { he: 'יציאה', en: 'Sign out' },
  'page.foot': {
    he: 'הלכה ניתנת לציטוט רק לאחר שאדם אישר אותה. הנוסח המחייב הוא זה שפרסם בית המשפט.',
    en: 'A halacha may be cited only after a person approved it. The binding text is the one that the court published.',
  },

  'person.reader': { he: 'קריאה', en: 'reader' },
  'person.reviewer': { he: 'אישור הלכות', en: 'reviewer' },
  'person.administrator': { he: 'ניהול', en: 'administrator' },

  'signIn.about': {
    he: 'הקריאה פתוחה במחשב הזה. כל פעולה (אישור, העלאה, הפעלת משימה) נעשית בשמו של אדם.',
    en: 'Reading is open on this machine. Every act (approval, upload, starting a job) is done in the name of a person.',
  },
  'signIn.email': { he: 'דואר אלקטרוני', en: 'E-mail' },
  'signIn.password': { he: 'סיסמה', en: 'Password' },
  'signIn.wrong': { he: 'הדואר האלקטרוני או הסיסמה אינם נכונים.', en: 'The e-mail or the password is not right.' },
  'signIn.throttled': {
    he: 'היו ניסיונות כושלים רבים. אפשר לנסות שוב בעוד {minutes} דקות.',
    en: 'There were many failed attempts. Try again in {minutes} minutes.',
  },
  'signIn.weak-password': { he: 'הסיסמה קצרה מ־12 תווים.', en: 'The password has fewer than 12 characters.' },
  'signIn.taken': { he: 'כבר יש חשבון בדואר האלקטרוני הזה.', en: 'There is an account with this e-mail already.' },
  'signIn.again': { he: 'כניסה, כדי להמשיך', en: 'Sign in to go on' },
  'signIn.again.text': { he: 'לפעולה הזו נדרשת כניסה.', en: 'This act needs a sign-in.' },
  'signIn.again.kept': {
    he: 'החיבור הסתיים. מה שכתבתם נשמר, ויחכה לכם אחרי הכניסה.',
    en: 'Your session has ended. What you wrote is kept and waits for you after signing in.',
  },
  'signIn.resume': { he: 'להמשיך מהמקום שבו עצרתם', en: 'Go on where you stopped' },
  'signIn.resume.text': {
    he: 'נכנסתם שוב. זה מה שכתבתם; הוא עדיין לא נשמר.',
    en: 'You are signed in again. This is what you wrote; it is not saved yet.',
  },
  'signIn.resume.send': { he: 'שליחה', en: 'Send it' },
  'signIn.resume.leave': { he: 'בלי לשלוח', en: 'Leave it' },
  'signIn.bad-email': { he: 'זו אינה כתובת דואר אלקטרוני.', en: 'This is not an e-mail address.' },
  'signIn.first': { he: 'עדיין אין חשבונות', en: 'There are no accounts yet' },
  'signIn.first.text': {
    he: 'החשבון הראשון, חשבון הניהול, נפתח בקישור חד־פעמי. הקישור מופיע בחלון שבו רץ ezer start.',
    en: 'The first account, an administrator’s, is made by a one-time link. It stands in the window where ezer start runs.',
  },
  'signIn.first.again': {
    he: 'אם החלון נסגר: הפעלה מחדש מדפיסה קישור חדש, וכך גם הפקודה הזו.',
    en: 'If that window is closed: a new start prints a new link, and so does this command.',
  },
  'signIn.welcome': { he: 'החשבון מוכן. אפשר להיכנס.', en: 'The account is ready. You can sign in.' },

  'typed.principle': { he: 'הכלל, במשפט כללי', en: 'The rule, as a general sentence' },
  'typed.reason': { he: 'נימוק', en: 'Reason' },
  'typed.detail': { he: 'פירוט', en: 'Details' },
  'typed.name': { he: 'שם', en: 'Name' },

  'welcome.first': { he: 'החשבון הראשון', en: 'The first account' },
  'welcome.first.text': {
    he: 'זהו חשבון ניהול: ממנו אפשר להזמין אנשים נוספים.',
    en: 'This is an administrator’s account: it can invite others.',
  },
  'welcome.account': { he: 'חשבון חדש', en: 'A new account' },
  'welcome.account.text': {
    he: 'הוזמנתם לספרייה. ההרשאה: {role}.',
    en: 'You are invited to the library. Your role: {role}.',
  },
  'welcome.password': { he: 'סיסמה חדשה', en: 'A new password' },
  'welcome.password.text': {
    he: 'קביעת הסיסמה תסיים את כל החיבורים הקודמים.',
    en: 'Setting it ends all earlier sessions.',
  },
  'welcome.name': { he: 'שם', en: 'Name' },
  'welcome.least': {
    he: 'לפחות 12 תווים. כמה מילים זו סיסמה טובה.',
    en: 'At least 12 characters. A few words make a good one.',
  },
  'welcome.send': { he: 'שמירה', en: 'Save' },
  'welcome.spent': { he: 'הקישור כבר אינו תקף', en: 'This link is spent' },
  'welcome.spent.text': {
    he: 'קישור חד־פעמי נסגר אחרי שימוש, אחרי שלושה ימים, או כשנוצר קישור חדש. בקשו קישור חדש ממי שמנהל את הספרייה; לחשבון הראשון, הפעילו מחדש את ezer start.',
    en: 'A one-time link ends when used, after three days, or when a newer one was made. Ask the administrator for a new one; for the first account, start ezer again.',
  },

  'page.removed.title': { he: 'הוסר מהספרייה', en: 'Removed from the library' },
  'page.removed.text': {
    he: 'בית המשפט הסיר את ההחלטה שעמדה כאן, ולכן היא ומה שנלמד ממנה אינם מוצגים עוד.',
    en: 'The court withdrew the decision that stood here, so neither it nor what was learned from it is shown any more.',
  },
  'page.forged.title': { he: 'הטופס פג', en: 'The form has ended' },
  'page.forged.text': {
    he: 'הטופס לא נשלח מתוך החיבור הנוכחי, ולכן דבר לא בוצע. חזרו לדף הקודם, רעננו אותו ושלחו שוב.',
    en: 'The form was not sent from this session, so nothing was done. Go back, reload the page and send it again.',
  },
  'page.forged.kept': {
    he: 'הטופס נפתח לפני הכניסה האחרונה, ולכן עדיין לא נשלח. זה מה שכתבתם.',
    en: 'The form was opened before your last sign-in, so it is not sent yet. This is what you wrote.',
  },
  'page.forbidden.title': { he: 'נדרשת הרשאה', en: 'Not allowed' },
  'page.forbidden.text': {
    he: 'לפעולה הזו נדרשת הרשאת {role}. מי שמנהל את הספרייה יכול לתת אותה.',
    en: 'This needs the role {role}. An administrator of the library can give it.',
  },
} as const satisfies Record<string, Message>;
