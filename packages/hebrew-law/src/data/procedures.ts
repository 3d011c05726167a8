// Case types ("procedures") of the Israeli courts.
//
// Source of the codes: the case-type lists gathered from iglavi/zot-vaod (zot/case_types.py, data/metadata.csv) and
// ubi-group/ubi-law (extr/files). Meanings and court levels: names seen in Net HaMishpat's own labels, and for the
// Supreme Court's and the old codes general knowledge of practice; a code whose meaning was not checked has none.
// Left out, because in running text they are something else: regional plans (תמ"מ), footnotes (ה"ש), plain words, and
// ברע"א, ברע"פ, בע"א, which are ב before רע"א, רע"פ, ע"א.

/** Kinds of court a procedure runs in; several when the same code is used at several levels. */
export type CourtLevel =
  | 'supreme'
  | 'district'
  | 'magistrate'
  | 'small-claims'
  | 'family'
  | 'juvenile'
  | 'traffic'
  | 'local'
  | 'labour-national'
  | 'labour-regional'
  | 'committee'
  | 'elections';

/** `code|levels|meaning`; one a line. */
export const KNOWN_PROCEDURES = `
בג"ץ|supreme|עתירה לבית המשפט הגבוה לצדק
דנג"ץ|supreme|דיון נוסף בבג"ץ
בשג"ץ|supreme|בקשה שונה בבג"ץ
ע"א|supreme district|ערעור אזרחי
ע"פ|supreme district|ערעור פלילי
רע"א|supreme district|בקשת רשות ערעור אזרחי
רע"פ|supreme|בקשת רשות ערעור פלילי
רע"ב|supreme|בקשת רשות ערעור בעתירת אסיר
רעב"ס|supreme|רשות ערעור בענייני בתי סוהר
ר"ע|supreme district|רשות ערעור (עד 1984)
בר"ע|supreme labour-national district|בקשת רשות ערעור
ב"ר|supreme|בקשת רשות (ישן)
בר"מ|supreme|בקשת רשות ערעור מנהלי
בר"ש|supreme|בקשת רשות ערעור על החלטת רשם
בע"מ|supreme|בקשת רשות ערעור בענייני משפחה
עע"מ|supreme|ערעור בעתירה או בתובענה מנהלית
ער"מ|supreme|ערעור משמעת ברשויות המקומיות
עש"מ|supreme|ערעור משמעת של עובדי המדינה
על"ע|supreme|ערעור לשכת עורכי הדין
ע"ב|supreme|ערעור בחירות
א"ב|supreme|אישור בחירות
ד"נ|supreme|דיון נוסף
ד"ן|supreme|דיון נוסף
דנ"א|supreme|דיון נוסף אזרחי
דנ"פ|supreme|דיון נוסף פלילי
דנ"מ|supreme|דיון נוסף מנהלי
מ"ח|supreme|משפט חוזר
בש"פ|supreme district|בקשה שונה בפלילים
בש"א|supreme district magistrate labour-regional|בקשה שונה אזרחית
בש"מ|supreme|בקשה שונה מנהלית
ב"ש|supreme district magistrate|בקשה שונה (ישן)
המ'|supreme district magistrate|המרצה (ישן)
ע"ר|supreme district labour-regional labour-national|ערעור על החלטת רשם
ת"א|district magistrate|תיק אזרחי
ת"פ|district magistrate|תיק פלילי
תפ"ח|district|תיק פשעים חמורים
מ"ת|district magistrate|מעצר עד תום ההליכים
מ"י|magistrate|מעצר ימים
עמ"ת|district|ערר על מעצר עד תום ההליכים
עמ"י|district|ערר על מעצר ימים
עפ"ג|district|ערעור פלילי על גזר דין
עפ"ת|district|ערעור פלילי בתעבורה
עפ"א|district|ערעור פלילי אחר
עתפ"ב|district|ערעור על תיק פלילי בנייה
עמ"ש|district|ערעור משפחה
רמ"ש|district|בקשת רשות ערעור משפחה
עמ"נ|district|ערעור מנהלי
עת"מ|district|עתירה מנהלית
עת"א|district|עתירת אסיר
ת"מ|district|תובענה מנהלית
ע"מ|district|ערעור מס
ע"ש|district|ערעור שונה (ישן)
עמ"ה|district|ערעור מס הכנסה (ישן)
ה"פ|district magistrate|המרצת פתיחה
הפ"ב|district|המרצת פתיחה בענייני בוררות
ת"צ|district magistrate labour-regional|תובענה ייצוגית
תנ"ג|district|תביעה נגזרת
פר"ק|district|פירוק חברות
פש"ר|district|פשיטת רגל
חדל"ת|district|חדלות פירעון של תאגיד
חדל"פ|magistrate|חדלות פירעון של יחיד
עחדל"פ|district|ערעור חדלות פירעון
רת"ק|district|רשות ערעור בתביעה קטנה
ו"ע|committee|ועדת ערר או ועדת ערעור
ערר|committee|ערר
תא"ק|district magistrate|תיק אזרחי בסדר דין מקוצר
תא"מ|magistrate|תיק אזרחי בסדר דין מהיר
תאד"מ|magistrate|תיק אזרחי בדיון מהיר
תא"ח|magistrate|
ת"ד|magistrate|תאונת דרכים
ת"ט|magistrate|התנגדות לביצוע שטר
ת"ת|magistrate|תביעה על סכום קצוב
תפ"מ|magistrate|תביעה לפינוי מושכר
ת"ק|small-claims|תביעה קטנה
ה"ת|magistrate|החזרת תפוס
ה"ט|family magistrate|הטרדה מאיימת
תת"ע|traffic|תיק תעבורה
תו"ב|local|תכנון ובנייה
תפ"ב|magistrate local|תיק פלילי בנייה
בצה"מ|local|בקשה בעניין צו הריסה מנהלי
ח"נ|local|חנייה
חע"מ|local|חוקי עזר עירוניים
תח"מ|local|תחבורה מקומית
תמ"ש|family|תיק משפחה
תלה"מ|family|תובענה לאחר הליך להסדר התדיינויות
י"ס|family|יישוב סכסוך
ת"ע|family|תיק עיזבון
א"פ|family|אפוטרופסות
אמ"ץ|family|אימוץ
ת"ג|family|קביעת גיל
תנ"ז|juvenile|תיק נזקקות
ע"ע|labour-national|ערעור עבודה
עב"ל|labour-national|ערעור ביטוח לאומי
עס"ק|labour-national|ערעור בסכסוך קיבוצי
סק"כ|labour-national|סכסוך קיבוצי כללי
דב"ע|labour-national|דיון בבית הדין הארצי לעבודה (ישן)
ב"ל|labour-regional|ביטוח לאומי
ס"ע|labour-regional|סכסוך עבודה
סע"ש|labour-regional|סכסוך עבודה בסמכות שופט
ס"ק|labour-regional|סכסוך קיבוצי
ד"מ|labour-regional|דיון מהיר
דמ"ש|labour-regional|דיון מהיר בסמכות שופט
ד"ט|labour-regional|דמי טיפול ארגוני
ק"ג|labour-regional|קופת גמל
על"ח|labour-regional|ערעור על פי חוק
תע"א|labour-regional|תובענה ארגונית
תב"כ|elections|תיק בחירות לכנסת
`;

/** Codes that occur but whose meaning was not checked. */
export const OTHER_PROCEDURES =
  'פ"א פל"א ק"פ פ"ת ש"ש ב"פ תב"ע ת"י ח"א נ"מ צ"ו כ"צ מ"מ פ ת ע ' +
  'א"ת אב"ע אפ"ח את"פ ב"נ ב"ק בא"פ בא"ש בב"נ בד"א בד"מ בדמ"ש בה"ן בה"ע ביד"מ ביד"ע בל"מ בע"ח בע"ק בפ"מ ' +
  'בפ"ת בצ"א בק"מ בש"ז בש"ע בשה"ת בת"ת ג"פ גז"ז גמ"ר גר"ח ד"ח דמ"ר ה"ד ה"כ ה"נ ה"ע הא"מ הד"פ הוצל"פ ' +
  'המ"ד המ"מ המ"ע המ"ש המנ"א המנ"מ הס"ת הע"ז הפ"מ הצ"מ הש"א הש"פ הש"ר השג"ץ וח"ק וש"מ וש"ק וש"ר ז"י ' +
  'ח"ד ח"י ח"ש חב"ר חד"א חד"מ חד"פ חה"ע חס"מ חע"ק מ"א מ"ט מ"כ מ"ס מב"כ מב"ס מז"ג מח"ע מי"ב מס"ט מע"י ' +
  'מע"ת נ"ב נב"א נמ"ב נע"ד סב"א ע"ו ע"ז ע"ח ע"ל ע"נ ע"ק ע"ת עא"ח עא"פ עב"ז עב"ח עב"י עב"פ עב"ר עבא"פ ' +
  'עבמ"צ עבע"ח עבשה"ת עג"ר עד"י עד"מ עה"ג עה"פ עהס"ת עח"א עח"ע עח"ק עח"ר עחד"פ עחד"ת עחה"ס עכ"ב על"א ' +
  'עמ"א עמ"ז עמ"ח עמ"מ עמ"פ עמ"צ עמ"ק עמל"ע עמר"מ עמש"מ ענ"א ענ"מ ענ"פ ענמ"א ענמ"ש עס"א עע"א עע"כ עע"ר ' +
  'עעת"א עפ"מ עפ"ן עפ"ס עפ"ע עפ"ר עפה"ג עפמ"ק עפס"פ עצ"מ עק"ג עק"מ עק"נ עק"פ ער"א ער"פ ערג"ץ עש"א עש"ר ' +
  'עש"ת עשת"ש עת"ח עת"צ פ"ה פ"ל פ"מ פ"ר פמ"ר פע"מ פק"ח פש"ז צ"א צ"ה צ"ח צ"מ צב"נ צמ"נ קמ"ש רחד"פ רע"הת ' +
  'רע"ו רע"מ רע"ס רע"צ רע"ר רע"ש רעב"י רעפ"א רעפמ"ק רער"צ רעת"א רעת"ח רצ"פ ש"מ ש"ע ש"ק שב"ד שמ"י שנ"א ' +
  'שע"מ ת"ב ת"ח ת"כ תג"א תד"א תה"ג תה"ן תה"ס תו"ח תח"פ תח"ת תל"א תל"ב תל"פ תלת"מ תמ"ק תמ"ר תמה"ח תע"ז ' +
  'תפ"כ תפ"ע תפ"ק תפח"ע תפמ"מ תפמ"ר תק"ז תק"ח תק"מ תקא"ס תר"מ תת"ח תת"ק תתע"א';

/** Codes that also abbreviate something else (police files, town plans, standards): believed only with a number of the new form. */
export const AMBIGUOUS_PROCEDURES = 'פ"א פל"א תב"ע ת"י ח"א נ"מ צ"ו כ"צ מ"מ';
