// A closing on paper and in a spreadsheet.
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { closingCsv } from '../../server/closing/closing-csv.ts';
import { closingPdf } from '../../server/closing/closing-pdf.ts';
import type { Break, Closing } from '../../shared/desk/closings.ts';

const missing: Break = {
  kind: 'missing-here',
  of: 'refund',
  ersReference: '0020151029186719114',
  orderId: null,
  bookingNumber: null,
  refundId: null,
  oursMinor: null,
  theirsMinor: -4_205,
  cashierId: '=HYPERLINK("http://x";"y"), "Åsa"',
  terminalId: '@T1',
};
const differs: Break = {
  ...missing,
  kind: 'amount-differs',
  of: 'payment',
  bookingNumber: 'FRY-7K3M9Q',
  orderId: 'o',
  oursMinor: 13_000,
  theirsMinor: 13_001,
  cashierId: null,
  terminalId: null,
};
const closing: Closing = {
  id: 'c',
  terminalId: null,
  state: 'matched',
  transactionPeriodId: '0042',
  requestedBy: 'Åsa',
  requestedAt: Date.UTC(2025, 11, 24, 22, 55),
  markedAt: Date.UTC(2025, 11, 24, 22, 55, 1),
  matchedAt: Date.UTC(2025, 11, 24, 22, 55, 5),
  explanation: null,
  breakCount: 2,
  result: {
    currency: 'SEK',
    ours: { count: 3, totalMinor: 20_000 },
    theirs: { count: 4, totalMinor: 15_796 },
    statedMinor: null,
    matchedCount: 2,
    breaks: [differs, missing],
    resolvedRefundIds: [],
  },
};

test('the CSV has a header, the sums and the breaks, amounts as text, and no formula', () => {
  const lines = closingCsv(closing).split('\r\n');
  expect(lines).toEqual([
    '\uFEFFperiod,terminal,what,of,reference,booking_number,order_id,refund_id,ours,theirs,currency,count_ours,count_theirs,cashier,row_terminal',
    '0042,,sum,,,,,,200.00,157.96,SEK,3,4,,',
    '0042,,stated,,,,,,,,SEK,,,,',
    '0042,,amount-differs,payment,0020151029186719114,FRY-7K3M9Q,o,,130.00,130.01,SEK,,,,',
    `0042,,missing-here,refund,0020151029186719114,,,,,-42.05,SEK,,,"'=HYPERLINK(""http://x"";""y""), ""Åsa""",'@T1`,
    '',
  ]);
});

test.each(['=1+1', '+46', '-1', '@x', '\tx', '\rx', '＝1'])(
  '%j from a report is no formula in a spreadsheet',
  (cashierId) => {
    const csv = closingCsv({ ...closing, result: { ...result(), breaks: [{ ...missing, cashierId }] } });
    expect(csv).toContain(`'${cashierId}`);
  },
);

test('a closing without a result is a header alone', () => {
  expect(
    closingCsv({ ...closing, result: null })
      .trim()
      .split('\r\n'),
  ).toHaveLength(1);
});

test('the PDF says what was closed, the sums and every break by its class', async () => {
  const { text, pages } = read(await closingPdf(closing, 'Europe/Stockholm'));
  expect(pages).toBe(1);
  for (const part of [
    'Close of the shop, period 0042',
    'Closed by Åsa, asked for at 2025-12-24 23:55:00 (Europe/Stockholm)',
    'Our books: 200.00 SEK, 3 payments and refunds',
    "SEQR's report: 157.96 SEK, 4 rows",
    'Difference: -42.04 SEK',
    'SEQR has it, our books do not (1)',
    'The amounts differ (1)',
    'FRY-7K3M9Q',
    '-42.05',
    'Page 1 of 1',
  ])
    expect(text).toContain(part);
});

test('many breaks go on over numbered pages, and no page is empty', async () => {
  const breaks = Array.from({ length: 1_200 }, () => differs);
  const { text, pages } = read(await closingPdf({ ...closing, result: { ...result(), breaks } }));
  expect(pages).toBeGreaterThan(10);
  for (let page = 1; page <= pages; page += 1) expect(text).toContain(`Page ${page} of ${pages}`);
  expect(text.split('FRY-7K3M9Q')).toHaveLength(1_001);
  expect(text).toContain('200 more breaks are in the CSV.');
  expect(text).toContain('The amounts differ (1200)');
  expect(text.split('SEQR reference')).toHaveLength(1 + pages);
});

test('books that agree are said to', async () => {
  expect(read(await closingPdf({ ...closing, result: { ...result(), breaks: [] } })).text).toContain(
    'The books agree.',
  );
});

function result(): NonNullable<Closing['result']> {
  if (!closing.result) throw new Error('there is none');
  return closing.result;
}

/** Reads the text back: the pages' streams, in which it stands in hexadecimal pieces. */
function read(pdf: Buffer): { text: string; pages: number } {
  const source = pdf.toString('latin1');
  expect(source).toMatch(/^%PDF-1\.\d[^]*%%EOF\s*$/);
  const streams = [...source.matchAll(/\/Filter \/FlateDecode\n>>\nstream\n([^]*?)\nendstream/g)];
  const drawn = streams
    .map(([, bytes = '']) => inflateSync(Buffer.from(bytes, 'latin1')).toString('latin1'))
    .join('\n');
  const lines = [...drawn.matchAll(/\[(.*?)\] TJ/g)].map(([, pieces = '']) =>
    [...pieces.matchAll(/<([0-9a-f]*)>/g)]
      .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
      .join(''),
  );
  return { text: lines.join('\n'), pages: source.match(/\/Type \/Page\n/g)?.length ?? 0 };
}
