// A store full of paid orders, written past the service: nobody wants to wait for a hundred thousand customers.
import SQLite from 'better-sqlite3';
import pg from 'pg';
import type { Transaction } from '../../server/simulator/business/report-xml.ts';

const CHUNK = 2_000;

/** Puts as many confirmed payments into the store as asked, all of the last day.
 *  @returns them, as SEQR lists them */
export async function fillWithPayments(url: string, count: number): Promise<Transaction[]> {
  const now = Date.now();
  const payments = Array.from({ length: count }, (_, index) => ({
    terminalId: '',
    cashierId: 'archipelago-ferry',
    amountMinor: 100 + (index % 50_000),
    ersReference: `20251224150000${String(index).padStart(11, '0')}`,
    at: now - 86_000_000 + index * 800,
  }));
  const insert = openWriter(url);
  await insert('sessions', ['token_hash', 'parameters', 'seen_at'], [['bench', '{}', now]]);
  await insert('orders', COLUMNS, payments.map(orderOf));
  return payments;
}

const COLUMNS = [
  'id',
  'token_hash',
  'status',
  'basket',
  'booking_number',
  'language',
  'invoice_reference',
  'invoice_version',
  'created_at',
  'expires_at',
  'ended_at',
  'payment',
  'ers_reference',
  'confirmed_at',
  'verified_at',
  'asked_at',
  'row_version',
];

function orderOf({ amountMinor, ersReference, at }: Transaction, index: number): (string | number)[] {
  const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const line = {
    sku: 'adult',
    name: 'Adult',
    quantity: 2,
    unitPriceMinor: 6_500,
    totalMinor: 13_000,
    taxRate: 6,
  };
  const basket = {
    revision: 1,
    choices: { jetty: '7' },
    lines: [line],
    totalMinor: 13_000,
    currency: 'SEK',
    taxes: [],
  };
  const payment = {
    amountMinor,
    currency: 'SEK',
    ersReference,
    paymentReference: ersReference,
    difference: null,
  };
  return [
    id,
    'bench',
    'paid',
    JSON.stringify(basket),
    `FRY-${index}`,
    'sv',
    `9${String(index).padStart(17, '0')}`,
    1,
    at - 60_000,
    at,
    at,
    JSON.stringify(payment),
    ersReference,
    at,
    at,
    0,
    3,
  ];
}

type Insert = (table: string, columns: string[], rows: (string | number)[][]) => Promise<void>;

function openWriter(url: string): Insert {
  if (url.startsWith('file:')) {
    return (table, columns, rows) => {
      const database = new SQLite(url.slice('file:'.length));
      const marks = columns.map(() => '?').join(', ');
      const statement = database.prepare(`insert into ${table} (${columns.join(', ')}) values (${marks})`);
      database.transaction(() => rows.forEach((row) => statement.run(...row)))();
      database.close();
      return Promise.resolve();
    };
  }
  return async (table, columns, rows) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    for (let start = 0; start < rows.length; start += CHUNK) {
      const chunk = rows
        .slice(start, start + CHUNK)
        .map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])));
      const names = columns.join(', ');
      const text = `insert into ${table} (${names}) select ${names} from json_populate_recordset(null::${table}, $1)`;
      await client.query(text, [JSON.stringify(chunk)]);
    }
    await client.query(`analyze ${table}`);
    await client.end();
  };
}
