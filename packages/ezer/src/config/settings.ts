import { addressThat, anyText, oneOf, onOff, type Reader, textThat, wholeNumber } from './readers.ts';

/**
 * One row of the settings table: everything the program, `ezer config` and the documentation know about a variable.
 * `read` makes the value of the variable's text. `default` is text too, read the same way, so that a default can
 * never be a value that a user could not have written.
 */
interface Setting<T> {
  read: Reader<T>;
  default?: string;
  /** Shown masked, and never quoted in an error. */
  secret?: true;
  /** Relative values stand for a place below the folder of whoever said them. */
  path?: true;
  about: { he: string; en: string };
}

const postgresUrl = addressThat(
  (url) => /^postgres(ql)?:$/.test(url.protocol),
  'must look like postgres://user:password@host:5432/database',
);

const isWeb = (url: URL): boolean => /^https?:$/.test(url.protocol);

const webAddress = addressThat(
  (url) => isWeb(url) && url.pathname === '/',
  'must look like https://law.example, without a path',
);

const anyWebAddress = addressThat(isWeb, 'must look like https://chat.example/hook');

const secretText = textThat((text) => text.length >= 16, 'must have at least 16 characters');

const path = anyText;

/** The one table of settings. A new variable is one row here and nothing else. */
export const SETTINGS = {
  DATABASE_URL: {
    read: postgresUrl,
    secret: true,
    about: {
      he: 'כתובת של Postgres 15 ומעלה. ריק: Postgres מובנה, בתיקיית הנתונים',
      en: 'Any Postgres from 15 on. Empty: the embedded Postgres, in the data folder',
    },
  },
  DATABASE_MIGRATION_URL: {
    read: postgresUrl,
    secret: true,
    about: {
      he: 'חיבור ישיר לשינויי סכימה, כאשר DATABASE_URL עובר דרך pooler',
      en: 'A direct connection for schema changes, when DATABASE_URL goes through a pooler',
    },
  },
  EZER_DATA: {
    read: path,
    default: '.ezer',
    path: true,
    about: {
      he: 'תיקיית הנתונים: מסד הנתונים המובנה, המסמכים ויומני הרישום',
      en: 'The data folder: embedded database, document bytes, logs',
    },
  },
  EZER_POSTGRES_PORT: {
    read: wholeNumber(1, 65535),
    about: {
      he: 'הפורט של ה-Postgres המובנה. ריק: פורט פנוי, שנשמר להבא',
      en: 'Port of the embedded Postgres. Empty: a free one, remembered',
    },
  },
  EZER_HOST: {
    read: anyText,
    default: '127.0.0.1',
    about: {
      he: 'הכתובת שבה מאזין שרת הווב. כתובת שמחשבים אחרים מגיעים אליה דורשת חשבון, ו-0.0.0.0 דורשת גם EZER_PUBLIC_URL',
      en: 'Address the web server listens on. One that other machines reach needs an account, and 0.0.0.0 needs EZER_PUBLIC_URL too',
    },
  },
  EZER_PUBLIC_URL: {
    read: webAddress,
    about: {
      he: 'הכתובת שבה דפדפנים במחשבים אחרים מגיעים לספרייה, דרך שרת מתווך: https://law.example. אז גם הקריאה דורשת כניסה. ריק: המחשב הזה בלבד',
      en: 'How browsers on other machines reach the library, through a proxy: https://law.example. Then reading needs a sign-in too. Empty: this machine only',
    },
  },
  EZER_PORT: {
    read: wholeNumber(1, 65535),
    default: '8710',
    about: { he: 'הפורט שבו מאזין שרת הווב', en: 'Port the web server listens on' },
  },
  EZER_UPLOAD_MB: {
    read: wholeNumber(1, 2_000),
    default: '50',
    about: {
      he: 'הגודל הגדול ביותר של קובץ שמעלים בדפדפן, במגה־בייט',
      en: 'The largest file that can be uploaded in the browser, in megabytes',
    },
  },
  EZER_LIBRARY: {
    read: path,
    path: true,
    about: {
      he: 'תיקייה של החלטות משלך, במקום הדוגמאות',
      en: 'A folder of your own decisions, instead of the samples',
    },
  },
  EZER_DIGESTS: {
    read: path,
    path: true,
    about: {
      he: 'תיקייה של גיליונות תקצירים',
      en: 'A folder of digest issues',
    },
  },
  EZER_TEXT_FIELD: {
    read: anyText,
    default: 'text',
    about: { he: 'השדה בשורת jsonl שבו הטקסט', en: 'Field of a .jsonl line that holds the text' },
  },
  EZER_ID_FIELD: {
    read: anyText,
    default: 'id',
    about: { he: 'השדה בשורת jsonl שבו המזהה', en: 'Field of a .jsonl line that names it' },
  },
  EZER_SAMPLES: {
    read: onOff,
    default: 'on',
    about: {
      he: 'האם לקרוא את הדוגמאות כשאין ספרייה משלך (on או off)',
      en: 'Whether the samples are read when there is no library of your own (on or off)',
    },
  },
  EZER_LANGUAGE: {
    read: oneOf(['he', 'en']),
    default: 'he',
    about: { he: 'שפת ההודעות (he או en)', en: 'Language of messages (he or en)' },
  },
  EZER_LOG_LEVEL: {
    read: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    default: 'info',
    about: { he: 'מה נרשם ביומן, החל מהרמה הזאת', en: 'What is logged, from this level up' },
  },
  EZER_JOB_SECONDS: {
    read: wholeNumber(1, 86_400),
    // Below the 900 s between two starts of the same job, so that a full run ends before its next start.
    default: '600',
    about: { he: 'תקציב הזמן של ריצת משימה, בשניות', en: 'Time budget of one run of a job, in seconds' },
  },
  EZER_ENGINE_DAILY_CAP: {
    read: wholeNumber(1, 1_000_000),
    about: {
      he: 'התקציב היומי של כל מנוע חיצוני בתשלום, בדולרים שלמים, לפי היום בירושלים. ב-80% נפתחת התראה; משנוצל, חילוץ ההלכות מושהה עד חצות. ריק: ללא תקרה',
      en: 'What each paid provider may cost in a day of Jerusalem, in whole dollars. At 80 % an alarm opens; when it is spent, halacha-drain pauses until midnight. Empty: no cap',
    },
  },
  EZER_WEBHOOK_URL: {
    read: anyWebAddress,
    secret: true,
    about: {
      he: 'כתובת שאליה נשלחת כל התראה שנפתחת ונסגרת (POST, JSON). ריק: לא נשלח דבר',
      en: 'Address that is told of every alarm that opens and closes (POST, JSON). Empty: nothing is sent',
    },
  },
  EZER_RUN_DAYS: {
    read: wholeNumber(1, 36_500),
    default: '90',
    about: {
      he: 'כמה ימים נשמרת השורה של כל ריצה; אחר כך היא נכללת בסכומים של /metrics. 50 הריצות האחרונות של כל משימה נשמרות תמיד',
      en: 'For how many days each run keeps its row; then it is part of the sums of /metrics. The newest 50 of each job stay',
    },
  },
  EZER_METRICS_DIR: {
    read: path,
    path: true,
    about: {
      he: 'תיקייה שבה כל משימה משאירה בסיומה קובץ מדדים (Prometheus textfile). ריק: ללא קובץ',
      en: 'Folder in which each job leaves a file of its numbers (Prometheus textfile). Empty: no file',
    },
  },
  EZER_METRICS_TOKEN: {
    read: secretText,
    secret: true,
    about: {
      he: 'סיסמה ל-/metrics (Authorization: Bearer), כשהספרייה נגישה ממחשבים אחרים. ריק: המחשב הזה בלבד',
      en: 'Password of /metrics (Authorization: Bearer), when other machines reach the library. Empty: this machine only',
    },
  },
  EZER_JOB_ITEMS: {
    read: wholeNumber(1, 999_999_999),
    about: {
      he: 'תקציב הפריטים של ריצת משימה. ריק: ללא הגבלה',
      en: 'Item budget of one run of a job. Empty: no limit',
    },
  },
  EZER_CHROME: {
    read: path,
    path: true,
    about: {
      he: 'דפדפן Chrome לבדיקות ולהפקת הדוגמאות',
      en: 'A Chrome executable for the tests and for printing the samples',
    },
  },
} as const satisfies Record<string, Setting<unknown>>;

type Table = typeof SETTINGS;
export type SettingName = keyof Table;

type ValueOf<R> = R extends Reader<infer T> ? T : never;

/** The values, by the names of their variables; a setting without a default may be absent. */
export type Settings = {
  [N in SettingName]: Table[N] extends { default: string }
    ? ValueOf<Table[N]['read']>
    : ValueOf<Table[N]['read']> | undefined;
};

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** The row of a setting with its optional columns visible to the type checker. */
export function settingRow(name: SettingName): Setting<unknown> {
  return SETTINGS[name];
}
