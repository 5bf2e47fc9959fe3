// What the vendor asks of a sendInvoice (seqr-api §7, 1), looked for in the words that were sent.
import type { Order } from '../store/records.ts';
import type { Bench } from './bench.ts';
import { callsAbout, contentOf } from './heard.ts';
import type { Findings } from './step.ts';

interface Sent {
  context: { clientId?: string; clientReference?: string; clientRequestTimeout?: string };
  invoice: {
    invoiceRows?: { invoiceRow?: Row | Row[] };
    footer?: string;
    title?: string;
    notificationUrl?: string;
  };
}
interface Row {
  itemQuantity?: string;
  itemTotalAmount?: { currency?: string; value?: string };
}

/** Seqr-api §3: the longest that SEQR takes. */
const MOST_REFERENCE = 32;

export function checkInvoiceCall({ recorder }: Bench, order: Order, findings: Findings): void {
  const call = callsAbout(recorder, 'sendInvoice', order.invoiceReference ?? '').at(-1);
  if (!call) throw new Error('the invoice was not sent while it could be seen');
  const { context, invoice } = contentOf(call) as unknown as Sent;
  const rows = [invoice.invoiceRows?.invoiceRow ?? []].flat();
  const whole = rows.filter(({ itemQuantity, itemTotalAmount }) => itemQuantity && itemTotalAmount?.value);
  findings.check(
    rows.length > 0 && whole.length === rows.length,
    `every row (${rows.length}) has itemQuantity and itemTotalAmount`,
    `only ${whole.length} of ${rows.length} rows have itemQuantity and itemTotalAmount`,
  );
  const { clientReference = '', clientRequestTimeout = '', clientId = '' } = context;
  findings.check(
    clientReference !== '' && clientReference.length <= MOST_REFERENCE,
    `the clientReference names system and version: ${clientReference}`,
    `the clientReference is missing, or longer than ${MOST_REFERENCE} characters`,
  );
  findings.check(
    clientRequestTimeout === '0',
    'clientRequestTimeout is 0',
    `clientRequestTimeout is "${clientRequestTimeout}", not 0`,
  );
  findings.check(clientId !== '', `clientId is the company’s name: ${clientId}`, 'the clientId is empty');
  const texts = `${invoice.title ?? ''} ${invoice.footer ?? ''}`;
  findings.check(
    texts.includes(order.bookingNumber),
    `the booking number ${order.bookingNumber} stands in the invoice, and so in SEQR’s receipt`,
    'the booking number stands neither in title nor footer: the customer may never see it',
  );
  findings.check(
    /^http/.test(invoice.notificationUrl ?? ''),
    'there is a notificationUrl',
    'there is no notificationUrl that begins with http',
  );
}
