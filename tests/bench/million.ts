// A million orders, made by the engine itself: so many a day over two years, most of them paid, ten thousand phones.

/** The statements that fill the tables.
 *  @param engine whose way of counting is used; all the rest is the same */
export function fillOrders(orders: number, engine: 'embedded' | 'postgres'): string[] {
  const count = (to: number) =>
    engine === 'embedded'
      ? `(with recursive c(n) as (select 1 union all select n + 1 from c where n < ${to}) select n from c)`
      : `(select n from generate_series(1, ${to}) as n)`;
  const pad = (expression: string, length: number) =>
    engine === 'embedded'
      ? `printf('%0${length}d', ${expression})`
      : `lpad((${expression})::text, ${length}, '0')`;
  return [
    'begin',
    `insert into sessions (token_hash, msisdn_last4, parameters, seen_at)
      select 'token-' || n, ${pad('n % 10000', 4)}, '{}', 0 from ${count(10_000)} as counted`,
    `insert into orders (id, token_hash, status, basket, booking_number, language, invoice_reference, client_invoice_id,
        invoice_version, created_at, expires_at, ended_at, payment, confirmed_at, verified_at, asked_at, row_version,
        ers_reference, msisdn_last4)
      select ${pad('n', 12)}, 'token-' || (1 + n % 10000),
        case when n % 50 = 7 then 'failed' when n % 20 = 3 then 'canceled' else 'paid' end,
        '${BASKET}', 'FRY-' || ${pad('n', 7)}, 'sv', '3' || ${pad('n', 15)}, 'FRY-' || ${pad('n', 7)} || '-1',
        2, ${FIRST_MS} + cast(n as bigint) * 60480, 0, 0,
        case when n % 50 = 7 or n % 20 = 3 then null else '${PAYMENT}' end, 0, 0, 0, 5,
        '20151029' || ${pad('n', 17)}, ${pad('n % 10000', 4)}
      from ${count(orders)} as counted`,
    'commit',
    'analyze',
  ];
}

const FIRST_MS = Date.UTC(2025, 0, 1);

const BASKET = JSON.stringify({
  revision: 1,
  choices: { departure: '7' },
  lines: [{ sku: 'adult', name: 'Vuxen', quantity: 2, unitPriceMinor: 6500, totalMinor: 13000, taxRate: 6 }],
  totalMinor: 13000,
  currency: 'SEK',
  taxes: [{ rate: 6, amountMinor: 736 }],
});
const PAYMENT = JSON.stringify({
  amountMinor: 13000,
  currency: 'SEK',
  ersReference: '1',
  paymentReference: '1',
  difference: null,
});
