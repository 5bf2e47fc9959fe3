// Which texts XML can carry: what comes in must be able to go out again.
import { buildFields } from '../../seqr/envelope.ts';
import { string } from '../../seqr/wire.ts';

/** False for a text with a character that XML 1.0 has no way to write. */
export function isXmlText(text: string): boolean {
  try {
    buildFields({ text: string }, { text });
    return true;
  } catch {
    return false;
  }
}
