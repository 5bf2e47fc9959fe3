// The ways that a customer's visit may go (the diagram of the vendor's guide): each by a phone that scans, orders and comes
// back, through the service's own pages and addresses.
import type { Order } from '../store/records.ts';
import { orderThat, until } from './bench.ts';
import type { Bench } from './bench.ts';
import { checkRefund, givenBack } from './given-back.ts';
import { paidOrder } from './paid-order.ts';
import type { Made } from './procedure.ts';
import { NotTried } from './step.ts';
import type { Findings, Step } from './step.ts';

/** A notification that comes later helps nobody any more. */
const NOTIFIED_MS = 15_000;

type Ending = 'canceled' | 'failed';

export function flows(
  made: Made,
): Record<'paid' | 'declined' | 'canceled' | 'lost' | 'refunded', Step<Bench>> {
  return {
    paid: {
      id: 'paid',
      section: null,
      title: 'Paid',
      aim: 'The customer pays; SEQR notifies; the service asks, and acknowledges; the Success page knows it.',
      run: async (bench, findings) => {
        made.paid = await pay(bench, findings);
        await checkNotified(bench, findings, made.paid);
        await checkSuccess(bench, findings, made.paid);
      },
    },
    refunded: {
      id: 'refunded',
      section: null,
      title: 'Refunded',
      aim: 'What was paid is given back, by the ledger of the service.',
      needs: ['paid'],
      run: async (bench, findings) => {
        const order = made.paid;
        if (!order) throw new NotTried('nothing was paid');
        findings.about(order.payment?.ersReference);
        checkRefund(findings, await givenBack(bench, order.id));
      },
    },
    declined: {
      id: 'declined',
      section: null,
      title: 'Declined',
      aim: 'The payment fails; the order ends as failed; the Failure page knows it.',
      run: (bench, findings) => end(bench, findings, { verb: 'decline', status: 'failed', view: 'failure' }),
    },
    canceled: {
      id: 'canceled',
      section: null,
      title: 'Cancelled',
      aim: 'The customer turns the bill down; the order ends as cancelled; the Cancel page knows it.',
      run: (bench, findings) => end(bench, findings, { verb: 'cancel', status: 'canceled', view: 'cancel' }),
    },
    lost: {
      id: 'lost',
      section: null,
      title: 'Notification lost',
      aim: 'The customer pays and SEQR’s notification never arrives; the service finds out by asking, inside the 20 seconds.',
      run: async (bench, findings) => {
        const how = await bench.phone.loseNotification();
        findings.note(`the notification is lost: ${how}`);
        try {
          const order = await pay(bench, findings);
          const arrived = await notificationsOf(bench, order);
          findings.check(
            arrived.length === 0,
            'no notification was passed on to the service',
            'the notification was not lost: it has arrived',
          );
          await checkSuccess(bench, findings, order);
          checkRefund(findings, await givenBack(bench, order.id));
        } finally {
          bench.recorder.isDeaf = false;
        }
      },
    },
  };
}

async function pay(bench: Bench, findings: Findings): Promise<Order> {
  const order = await bench.phone.order();
  findings.about(order.invoiceReference);
  const paid = await paidOrder(bench, findings, order);
  findings.about(paid.payment?.ersReference);
  return paid;
}

async function checkSuccess({ phone }: Bench, findings: Findings, order: Order): Promise<void> {
  checkPage(findings, order, 'success', await phone.comeBack(order, 'success'));
}

async function end(
  bench: Bench,
  findings: Findings,
  { verb, status, view }: { verb: 'decline' | 'cancel'; status: Ending; view: 'failure' | 'cancel' },
): Promise<void> {
  const order = await bench.phone.order();
  findings.about(order.invoiceReference);
  await bench.phone.openBill(order);
  await bench.phone.act(order, verb);
  // The app opens the page at once, and that makes the service ask.
  const told = await bench.phone.comeBack(order, view);
  const ended = await orderThat(bench, order.id, (now) => now.endedAt !== null);
  if (ended.endedAt === null)
    throw new NotTried(`nobody has made the app ${verb} it; the order is cancelled`);
  findings.check(
    ended.status === status,
    `the order is ${status}`,
    `the order is ${ended.status}, not ${status}`,
  );
  checkPage(findings, ended, view, told);
}

function checkPage(
  findings: Findings,
  { status }: Order,
  view: 'success' | 'failure' | 'cancel',
  told: string | null,
): void {
  if (told === null) findings.note('what the page says is for the person at the phone to see');
  else
    findings.check(
      told === status,
      `/${view} answers, and the page is told: ${told}`,
      `/${view}: the page is told ${told}, and the order is ${status}`,
    );
}

async function checkNotified(bench: Bench, findings: Findings, order: Order): Promise<void> {
  const answered = async () => {
    const arrived = await notificationsOf(bench, order);
    return arrived.some(({ answer }) => answer === 'HTTP 200') ? arrived : null;
  };
  // The service's own asking may have been faster.
  const arrived = await until(bench, answered, NOTIFIED_MS);
  findings.check(
    arrived !== null,
    'SEQR’s notification arrived, and was answered with 200',
    'no notification arrived: can SEQR reach PUBLIC_URL?',
  );
}

/** Those that the service has got for the order. */
async function notificationsOf({ shop, recorder }: Bench, { id }: Order) {
  const keys = (await shop.store.attempts.ofOrder(id)).map(({ key }) => key);
  return recorder.exchanges.filter(
    ({ kind, name, failure }) =>
      kind === 'notification' && failure === null && keys.some((key) => name.endsWith(`/${key}`)),
  );
}
