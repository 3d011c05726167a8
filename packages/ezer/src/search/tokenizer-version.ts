/** Changes when the tokenizer does; entries of another version are written anew by the drains. */
export const TOKENIZER_VERSION = '2';
