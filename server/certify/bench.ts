// What the steps of a certification work with, and how they wait: with a bound, and until somebody interrupts them.
import type { Order } from '../store/records.ts';
import type { Shop } from '../orders/shop.ts';
import type { Own } from './own.ts';
import type { Phone } from './phone.ts';
import type { Recorder } from './recorder.ts';
import { NotTried } from './step.ts';

export interface Bench {
  /** Of the service that runs in this process. */
  shop: Shop;
  recorder: Recorder;
  phone: Phone;
  /** What was made at SEQR for this certification. */
  own: Own;
  /** False: the service submits no receipts by itself. */
  sendsReceipts: boolean;
  /** Where operators work, for a person who must decide something there. */
  deskUrl: string;
  /** Tells a person what to do, or what is waited for. */
  tell: (text: string) => void;
  /** Aborted when a person has had enough. */
  signal: AbortSignal;
}

/** How often it is looked whether what is waited for has come. */
const LOOK_EVERY_MS = 250;
/** What machines do among themselves is done by then, or never. */
export const PATIENCE_MS = 45_000;

/** Waits until a look finds something.
 *  @returns null when patience has ended
 *  @throws {NotTried} when it was interrupted */
export async function until<T>(
  { shop: { clock }, signal }: Pick<Bench, 'signal'> & { shop: Pick<Shop, 'clock'> },
  look: () => Promise<T | null> | T | null,
  patienceMs: number,
): Promise<T | null> {
  const end = clock.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (clock.now() >= end) return null;
    await pause({ shop: { clock }, signal }, LOOK_EVERY_MS);
  }
}

/** @throws {NotTried} when it was interrupted */
export async function pause(
  { shop: { clock }, signal }: Pick<Bench, 'signal'> & { shop: Pick<Shop, 'clock'> },
  ms: number,
): Promise<void> {
  if (!signal.aborted) await clock.sleep(ms, signal);
  if (signal.aborted) throw new NotTried('it was interrupted');
}

/** Waits until the order is as it should be, by the store: the service's own settling brings it there.
 *  @returns the order as it is then, or at the end of patience */
export async function orderThat(
  bench: Bench,
  id: string,
  isSo: (order: Order) => boolean,
  patienceMs = bench.phone.patienceMs,
): Promise<Order> {
  const look = async () => {
    const order = await bench.shop.store.findOrder(id);
    return order && isSo(order) ? order : null;
  };
  const order = (await until(bench, look, patienceMs)) ?? (await bench.shop.store.findOrder(id));
  if (!order) throw new Error('the order is not in the store any more');
  return order;
}
