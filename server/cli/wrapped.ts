// Sentences as lines that a terminal of 80 columns shows whole. Knows no command.

const COLUMNS = 80;

/** As many words on a line as go on it; one that is longer than a line stands alone.
 *  @param head what stands before the first line; the others are set in as far */
export function wrapped(text: string, head: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    const isFull = line !== '' && head.length + longer.length > COLUMNS;
    if (isFull) lines.push(line);
    line = isFull ? word : longer;
  }
  return [...lines, line].map((words, i) => (i === 0 ? head : ' '.repeat(head.length)) + words);
}
