// The languages that the page speaks. Adding one: its name here, and a dictionary of the same tag in client/messages/.

/** By BCP 47 tag, each with the name that its speakers give it. */
export const LANGUAGES = { en: 'English', sv: 'Svenska', fi: 'Suomi', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;

/** True for a language that the page has the words of; a region's own, such as `de-AT`, is another one. */
export function isSpoken(tag: string): tag is Language {
  return Object.keys(LANGUAGES).includes(tag);
}

/** Which way a language is written, for `dir`. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return /^(ar|fa|he|ur)\b/.test(tag) ? 'rtl' : 'ltr';
}
