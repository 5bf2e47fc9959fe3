// The four reports as SEQR writes them, odd habits included. Source: seqr-api §4 "Reconciliation".
import { buildFields } from '../../seqr/envelope.ts';
import { list, optional, sequence, string } from '../../seqr/wire.ts';
import { formatAmount, minorDigits } from '../../../shared/money.ts';

export interface ReportKind {
  id: string;
  title: string;
  scope: 'shop' | 'terminal';
  detail: 'rows' | 'sums';
  root: string;
  /** What the vendor's samples close the root with. */
  closingRoot: string;
}

const kind = (
  number: string,
  title: string,
  scope: ReportKind['scope'],
  detail: ReportKind['detail'],
  root: string,
) => ({
  id: `Reconciliation/${number}.xml`,
  title,
  scope,
  detail,
  root,
  closingRoot: root,
});

export const REPORTS: readonly ReportKind[] = [
  kind('Shop', 'Shop summary', 'shop', 'sums', 'ResellerTransactionSummary'),
  kind('STD_RECON_003', 'Shop details', 'shop', 'rows', 'TransactionDetails'),
  // The vendor's own sample of this one is not well-formed: a reader has to take its rows all the same.
  {
    ...kind('STD_RECON_006', 'Terminal summary', 'terminal', 'sums', 'CashierTransactionSummary'),
    closingRoot: 'TerminalTransactionSummary',
  },
  kind('STD_RECON_007', 'Terminal details', 'terminal', 'rows', 'TransactionDetails'),
];

export interface Transaction {
  terminalId: string;
  cashierId: string;
  /** Negative for a refund. */
  amountMinor: number;
  ersReference: string;
  at: number;
}

interface Report {
  resellerId: string;
  terminalId: string | null;
  transactionPeriodId: string;
  generatedAt: number;
  currency: string;
  transactions: Transaction[];
}

const report = {
  Meta: sequence({
    ResellerId: string,
    TerminalId: optional(string),
    TransactionPeriodId: string,
    GeneratedAt: string,
  }),
  Row: list(
    sequence({
      TerminalId: optional(string),
      CashierId: optional(string),
      SalesAmount: optional(string),
      ErsReference: optional(string),
      SalesCount: optional(string),
      SalesTotal: optional(string),
    }),
  ),
};

/** The report's XML text. */
export function writeReport({ root, closingRoot, detail }: ReportKind, facts: Report): string {
  const { resellerId, terminalId, transactionPeriodId, generatedAt, currency, transactions } = facts;
  const meta = {
    ResellerId: resellerId,
    TerminalId: terminalId ?? undefined,
    TransactionPeriodId: transactionPeriodId,
    // Without a zone, like the vendor's samples. Assumed, not documented: UTC.
    GeneratedAt: new Date(generatedAt).toISOString().slice(0, 16).replace('T', ' '),
  };
  const rows =
    detail === 'sums' ? [sumOf(transactions, currency)] : transactions.map((t) => rowOf(t, currency));
  return `<${root}>${buildFields(report, { Meta: meta, Row: rows })}</${closingRoot}>`;
}

function rowOf({ terminalId, cashierId, amountMinor, ersReference }: Transaction, currency: string) {
  return {
    TerminalId: terminalId,
    CashierId: cashierId === '' ? 'NULL' : cashierId,
    SalesAmount: fiveDecimals(amountMinor, currency),
    ErsReference: ersReference,
  };
}

/** Assumed, not documented: refunds count and are subtracted, so that a summary is the sum of its details. */
function sumOf(transactions: Transaction[], currency: string) {
  const totalMinor = transactions.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return { SalesCount: String(transactions.length), SalesTotal: fiveDecimals(totalMinor, currency) };
}

/** "93.31000" */
function fiveDecimals(amountMinor: number, currency: string): string {
  const digits = minorDigits(currency);
  return formatAmount(amountMinor, currency) + (digits === 0 ? '.' : '') + '0'.repeat(5 - digits);
}
