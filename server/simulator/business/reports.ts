// Reconciliation: a mark closes a transaction period, and some seconds later reports on it can be fetched.
import type { Answer, Request } from '../../seqr/operations.ts';
import { lapse } from './invoice-life.ts';
import { takeReportFault } from '../faults.ts';
import type { SimulatedService } from '../merchant.ts';
import { accepted, rejected } from '../soap/outcomes.ts';
import type { PeriodRecord } from '../memory/records.ts';
import { newErsReference, unused } from './references.ts';
import { spoilPeriod, spoilRows, spoilText } from './report-faults.ts';
import { REPORTS, writeReport } from './report-xml.ts';
import type { Transaction } from './report-xml.ts';
import type { SimulatedSeqr } from '../memory/simulated-seqr.ts';

// "Wait about 3 s": seqr-api §4 "Reconciliation".
const READY_AFTER_MS = 3_000;

type Parameters = Request<'executeReport'>['parameters'];

/** Ends the running transaction period of the shop, or of the terminal that a parameter TERMINALID names, and
 *  begins the next one. Assumed, not documented: shop and terminals have periods of their own. */
export function markTransactionPeriod(
  seqr: SimulatedSeqr,
  caller: SimulatedService,
  { parameters }: Request<'markTransactionPeriod'>,
): Answer<'markTransactionPeriod'> {
  const terminalId = parameter(parameters, 'TERMINALID');
  if (terminalId !== null && !hasTerminal(seqr, caller, terminalId)) return rejected('ACCESS_DENIED');
  lapse(seqr);
  const { books, random, clock } = seqr;
  const resellerId = caller.reseller.id;
  const last = books
    .all('period')
    .findLast((period) => period.resellerId === resellerId && period.terminalId === terminalId);
  const transactionPeriodId = unused(
    () => newErsReference(random, clock.now()),
    (drawn) => books.get('period', drawn) !== undefined,
  );
  books.put('period', transactionPeriodId, {
    transactionPeriodId,
    resellerId,
    terminalId,
    from: last?.to ?? 0,
    to: clock.now(),
  });
  return accepted({ transactionPeriodId });
}

/** Writes one of the four reports on a period that was marked. Assumed, not documented: 10 for a report or period
 *  that does not exist, 21 for another's; a terminal's reports need the period of that terminal. */
export function executeReport(
  seqr: SimulatedSeqr,
  caller: SimulatedService,
  { reportId, parameters }: Request<'executeReport'>,
): Answer<'executeReport'> {
  const kind = REPORTS.find(({ id }) => id === reportId);
  if (!kind) return rejected('REJECTED_BUSINESS_LOGIC', 'there is no such report');
  const period = seqr.books.get('period', parameter(parameters, 'transactionPeriodId') ?? '');
  if (!period) return rejected('REJECTED_BUSINESS_LOGIC', 'transactionPeriodId names no period');
  if (period.resellerId !== caller.reseller.id) return rejected('ACCESS_DENIED');
  const terminalId = parameter(parameters, 'TERMINALID');
  if (period.terminalId !== terminalId || (kind.scope === 'terminal') !== (terminalId !== null)) {
    return rejected(
      'REJECTED_BUSINESS_LOGIC',
      'report, period and TERMINALID must be all of the shop or of one terminal',
    );
  }
  if (seqr.clock.now() < period.to + READY_AFTER_MS) return rejected('REPORT_NOT_READY');
  const { resellerId, transactionPeriodId } = period;
  const fault = kind.detail === 'rows' ? takeReportFault(seqr) : null;
  const written = writeReport(kind, {
    resellerId,
    terminalId,
    transactionPeriodId: spoilPeriod(fault, transactionPeriodId),
    generatedAt: seqr.clock.now(),
    currency: caller.currency,
    transactions: spoilRows(fault, transactionsOf(seqr, caller, period), seqr, caller),
  });
  const text = spoilText(fault, written);
  const content = Buffer.from(text).toString('base64');
  // It is XML and says text/html all the same: seqr-api §4 "Reconciliation".
  return accepted({ report: { title: kind.title, mimeType: 'text/html', content, contentString: text } });
}

/** What was booked in the period, in the order of booking: a payment when it was confirmed, since one that was not
 *  is as if it had never been; a refund, assumed, as a negative amount under its own reference. */
function transactionsOf(seqr: SimulatedSeqr, caller: SimulatedService, period: PeriodRecord): Transaction[] {
  const sales = seqr.books.all('invoice').flatMap(({ terminalId, payment, amountMinor, invoice }) =>
    payment && payment.confirmedAt !== null
      ? [
          {
            terminalId,
            cashierId: invoice.cashierId,
            amountMinor,
            ersReference: payment.ersReference,
            at: payment.confirmedAt,
          },
        ]
      : [],
  );
  const refunds = seqr.books.all('refund').map((refund) => ({ ...refund, amountMinor: -refund.amountMinor }));
  return [...sales, ...refunds]
    .filter(({ at }) => at >= period.from && at < period.to)
    .filter(({ terminalId }) =>
      period.terminalId === null ? hasTerminal(seqr, caller, terminalId) : terminalId === period.terminalId,
    )
    .sort((a, b) => a.at - b.at);
}

function hasTerminal(
  { services }: SimulatedSeqr,
  { reseller }: SimulatedService,
  terminalId: string,
): boolean {
  return services.some(
    (service) => service.terminal.id === terminalId && service.reseller.id === reseller.id,
  );
}

function parameter(parameters: Parameters, name: string): string | null {
  return parameters?.parameter.entry.find(({ key }) => key === name)?.value ?? null;
}
