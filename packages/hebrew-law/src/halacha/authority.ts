// The signal words of the uniform rules of citation, with the older singular forms.
const SIGNAL =
  /^\s*(?:ו?(?:כן|כך)\s+)?ו?(?:ראו|ראה|ר['׳]|השוו|השווה)(?:\s+(?:גם|והשוו|והשווה|עוד))?(?:,?\s*(?:למשל|לדוגמה))?\s*[,:]?\s+(?=\S)/u;

/**
 * An authority without the word that led to it.
 *
 * @example withoutSignal('וכן ראו, למשל: ע"א 9001/31') // 'ע"א 9001/31'
 */
export function withoutSignal(authority: string): string {
  return authority.replace(SIGNAL, '') || authority;
}
