// What a comparison says, in words: whether both books agree, and the breaks by their kind.
import { BREAK_KINDS, type Break, type ClosingResult } from '../../../shared/desk/closings.ts';
import { money, smallestUnit } from '../formats.ts';
import { BREAK_WORDS, breaks } from '../words.ts';

export interface BreakGroupWords {
  title: string;
  advice: string;
  breaks: Break[];
}

/** In the order in which money may be missing; payments before refunds. */
export function breakGroups(result: Pick<ClosingResult, 'breaks'>): BreakGroupWords[] {
  return BREAK_KINDS.flatMap((kind) =>
    (['payment', 'refund'] as const).map((of) => {
      const found = result.breaks.filter((each) => each.kind === kind && each.of === of);
      return { title: BREAK_WORDS[kind].title(of), advice: BREAK_WORDS[kind].advice, breaks: found };
    }),
  ).filter((group) => group.breaks.length > 0);
}

export function verdict(result: ClosingResult): { isGood: boolean; title: string; text: string } {
  const { currency, ours, theirs, matchedCount } = result;
  const difference = Math.abs(theirs.totalMinor - ours.totalMinor);
  const unit = smallestUnit(currency);
  const pairs = `${matchedCount} ${matchedCount === 1 ? 'entry is' : 'entries are'} the same in both.`;
  if (result.breaks.length === 0 && difference === 0) {
    return { isGood: true, title: `Both books agree to the ${unit}`, text: pairs };
  }
  const title = `The books do not agree: ${breaks(result.breaks.length)}`;
  if (difference === 0) return { isGood: false, title, text: `Their sums are the same by chance. ${pairs}` };
  const more = theirs.totalMinor > ours.totalMinor ? 'SEQR has' : 'Our books have';
  return { isGood: false, title, text: `${more} ${money(difference, currency)} more. ${pairs}` };
}
