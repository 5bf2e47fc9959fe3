// Two languages that nobody speaks, made from English: one with long words, one that is written from right to left. What
// is cut off, left untranslated or pinned to one side shows in them. Knows nothing of what is said.

/** Letters that are taller and wider than their models, so that what is cut off shows. */
const ACCENTED: Partial<Record<string, string>> = {
  a: 'å', c: 'ç', d: 'ð', e: 'é', g: 'ğ', h: 'ĥ', i: 'î', j: 'ĵ', k: 'ķ', l: 'ļ', n: 'ñ', o: 'ö', r: 'ŕ', s: 'š',
  t: 'ţ', u: 'û', w: 'ŵ', y: 'ý', z: 'ž', A: 'Å', B: 'Ɓ', C: 'Ç', D: 'Ð', E: 'É', G: 'Ĝ', I: 'Î', N: 'Ñ', O: 'Ö',
  R: 'Ŕ', S: 'Š', T: 'Ţ', U: 'Û', Y: 'Ý',
}; // prettier-ignore

/** Finnish and German need about this much more room than English. */
const LONGER_BY = 0.4;
/** Between marks, which hold it apart from an amount or a number beside it, as real letters would. */
const RIGHT_TO_LEFT = '\u200f\u202e';
const END = '\u202c\u200f';

/** Accented, and about 40 % longer; brackets show where a text begins and ends. */
export function long(text: string): string {
  const letters = outsideNames(text, (part) =>
    part.replace(/[a-z]/gi, (letter) => ACCENTED[letter] ?? letter),
  );
  const padding = Math.round(text.length * LONGER_BY);
  return `[${letters}${' one two three four five six seven'.repeat(9).slice(0, padding).trimEnd()}]`;
}

/** Each run of words is written from right to left, as Arabic is; what is filled in keeps its own direction. */
export function mirrored(text: string): string {
  return outsideNames(text, (part) => (part.trim() === '' ? part : RIGHT_TO_LEFT + part + END));
}

/** Every text of a dictionary, of whatever depth. */
export function everyText<Texts>(texts: Texts, change: (text: string) => string): Texts {
  const entries = Object.entries(texts as Record<string, unknown>).map(([key, value]) => [
    key,
    typeof value === 'string' ? change(value) : everyText(value, change),
  ]);
  return Object.fromEntries(entries) as Texts;
}

/** What every language leaves as it is: what is filled in, and the app's own name. */
function outsideNames(text: string, change: (part: string) => string): string {
  return text
    .split(/(\{\w+\}|SEQR)/)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');
}
