// A code by the vendor's print rules: version 4, level M. Knows its modules, not how they are drawn.
import { correction, generate, mode } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';
import { adviseShorter } from './advice.ts';

/** Modules along an edge of version 4, without the quiet zone. Source: seqr-api §6. */
export const CODE_MODULES = 33;
/** What the vendor allows. Source: seqr-api §6. */
export const MOST_CHARACTERS = 50;

const VERSION = 4;
/** Version 4 at level M has 64 data codewords. Source: ISO/IEC 18004, table 7. */
const CAPACITY_BITS = 64 * 8;

/** A code that is ready to be drawn. */
export interface Code {
  url: string;
  characters: number;
  /** What is not as the vendor wants it, and what would mend it; null: all is. */
  warning: string | null;
  isDark: (x: number, y: number) => boolean;
  /** The outline of the dark modules, as an SVG path in modules from the top left corner without the quiet zone. */
  outline: () => string;
}

/** Why there can be no such code, and what would mend it. */
export class CodeError extends Error {
  override readonly name = 'CodeError';
}

/** Makes the code; the library chooses the segments.
 *  @throws {CodeError} when it does not fit, or is no URL */
export function makeCode(url: string): Code {
  const { warning, fault } = judgeCode(url);
  if (fault !== null) throw new CodeError(fault);
  const bitmap = generate(url, {
    minVersion: VERSION,
    maxVersion: VERSION,
    minCorrectionLevel: correction.M,
    maxCorrectionLevel: correction.M,
  });
  return {
    url,
    characters: url.length,
    warning,
    isDark: (x, y) => bitmap.get(x, y),
    outline: () => toSvgPath(bitmap),
  };
}

/** What is to be said of a code; null: nothing. */
export interface CodeVerdict {
  /** It can be made, and is not as the vendor wants it: with what would mend it. */
  warning: string | null;
  /** It cannot be made: why, and what would mend it. */
  fault: string | null;
}

/** Looks without making it, which takes no time: for a long list. */
export function judgeCode(url: string): CodeVerdict {
  const strange = /[^!-~]/u.exec(url);
  if (strange) {
    const fault = `${JSON.stringify(strange[0])} cannot stand in a code: a service id has letters and digits of A-Z, 0-9`;
    return { warning: null, fault };
  }
  // So many fit whatever they are.
  if (url.length <= MOST_CHARACTERS) return { warning: null, fault: null };
  const advice = adviseShorter(url, MOST_CHARACTERS);
  if (bitsOf(url) <= CAPACITY_BITS) {
    const warning = `${url.length} characters, the vendor allows ${MOST_CHARACTERS}; ${advice}`;
    return { warning, fault: null };
  }
  const fault = `${url.length} characters, ${tooMany(url)} more than a code of version ${VERSION} at level M holds here; ${advice}`;
  return { warning: null, fault };
}

/** How many would have to go at its end. */
function tooMany(url: string): number {
  let count = 1;
  while (bitsOf(url.slice(0, -count)) > CAPACITY_BITS) count += 1;
  return count;
}

/** What the best mix of segments takes. */
function bitsOf(text: string): number {
  let bits = 0;
  mode.auto(text)({ push: (_value, count) => (bits += count) }, VERSION);
  return bits;
}
