import * as z from 'zod/mini';

/**
 * One row of the settings table: everything the program, `ezer config` and the documentation know about a variable.
 * `schema` reads the text of the variable. `default` is text too, read by the same schema, so that a default can
 * never be a value that a user could not have written.
 */
interface Setting<S extends z.ZodMiniType> {
  schema: S;
  default?: string;
  /** Shown masked, and never quoted in an error. */
  secret?: true;
  /** Relative values stand for a place below the folder of whoever said them. */
  path?: true;
  about: { he: string; en: string };
}

const postgresUrl = z
  .string()
  .check(
    z.refine(
      (text) => /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? ''),
      'must look like postgres://user:password@host:5432/database',
    ),
  );

const webAddress = z
  .string()
  .check(
    z.refine(
      (text) => /^https?:$/.test(URL.parse(text)?.protocol ?? '') && URL.parse(text)?.pathname === '/',
      'must look like https://law.example, without a path',
    ),
  );

const anyWebAddress = z
  .string()
  .check(
    z.refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''), 'must look like https://chat.example/hook'),
  );

const secretText = z.string().check(z.minLength(16, 'must have at least 16 characters'));

const path = z.string();

const onOff = z.pipe(
  z.enum(['on', 'off'], { error: 'must be on or off' }),
  z.transform((text) => text === 'on'),
);

function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.pipe(
    z.string().check(z.regex(/^\d{1,9}$/, error)),
    z.pipe(
      z.transform((text: string) => Number(text)),
      z.number().check(z.refine((value) => value >= least && value <= most, error)),
    ),
  );
}

function oneOf<const T extends readonly [string, ...string[]]>(names: T) {
  return z.enum(names, { error: `must be one of: ${names.join(', ')}` });
}

/** The one table of settings. A new variable is one row here and nothing else. */
export const SETTINGS = {
  DATABASE_URL: {
    schema: postgresUrl,
    secret: true,
    about: {
      he: 'כתובת של Postgres 15 ומעלה. ריק: Postgres מובנה, בתיקיית הנתונים',
      en: 'Any Postgres from 15 on. Empty: the embedded Postgres, in the data folder',
    },
  },
  DATABASE_MIGRATION_URL: {
    schema: postgresUrl,
    secret: true,
    about: {
      he: 'חיבור ישיר לשינויי סכימה, כאשר DATABASE_URL עובר דרך pooler',
      en: 'A direct connection for schema changes, when DATABASE_URL goes through a pooler',
    },
  },
  EZER_DATA: {
    schema: path,
    default: '.ezer',
    path: true,
    about: {
      he: 'תיקיית הנתונים: מסד הנתונים המובנה, המסמכים ויומני הרישום',
      en: 'The data folder: embedded database, document bytes, logs',
    },
  },
  EZER_POSTGRES_PORT: {
    schema: wholeNumber(1, 65535),
    about: {
      he: 'הפורט של ה-Postgres המובנה. ריק: פורט פנוי, שנשמר להבא',
      en: 'Port of the embedded Postgres. Empty: a free one, remembered',
    },
  },
  EZER_HOST: {
    schema: z.string(),
    default: '127.0.0.1',
    about: { he: 'הכתובת שבה מאזין שרת הווב', en: 'Address the web server listens on' },
  },
  EZER_PUBLIC_URL: {
    schema: webAddress,
    about: {
      he: 'הכתובת שבה דפדפנים במחשבים אחרים מגיעים לספרייה, דרך שרת מתווך: https://law.example. אז גם הקריאה דורשת כניסה. ריק: המחשב הזה בלבד',
      en: 'How browsers on other machines reach the library, through a proxy: https://law.example. Then reading needs a sign-in too. Empty: this machine only',
    },
  },
  EZER_PORT: {
    schema: wholeNumber(1, 65535),
    default: '8710',
    about: { he: 'הפורט שבו מאזין שרת הווב', en: 'Port the web server listens on' },
  },
  EZER_UPLOAD_MB: {
    schema: wholeNumber(1, 2_000),
    default: '50',
    about: {
      he: 'הגודל הגדול ביותר של קובץ שמעלים בדפדפן, במגה־בייט',
      en: 'The largest file that can be uploaded in the browser, in megabytes',
    },
  },
  EZER_LIBRARY: {
    schema: path,
    path: true,
    about: {
      he: 'תיקייה של החלטות משלך, במקום הדוגמאות',
      en: 'A folder of your own decisions, instead of the samples',
    },
  },
  EZER_DIGESTS: {
    schema: path,
    path: true,
    about: {
      he: 'תיקייה של גיליונות תקצירים',
      en: 'A folder of digest issues',
    },
  },
  EZER_TEXT_FIELD: {
    schema: z.string(),
    default: 'text',
    about: { he: 'השדה בשורת jsonl שבו הטקסט', en: 'Field of a .jsonl line that holds the text' },
  },
  EZER_ID_FIELD: {
    schema: z.string(),
    default: 'id',
    about: { he: 'השדה בשורת jsonl שבו המזהה', en: 'Field of a .jsonl line that names it' },
  },
  EZER_SAMPLES: {
    schema: onOff,
    default: 'on',
    about: {
      he: 'האם לקרוא את הדוגמאות כשאין ספרייה משלך (on או off)',
      en: 'Whether the samples are read when there is no library of your own (on or off)',
    },
  },
  EZER_LANGUAGE: {
    schema: oneOf(['he', 'en']),
    default: 'he',
    about: { he: 'שפת ההודעות (he או en)', en: 'Language of messages (he or en)' },
  },
  EZER_LOG_LEVEL: {
    schema: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    default: 'info',
    about: { he: 'מה נרשם ביומן, החל מהרמה הזאת', en: 'What is logged, from this level up' },
  },
  EZER_JOB_SECONDS: {
    schema: wholeNumber(1, 86_400),
    // Below the 900 s between two starts of the same job, so that a full run ends before its next start.
    default: '600',
    about: { he: 'תקציב הזמן של ריצת משימה, בשניות', en: 'Time budget of one run of a job, in seconds' },
  },
  EZER_WEBHOOK_URL: {
    schema: anyWebAddress,
    secret: true,
    about: {
      he: 'כתובת שאליה נשלחת כל התראה שנפתחת ונסגרת (POST, JSON). ריק: לא נשלח דבר',
      en: 'Address that is told of every alarm that opens and closes (POST, JSON). Empty: nothing is sent',
    },
  },
  EZER_METRICS_DIR: {
    schema: path,
    path: true,
    about: {
      he: 'תיקייה שבה כל משימה משאירה בסיומה קובץ מדדים (Prometheus textfile). ריק: ללא קובץ',
      en: 'Folder in which each job leaves a file of its numbers (Prometheus textfile). Empty: no file',
    },
  },
  EZER_METRICS_TOKEN: {
    schema: secretText,
    secret: true,
    about: {
      he: 'סיסמה ל-/metrics (Authorization: Bearer), כשהספרייה נגישה ממחשבים אחרים. ריק: המחשב הזה בלבד',
      en: 'Password of /metrics (Authorization: Bearer), when other machines reach the library. Empty: this machine only',
    },
  },
  EZER_JOB_ITEMS: {
    schema: wholeNumber(1, 999_999_999),
    about: {
      he: 'תקציב הפריטים של ריצת משימה. ריק: ללא הגבלה',
      en: 'Item budget of one run of a job. Empty: no limit',
    },
  },
  EZER_CHROME: {
    schema: path,
    path: true,
    about: {
      he: 'דפדפן Chrome לבדיקות ולהפקת הדוגמאות',
      en: 'A Chrome executable for the tests and for printing the samples',
    },
  },
} as const satisfies Record<string, Setting<z.ZodMiniType>>;

type Table = typeof SETTINGS;
export type SettingName = keyof Table;

/** The values, by the names of their variables; a setting without a default may be absent. */
export type Settings = {
  [N in SettingName]: Table[N] extends { default: string }
    ? z.output<Table[N]['schema']>
    : z.output<Table[N]['schema']> | undefined;
};

export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** The row of a setting with its optional columns visible to the type checker. */
export function settingRow(name: SettingName): Setting<z.ZodMiniType> {
  return SETTINGS[name];
}
