/**
 * The one spelling under which the library knows a docket. `hebrew-law` keeps the sign that a text wrote between the two
 * numbers of an old file (`ת"פ 1616-07`, `ת"פ 1616/07`): both are the same file, so they are stored with a slash. A
 * number of three parts and a text without a procedure stay as they are.
 *
 * @param canonical  a docket as `hebrew-law` gives it
 * @example libraryDocket('ת"פ 1616-07'); // 'ת"פ 1616/07'
 */
export const libraryDocket = (canonical: string): string => canonical.replace(/^(\D+ \d+)-(\d{2,4})$/, '$1/$2');
