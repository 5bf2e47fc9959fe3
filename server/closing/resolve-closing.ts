// What a person does about a closing that the machine must leave alone: tell what became of a lost mark, and ask for a
// report again.
import type { Shop } from '../orders/shop.ts';
import type { ClosingRecord } from '../store/closing-rows.ts';
import { closingEntry } from './close-period.ts';
import type { ClosingRefusal } from './close-period.ts';

/** Ends the uncertainty of an `unknown` closing; or of a `marked` one whose report cannot be read, since the number that
 *  was told may be the wrong one.
 *  @param transactionPeriodId as SEQR's support has told it: its report is fetched; null: it is abandoned, and what its
 *  period may have held is told as missing there by the next close */
export async function resolveClosing(
  shop: Shop,
  id: string,
  {
    transactionPeriodId,
    operator,
    reason,
  }: { transactionPeriodId: string | null; operator: string; reason: string },
): Promise<ClosingRecord | ClosingRefusal> {
  const { store, clock } = shop;
  const now = clock.now();
  const changes =
    transactionPeriodId === null
      ? ({ state: 'abandoned' } as const)
      : ({ state: 'marked', transactionPeriodId, markedAt: now, explanation: null, nextAt: now } as const);
  const closing = await store.closings.find(id);
  if (!closing) return unknown();
  const act = transactionPeriodId === null ? 'closing abandoned' : 'closing found made';
  const entry = closingEntry(shop, operator, act, closing, reason);
  const isStuck = closing.state === 'marked' && closing.nextAt === null;
  const after = await store.closings.move(id, isStuck ? ['marked'] : ['unknown'], changes, entry);
  if (after === 'taken') {
    const detail = `period ${transactionPeriodId ?? ''} is another closing's already`;
    return { refused: 'period-taken', detail, closing };
  }
  return (
    after ??
    wrongState(
      closing,
      'only a closing whose mark is unknown, or whose report cannot be read, can be resolved',
    )
  );
}

/** Asks for the report of a `marked` closing now, whatever went wrong with it before. */
export async function fetchAgain(
  shop: Shop,
  id: string,
  { operator }: { operator: string },
): Promise<ClosingRecord | ClosingRefusal> {
  const { store, clock } = shop;
  const closing = await store.closings.find(id);
  if (!closing) return unknown();
  const changes = { nextAt: clock.now(), fetches: 0 };
  const entry = closingEntry(shop, operator, 'report asked for again', closing);
  const after = await store.closings.move(id, ['marked'], changes, entry);
  if (after === null || after === 'taken')
    return wrongState(closing, 'only a closed period whose report was not compared yet has one to fetch');
  return after;
}

function unknown(): ClosingRefusal {
  return { refused: 'closing-unknown', detail: 'there is no such closing', closing: null };
}

function wrongState(closing: ClosingRecord, detail: string): ClosingRefusal {
  return { refused: 'wrong-state', detail, closing };
}
