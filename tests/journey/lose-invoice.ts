// The beginning of every story of a lost invoice: SEQR made it, and its answer never came.
import { randomUUID } from 'node:crypto';
import { adults } from '../shop.ts';
import type { TestShop } from '../shop.ts';

/** A visit whose first sendInvoice was done and not answered. */
export async function loseInvoice(shop: TestShop) {
  const customer = await shop.visit();
  const id = randomUUID();
  await shop.faults({ on: 'sendInvoice', kind: 'reset-after' });
  await customer.put(id, adults(2));
  const [attempt] = await shop.store.attempts.ofOrder(id);
  const [bill] = await shop.bills();
  const reference = bill?.invoiceReference ?? '';
  /** SEQR's call, with no change at SEQR behind it. */
  const name = async () => {
    await shop.notify(attempt?.key ?? '', `invoiceReference=${reference}`);
    await shop.quiet();
  };
  return { customer, id, reference, name };
}

/** SEQR does not answer so many questions about payments. */
export const away = (times: number) => ({ on: 'getPaymentStatus', kind: 'fault', times }) as const;
