// Breaks a text into lines that fit. Knows no typeface: it is told how wide a text is.

export interface Wrapped {
  lines: string[];
  /** A word had to be broken in its middle. */
  isBroken: boolean;
}

/** As few lines as there can be, without spaces at their ends; every letter stands in one of them.
 *  @param fits whether a text fits into one line; a single letter is taken to do so */
export function wrap(text: string, fits: (line: string) => boolean): Wrapped {
  const lines: string[] = [];
  let isBroken = false;
  let line = '';
  // A hyphen stays with the word that it ends.
  for (const part of text.trim().match(/\s*(?:[^\s-]+-?|-)/gu) ?? []) {
    if (fits(line + part)) {
      line += part;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trim());
    line = part.trim();
    while (!fits(line)) {
      isBroken = true;
      const letters = Array.from(graphemes.segment(line), ({ segment }) => segment);
      let count = letters.length - 1;
      while (count > 1 && !fits(letters.slice(0, count).join(''))) count -= 1;
      if (count < 1) break;
      lines.push(letters.slice(0, count).join(''));
      line = letters.slice(count).join('');
    }
  }
  if (line.trim() !== '') lines.push(line.trim());
  return { lines, isBroken };
}

const graphemes = new Intl.Segmenter('en');
