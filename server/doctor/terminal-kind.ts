// A cash register's terminal gives itself away: its next invoice cancels the one before. Two invoices of the smallest amount
// are sent to see it, by a title that says what they are, and cancelled whatever happens in between.
import { invoiceToSeqr } from '../seqr/mapping.ts';
import { RESULT_CODES } from '../seqr/result-codes.ts';
import { SeqrError } from '../seqr/errors.ts';
import { fault, notTried, ok, reasonOf, warning } from './finding.ts';
import type { Check, Said } from './finding.ts';
import type { Patient } from './patient.ts';

export const terminalKindCheck: Check = {
  id: 'terminal-kind',
  title: 'Terminal’s kind',
  why: 'On a cash register’s terminal each new invoice cancels the last: of two customers at a time only one can pay.',
  needs: [
    'SEQR_SOAP_URL',
    'SEQR_SESSION_SOAP_URL',
    'SEQR_MODE',
    'SEQR_TERMINAL_ID',
    'SEQR_TERMINAL_PASSWORD',
    'SERVICE_FILE',
    'DATABASE_URL',
  ],
  isForSandbox: true,
  look: async (patient) => {
    if (!patient.mayInvoice)
      return notTried(
        'It takes two invoices, of the smallest amount and cancelled at once, to see it.',
        'npm run doctor -- --live, while no customer is ordering.',
      );
    const definition = await patient.definition().catch(() => null);
    if (!definition) return notTried('The service file cannot be read. See “Service file”.');
    return (await whyNotNow(patient)) ?? tryTwo(patient, definition.service.currency);
  },
};

/** Looks anew each time: a customer may have begun since the last look.
 *  @returns null when no order is open that an invoice of ours could cancel */
async function whyNotNow({ lookAtStore }: Patient): Promise<Said | null> {
  const openOrders = await lookAtStore().then(
    (look) => look.openOrders,
    () => null,
  );
  // Without a store it may be another machine's shop whose customers are ordering.
  if (openOrders === null)
    return notTried(
      'Whether orders are open is not known. See “Store”.',
      'Run it on the service’s own machine, when the service has been started there once.',
    );
  if (openOrders === 0) return null;
  return notTried(
    `${openOrders} ${openOrders === 1 ? 'order is' : 'orders are'} open, and would be cancelled if it were a cash register’s.`,
    'Try again when they are paid or have ended.',
  );
}

async function tryTwo(patient: Patient, currency: string): Promise<Said> {
  const sent: string[] = [];
  const said = await sendTwo(patient, currency, sent).catch((error: unknown) =>
    error instanceof SeqrError && error.kind === 'unreachable' && sent.length === 0
      ? notTried('SEQR is not reached. See “SEQR’s addresses”.')
      : warning(
          `It was begun and not finished (${reasonOf(error)}), so it is not known.`,
          'Try again when SEQR answers. An invoice whose answer was lost can be paid by nobody: nobody has its number.',
        ),
  );
  const left = (await Promise.all(sent.map((reference) => cancel(patient, reference)))).filter(
    (reference) => reference !== null,
  );
  if (left.length === 0) return said;
  const found = `${said.found} The invoice ${left.join(' and ')} could not be cancelled.`;
  const mend =
    `${said.mend ?? ''} Have SEQR cancel what is left, or let it expire; nobody has its code.`.trim();
  return { verdict: said.verdict === 'ok' ? 'warning' : said.verdict, found, mend };
}

/** @param sent takes each reference as soon as it is known, so that it is cancelled whatever comes */
async function sendTwo(patient: Patient, currency: string, sent: string[]): Promise<Said> {
  const first = await send(patient, currency, 'first');
  sent.push(first);
  // It is the second one that would cancel a customer's.
  const no = await whyNotNow(patient);
  if (no) return no;
  sent.push(await send(patient, currency, 'second'));
  return judge(patient, first);
}

async function judge({ seqr }: Patient, first: string): Promise<Said> {
  const answer = await seqr.call('getPaymentStatus', { invoiceReference: first, invoiceVersion: 0 });
  switch (answer.status) {
    case 'ISSUED':
      return ok('It is a web shop’s: a second invoice left the first one open. Both were cancelled.');
    case 'CANCELED':
      return fault(
        'It is a cash register’s: a second invoice has cancelled the first.',
        'Ask SEQR for a terminal of the web shop kind, and put its id and password into SEQR_TERMINAL_ID and SEQR_TERMINAL_PASSWORD.',
      );
    default:
      return warning(
        `The first of two invoices is ${answer.status ?? 'in no state'}, which says nothing.`,
        'Try again.',
      );
  }
}

/** @returns the reference. @throws {SeqrError} */
async function send({ seqr, clock }: Patient, currency: string, which: 'first' | 'second'): Promise<string> {
  const title = `Doctor’s test, ${which} of 2: do not pay`;
  const smallest = 1;
  const invoice = invoiceToSeqr({
    title,
    footer: 'Sent by npm run doctor, and cancelled at once',
    clientInvoiceId: `doctor-${clock.now()}-${which}`,
    issuedAt: clock.now(),
    currency,
    totalMinor: smallest,
    rows: [
      {
        description: title,
        sku: undefined,
        ean: undefined,
        unit: undefined,
        quantity: 1,
        unitPriceMinor: smallest,
        totalMinor: smallest,
        taxRate: undefined,
      },
    ],
    cashierId: 'doctor',
    // Nobody is to be told of what nobody pays.
    notificationUrl: undefined,
  });
  const { invoiceReference } = await seqr.call('sendInvoice', { invoice, tokens: [] });
  if (invoiceReference === undefined)
    throw new SeqrError({ kind: 'malformed', operation: 'sendInvoice', reason: 'no invoiceReference' });
  return invoiceReference;
}

/** As often as a lost answer is worth it: cancelling what is cancelled already does no harm. */
const CANCELS = 3;

/** @returns the reference when it may still be open */
async function cancel({ seqr }: Patient, invoiceReference: string): Promise<string | null> {
  for (let tries = 0; tries < CANCELS; tries += 1) {
    try {
      await seqr.call('cancelInvoice', { invoiceReference });
      return null;
    } catch (error) {
      if (!(error instanceof SeqrError)) throw error;
      if (OVER.includes(error.resultCode)) return null;
    }
  }
  return invoiceReference;
}

const OVER: readonly (number | null)[] = [
  RESULT_CODES.PAYMENT_ALREADY_CANCELLED,
  RESULT_CODES.INVOICE_ALREADY_CANCELED,
];
