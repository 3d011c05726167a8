/**
 * How the text of a setting becomes its value. Plain functions and no schema library: every start of a job reads the
 * settings, and loading the library was 8 of the 118 ms of CPU time of a start on an empty queue (profile of the
 * bundle with a warm compile cache, two shared cores).
 */
export type Read<T> = { value: T } | { problem: string };
export type Reader<T> = (text: string) => Read<T>;

export const anyText: Reader<string> = (value) => ({ value });

/** Text that fulfils a condition; `problem` completes "NAME is … but …". */
export const textThat =
  (isRight: (text: string) => boolean, problem: string): Reader<string> =>
  (value) =>
    isRight(value) ? { value } : { problem };

/** An address that fulfils a condition. */
export const addressThat = (isRight: (url: URL) => boolean, problem: string): Reader<string> =>
  textThat((text) => {
    const url = URL.parse(text);
    return url !== null && isRight(url);
  }, problem);

export const onOff: Reader<boolean> = (text) =>
  text === 'on' || text === 'off' ? { value: text === 'on' } : { problem: 'must be on or off' };

export const wholeNumber =
  (least: number, most: number): Reader<number> =>
  (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? { value } : { problem: `must be a whole number from ${least} to ${most}` };
  };

export const oneOf =
  <const T extends readonly string[]>(names: T): Reader<T[number]> =>
  (text) => {
    const value = names.find((name) => name === text);
    return value === undefined ? { problem: `must be one of: ${names.join(', ')}` } : { value };
  };
