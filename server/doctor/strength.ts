// Whether a secret could be guessed: by its look only, since how it was made is not known. Knows no variable.

/** Random text of 32 characters has more than twice as many different ones, whatever its alphabet but hexadecimal. */
const FEW_CHARACTERS = 10;
/** Of three letters in a row, how many are there for the first time; random text has nearly only those. */
const MOSTLY_NEW = 0.7;
/** Of neighbours, how many may be neighbours in the alphabet as well. */
const MANY_STEPS = 0.5;
/** Found where people make up a secret; in random text once in ten thousand. */
const WORDS = /pass|secret|change|example|test|seqr|company|sandbox|default|qwerty|letmein|admin/i;

export type Weakness = 'has few different characters' | 'repeats itself' | 'counts on' | 'is made of words';

/** @returns null for what looks drawn at random */
export function weaknessOf(secret: string): Weakness | null {
  const characters = Array.from(secret);
  if (new Set(characters).size < FEW_CHARACTERS) return 'has few different characters';
  const threes = characters.slice(2).map((_, i) => secret.slice(i, i + 3));
  if (new Set(threes).size < MOSTLY_NEW * threes.length) return 'repeats itself';
  const steps = characters.filter(
    (character, i) => i > 0 && Math.abs(character.charCodeAt(0) - secret.charCodeAt(i - 1)) === 1,
  );
  if (steps.length > MANY_STEPS * characters.length) return 'counts on';
  const isProse = secret.split(/[ _.,-]+/).filter((word) => /^[A-Z]?[a-z]+$/.test(word)).length >= 3;
  return isProse || WORDS.test(secret) ? 'is made of words' : null;
}
