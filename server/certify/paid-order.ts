// An order that is paid while one looks: whether SEQR's word was asked for in time, taken, and acknowledged.
import { commitReservation } from '../orders/commit-reservation.ts';
import { Refusal } from '../orders/refusal.ts';
import type { Order } from '../store/records.ts';
import { orderThat } from './bench.ts';
import type { Bench } from './bench.ts';
import { callsAbout, isAccepted, textOf } from './heard.ts';
import { NotTried } from './step.ts';
import type { Findings } from './step.ts';

/** SEQR takes a payment back that nobody has asked for by then (seqr-api, "The 20-second rule"). */
const RULE_MS = 20_000;

/** Has the order paid, and waits until the service has told SEQR that it knows.
 *  @returns the order as it is then
 *  @throws {NotTried} when nobody has paid */
export async function paidOrder(bench: Bench, findings: Findings, order: Order): Promise<Order> {
  const { phone, shop, recorder } = bench;
  await phone.openBill(order);
  const askedAt = shop.clock.now();
  await phone.act(order, 'pay');
  if (shop.definition.reservation !== null) await take(bench, findings, order);
  const isOver = ({ status, confirmedAt }: Order) =>
    status === 'paid' ? confirmedAt !== null : isEnded(status);
  const paid = await orderThat(bench, order.id, isOver);
  if (paid.status === 'payable') throw new NotTried('nobody has paid it');
  findings.check(
    paid.status === 'paid',
    `the order is paid: ${paid.bookingNumber}`,
    `the order is ${paid.status}, not paid`,
  );
  if (paid.status !== 'paid') return paid;

  const calls = callsAbout(recorder, 'getPaymentStatus', order.invoiceReference ?? '').filter(isAccepted);
  const first = calls.find(({ answer }) => textOf(answer, 'status') === 'PAID');
  const version = textOf(first?.answer ?? null, 'version') ?? '';
  const paidAt = Date.parse(textOf(first?.answer ?? null, 'paymentDate') ?? '');
  // SEQR's clock may be another one; nothing was paid before it was to be.
  const afterMs = first ? first.at - Math.max(askedAt, Math.min(first.at, paidAt || askedAt)) : Infinity;
  findings.check(
    afterMs <= RULE_MS,
    `the status was asked for ${inSeconds(afterMs)} after the payment; SEQR waits 20 s`,
    `the status was not asked for within 20 s after the payment`,
  );
  const isAcknowledged = calls.some(
    (call) =>
      call !== first && call.at >= (first?.at ?? 0) && textOf(call.request, 'invoiceVersion') === version,
  );
  findings.check(
    isAcknowledged && paid.confirmedAt !== null,
    `version ${version}, which said PAID, was acknowledged by the next call`,
    'the version that said PAID was not acknowledged by a call that carries it',
  );
  const { payment } = paid;
  findings.check(
    payment?.difference === null,
    'SEQR’s receipt is as the order is',
    `SEQR’s receipt differs from the order: ${payment?.difference ?? ''}`,
  );
  return paid;
}

/** Where the money is reserved first, the merchant takes it (seqr-api §4 "Reservation"). */
async function take(bench: Bench, findings: Findings, order: Order): Promise<void> {
  const reserved = await orderThat(
    bench,
    order.id,
    ({ status, reservation }) => reservation !== null || isEnded(status),
  );
  if (reserved.reservation === null) return;
  findings.note('the money is reserved, and taken by commitReservation');
  const taken = await commitReservation(bench.shop, order.id, null);
  if (taken instanceof Refusal && taken.code !== 'not-reserved')
    throw new Error(`what was reserved was not taken: ${taken.code}`);
}

const isEnded = (status: Order['status']): boolean => !['placing', 'payable'].includes(status);
const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
