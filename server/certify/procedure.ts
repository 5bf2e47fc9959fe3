// The vendor's certification procedure, step by step (seqr-api §7, 1 to 6), made by the service itself: orders by its own
// domain, so that the books hold them. Only invoices that nobody shall see are sent by hand, and cancelled.
import { randomUUID } from 'node:crypto';
import { closePeriod, isRefusal } from '../closing/close-period.ts';
import { settleOrder } from '../orders/settle-order.ts';
import { readEvent } from '../outbox/channel.ts';
import { receiptChannel } from '../outbox/receipt.ts';
import type { ClosingRecord } from '../store/closing-rows.ts';
import type { Order } from '../store/records.ts';
import { pause, PATIENCE_MS, until } from './bench.ts';
import type { Bench } from './bench.ts';
import { askByHand, sendByHand } from './by-hand.ts';
import { callsAbout, isAccepted, textOf } from './heard.ts';
import { checkInvoiceCall } from './invoice-call.ts';
import { OPERATOR } from './own.ts';
import { checkRefund, givenBack } from './given-back.ts';
import { paidOrder } from './paid-order.ts';
import { NotTried } from './step.ts';
import type { Findings, Step } from './step.ts';

/** Seqr-api §7, 2. */
const WAIT_MS = 30_000;

/** What the steps leave for each other. */
export interface Made {
  /** The order whose invoice the first two steps look at, unpaid. */
  first?: Order;
  /** The one that was paid. */
  paid?: Order;
}

/** In the order in which they are made: the first one needs no phone, so wrong credentials show before anybody scans. */
export function procedure(
  made: Made,
): Record<'cancel' | 'invoice' | 'status' | 'receipt' | 'refund' | 'close', Step<Bench>> {
  return {
    cancel: {
      id: 'cancel',
      section: '7.4',
      title: 'Invoice, status, cancel',
      aim: 'An invoice is sent, its status is asked for, and it is cancelled.',
      run: sendAskCancel,
    },
    invoice: {
      id: 'invoice',
      section: '7.1',
      title: 'What an invoice holds',
      aim: 'sendInvoice has itemQuantity and itemTotalAmount in every row, a clientReference, and clientRequestTimeout 0.',
      run: async (bench, findings) => {
        const order = await bench.phone.order();
        made.first = order;
        findings.about(order.invoiceReference);
        checkInvoiceCall(bench, order, findings);
      },
    },
    status: {
      id: 'status',
      section: '7.2',
      title: 'Status before and after the scan, and of an earlier invoice',
      aim: 'getPaymentStatus before the code is scanned and after it; then a new invoice, 30 seconds of waiting, and the status of the earlier one.',
      needs: ['invoice'],
      run: (bench, findings) => askEarlier(bench, findings, theOrder(made.first)),
    },
    receipt: {
      id: 'receipt',
      section: '7.3',
      title: 'The receipt after the payment',
      aim: 'submitPaymentReceipt for an invoice that is PAID.',
      needs: ['paid'],
      run: (bench, findings) => submitReceipt(bench, findings, theOrder(made.paid)),
    },
    refund: {
      id: 'refund',
      section: '7.5',
      title: 'Invoice, status, payment, status, refund',
      aim: 'An invoice is sent, asked for, paid, asked for again, and given back.',
      run: payAndRefund,
    },
    close: {
      id: 'close',
      section: '7.6',
      title: 'Transaction period and report',
      aim: 'markTransactionPeriod closes the period, and executeReport tells what was booked in it.',
      run: closeAndCompare,
    },
  };
}

async function sendAskCancel(bench: Bench, findings: Findings): Promise<void> {
  const reference = await sendByHand(bench, findings);
  const status = await askByHand(bench, reference);
  findings.check(status === 'ISSUED', 'the status is ISSUED', `the status is ${status}, not ISSUED`);
  const failure = await bench.own.cancelInvoice(reference);
  findings.check(failure === null, 'SEQR has cancelled it', `it was not cancelled: ${failure ?? ''}`);
  if (failure !== null) return;
  const after = await askByHand(bench, reference);
  findings.check(after === 'CANCELED', 'the status is CANCELED', `the status is ${after}, not CANCELED`);
}

async function askEarlier(bench: Bench, findings: Findings, order: Order): Promise<void> {
  const { phone, own, tell } = bench;
  const reference = order.invoiceReference ?? '';
  findings.about(reference);
  const ask = async (when: string) => {
    const before = callsAbout(bench.recorder, 'getPaymentStatus', reference).length;
    await settleOrder(bench.shop, order.id);
    const call = callsAbout(bench.recorder, 'getPaymentStatus', reference).slice(before).findLast(isAccepted);
    const status = call && textOf(call.answer, 'status');
    findings.check(status !== undefined, `${when}: ${status ?? ''}`, `${when}: SEQR did not tell the status`);
    return status;
  };
  await ask('before the scan');
  await phone.openBill(order);
  await ask('after the scan');
  const later = await sendByHand(bench, findings);
  tell(`waiting ${WAIT_MS / 1000} s, as the procedure asks for`);
  await pause(bench, WAIT_MS);
  const status = await ask('of the earlier invoice, 30 s after a new one was sent');
  if (status === 'CANCELED')
    findings.check(
      false,
      '',
      'a new invoice has cancelled the earlier one: this is the terminal of a cash register; ask the vendor for a webshop’s',
    );
  await own.cancelInvoice(later);
  await own.cancelOrder(order.id);
}

async function submitReceipt(bench: Bench, findings: Findings, order: Order): Promise<void> {
  const { shop, recorder, sendsReceipts } = bench;
  const ersReference = order.payment?.ersReference ?? '';
  findings.about(ersReference);
  if (!sendsReceipts) {
    findings.note('RECEIPTS is "no": the service submits none by itself, so this one was submitted by hand');
    const effect = (await shop.store.findSideEffects(order.id)).find(({ kind }) => kind === 'paid');
    const event = effect && (await readEvent(shop.store, effect));
    if (!event) throw new Error('the payment has no event that a receipt could be made of');
    await receiptChannel({ mimeType: 'text/html' }, shop).deliver(event, bench.signal);
  }
  const submitted = () => callsAbout(recorder, 'submitPaymentReceipt', ersReference).find(isAccepted) ?? null;
  const call = await until(bench, submitted, PATIENCE_MS);
  if (call) findings.proofs.push(call);
  const data = textOf(call?.request ?? null, 'receiptData') ?? '';
  findings.check(
    call !== null,
    `SEQR has taken the receipt, ${Buffer.from(data, 'base64').length} bytes of ${textOf(call?.request ?? null, 'mimeType') ?? ''}`,
    `no receipt was taken by SEQR in ${PATIENCE_MS / 1000} s`,
  );
}

async function payAndRefund(bench: Bench, findings: Findings): Promise<void> {
  const { phone, shop } = bench;
  const order = await phone.order();
  findings.about(order.invoiceReference);
  await settleOrder(shop, order.id);
  const paid = await paidOrder(bench, findings, order);
  findings.about(paid.payment?.ersReference);
  checkRefund(findings, await givenBack(bench, order.id));
}

async function closeAndCompare(bench: Bench, findings: Findings): Promise<void> {
  const { shop, own } = bench;
  const closing = await closePeriod(shop, {
    requestKey: randomUUID(),
    terminalId: null,
    operator: OPERATOR,
  }).catch((error: unknown) => {
    // SEQR may have been asked: only a no of SEQR's own is an answer.
    own.addUnknown('nobody knows whether the period was closed: see "closings list"');
    throw error;
  });
  if (isRefusal(closing)) throw new NotTried(`${closing.detail}: see "closings list"`);
  if (closing.state === 'unknown' || closing.state === 'marking')
    own.addUnknown(`nobody knows whether the period was closed: see "closings show ${closing.id}"`);
  if (closing.state === 'refused')
    throw new Error(
      `${closing.explanation ?? ''}: look at SEQR_RESELLER_ID, SEQR_RESELLER_USER_ID and SEQR_RESELLER_PASSWORD`,
    );
  findings.check(
    closing.transactionPeriodId !== null,
    `SEQR has closed period ${closing.transactionPeriodId ?? ''}`,
    `SEQR has not closed the period: ${closing.explanation ?? ''}`,
  );
  if (closing.transactionPeriodId === null) return;
  const isOver = async () => {
    const now = await shop.store.closings.find(closing.id);
    return now && (now.state !== 'marked' || now.nextAt === null) ? now : null;
  };
  const compared = await until(bench, isOver, PATIENCE_MS);
  reportBooks(bench, findings, compared, closing.id);
}

function reportBooks({ own }: Bench, findings: Findings, closing: ClosingRecord | null, id: string): void {
  const result = closing?.result ?? null;
  findings.check(
    result !== null,
    `SEQR’s report lists ${result?.theirs.count ?? 0} payments and refunds, our books ${result?.ours.count ?? 0}; ${result?.matchedCount ?? 0} are alike`,
    `the report was not compared: ${closing?.explanation ?? 'it did not come'}; the service goes on asking, see "closings show ${id}"`,
  );
  if (!result) return;
  const ours = result.breaks.filter(({ orderId }) => orderId !== null && own.hasOrder(orderId));
  findings.check(
    ours.length === 0,
    'what was paid and given back here stands in both books alike',
    `${ours.length} of what was paid and given back here differ: see "closings show ${id}"`,
  );
  const others = result.breaks.length - ours.length;
  if (others > 0)
    findings.note(`${others} others differ that are not of this certification: see "closings show ${id}"`);
}

function theOrder(order: Order | undefined): Order {
  if (!order) throw new NotTried('there is no order of an earlier step');
  return order;
}
