// The merchant's own system is told of every event, signed by the Standard Webhooks scheme (standardwebhooks.com): the
// id stays the same however often it is told, so that the receiver can drop what it knows.
import { createHash, createHmac } from 'node:crypto';
import { formatAmount } from '../../shared/money.ts';
import type { Clock } from '../world.ts';
import type { Channel, OrderEvent } from './channel.ts';
import { post } from './post.ts';

export interface WebhookSettings {
  url: string;
  /** `whsec_` and the key in base64. */
  secret: string;
}

export function webhookChannel(
  { url, secret }: WebhookSettings,
  { fetch, clock }: { fetch: typeof globalThis.fetch; clock: Clock },
): Channel {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return {
    takes: () => true,
    async deliver(event, signal) {
      const id = idOf(event.key);
      const body = JSON.stringify(messageOf(event));
      // Of the attempt, not of the event: an old one is refused as a replay.
      const timestamp = Math.floor(clock.now() / 1000);
      const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': `v1,${signature}`,
      };
      // Any no may be a system that is being repaired: all of them are tried again.
      await post(fetch, url, { headers, body }, signal);
    },
  };
}

/** The scheme parts id, timestamp and body by full stops: an id must have none. */
function idOf(key: string): string {
  return /^[\w:-]{1,200}$/.test(key) ? key : createHash('sha256').update(key).digest('hex');
}

/** What is told. The order is as it is now: whoever wants to know what came of it later looks at `status`. No phone
 *  number is part of it. */
function messageOf({ kind, happenedAt, order, refund }: OrderEvent) {
  const { basket, payment } = order;
  const { currency } = basket;
  return {
    type: `order.${kind}`,
    timestamp: new Date(happenedAt).toISOString(),
    data: {
      orderId: order.id,
      bookingNumber: order.bookingNumber,
      // Paid after all is another event: this one tells of the end.
      status: kind === 'canceled' && order.status === 'paid' ? 'canceled' : order.status,
      total: amountOf(basket.totalMinor, currency),
      lines: basket.lines.map(({ sku, name, quantity, totalMinor }) => ({
        sku,
        name,
        quantity,
        total: amountOf(totalMinor, currency),
      })),
      choices: basket.choices,
      language: order.language,
      invoiceReference: order.invoiceReference,
      clientInvoiceId: order.clientInvoiceId,
      payment: payment && {
        ...amountOf(payment.amountMinor, payment.currency),
        ersReference: payment.ersReference,
        paymentReference: payment.paymentReference,
      },
      reversedAt: order.reversedAt === null ? null : new Date(order.reversedAt).toISOString(),
      refund: refund && {
        id: refund.id,
        ...amountOf(refund.amountMinor, refund.currency),
        lines: refund.lines,
        ersReference: refund.ersReference,
      },
    },
  };
}

function amountOf(amountMinor: number, currency: string): { amount: string; currency: string } {
  return { amount: formatAmount(amountMinor, currency), currency };
}
