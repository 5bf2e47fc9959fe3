// A day's business to close: payments and refunds, made at the simulated SEQR and in our books.
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { closePeriod, isRefusal } from '../../server/closing/close-period.ts';
import type { Order, Refund } from '../../server/store/records.ts';
import type { ClosingRecord } from '../../server/store/closing-rows.ts';
import { formatAmount } from '../../shared/money.ts';
import type { TestShop } from '../shop.ts';

export type PaidOrder = Order & { payment: { ersReference: string; amountMinor: number } };

/** An order of so many adults, paid and confirmed. */
export async function sell(shop: TestShop, quantity = 2): Promise<PaidOrder> {
  const page = await shop.visit();
  await page.session();
  const { id, invoiceReference } = await page.order(quantity);
  await shop.pay(invoiceReference);
  await shop.quiet();
  const order = await shop.store.findOrder(id);
  expect(order?.confirmedAt).not.toBeNull();
  return order as PaidOrder;
}

/** Gives back a part of an order; `state` is how our books have it afterwards. */
export async function giveBack(
  { shop, store, clock }: TestShop,
  order: PaidOrder,
  amountMinor: number,
  {
    state = 'done',
    cashierId,
    isMade = true,
  }: { state?: Refund['state']; cashierId?: string; isMade?: boolean } = {},
): Promise<Refund> {
  const id = randomUUID();
  const sek = { currency: 'SEK', value: formatAmount(amountMinor, 'SEK') };
  const invoice = {
    paymentMode: 'IMMEDIATE_DEBIT',
    acknowledgmentMode: 'NO_ACKNOWLEDGMENT',
    issueDate: '2025-12-24T15:00:00Z',
    title: 'Given back',
    clientInvoiceId: id,
    totalAmount: sek,
    cashierId: cashierId ?? id,
    footer: '',
  };
  const answer = isMade
    ? await shop.seqr.call('refundPayment', { ersReference: order.payment.ersReference, invoice })
    : null;
  const refund: Refund = {
    id,
    orderId: order.id,
    requestKey: randomUUID(),
    state,
    amountMinor,
    currency: 'SEK',
    lines: null,
    reason: 'rain',
    requestedBy: 'astrid',
    requestedAt: clock.now(),
    decidedBy: null,
    sentAt: clock.now(),
    endedAt: state === 'done' ? clock.now() : null,
    ersReference: state === 'done' ? (answer?.ersReference ?? '1') : null,
    resultCode: null,
    failure: null,
  };
  const act = { at: 0, operator: 'astrid', act: 'refund requested', subject: id, reason: null, detail: {} };
  await store.refunds.open(
    order.id,
    refund.requestKey,
    () => refund,
    () => ({ act, seal: (text) => text }),
  );
  return refund;
}

/** Lets the margin pass, closes, and waits until the report is compared. */
export async function closeTheDay(shop: TestShop, terminalId: string | null = null): Promise<ClosingRecord> {
  const { id } = await markTheDay(shop, terminalId);
  await shop.passClosing(5_000);
  return found(shop, id);
}

/** Lets the margin pass and closes; the report is yet to come. */
export async function markTheDay(shop: TestShop, terminalId: string | null = null): Promise<ClosingRecord> {
  await shop.sleepThrough(61_000);
  const outcome = await closePeriod(shop.shop, { requestKey: randomUUID(), terminalId, operator: 'astrid' });
  if (isRefusal(outcome)) throw new Error(outcome.detail);
  return outcome;
}

export async function found({ store }: TestShop, id: string): Promise<ClosingRecord> {
  const closing = await store.closings.find(id);
  if (!closing) throw new Error(`there is no closing ${id}`);
  return closing;
}
