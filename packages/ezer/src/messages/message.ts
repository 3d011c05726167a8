/** One message in both languages of the product. */
export interface Message {
  he: string;
  en: string;
}
