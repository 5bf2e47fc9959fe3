// SEQR's reports, read as the vendor's samples are: odd, but whole. What is not whole is refused with its place.
import { expect, test } from 'vitest';
import { BadReport, readDetails, readSummary } from '../../server/seqr/report.ts';
import type { Asked } from '../../server/seqr/report.ts';

const shop: Asked = { transactionPeriodId: '0042', terminalId: null, currency: 'SEK' };
const terminal: Asked = { ...shop, terminalId: 'T1' };

const meta = '<Meta><ResellerId>R</ResellerId><TransactionPeriodId>0042</TransactionPeriodId></Meta>';
const row = (reference: string, amount = '93.31000', cashier = 'NULL') =>
  `<Row><TerminalId>T1</TerminalId><CashierId>${cashier}</CashierId><SalesAmount>${amount}</SalesAmount>` +
  `<ErsReference>${reference}</ErsReference></Row>`;
const details = (rows: string, root = 'TransactionDetails', end = root) => `<${root}>${meta}${rows}</${end}>`;
const read = (contentString: string, asked = shop) =>
  readDetails({ mimeType: 'text/html', contentString }, asked);

const FIRST = { terminalId: 'T1', cashierId: null, amountMinor: 9_331, ersReference: '007' };

test('reads rows: references keep their digits, five decimals become minor units, NULL is no cashier', () => {
  const text = details(row('007') + row('20120501000000000000000012', '-5', 'Åsa &amp; Bo'));
  expect(read(text)).toEqual([
    FIRST,
    {
      terminalId: 'T1',
      cashierId: 'Åsa & Bo',
      amountMinor: -500,
      ersReference: '20120501000000000000000012',
    },
  ]);
});

test('reads no rows where there are none', () => {
  expect(read(details(''))).toEqual([]);
});

const base64 = (text: string) => Buffer.from(text).toString('base64');
test.each([
  ['base64 alone', { content: base64(details(row('007'))) }],
  ['base64 beside an empty text', { content: base64(details(row('007'))), contentString: '\n' }],
])('reads %s', (_what, report) => {
  expect(readDetails(report, shop)).toEqual([FIRST]);
});

test.each([
  ['line breaks and indents', details(row('007')).replaceAll('><', '>\r\n  <')],
  [
    'a declaration and a byte order mark',
    `\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n${details(row('007'))}`,
  ],
  [
    'unknown elements',
    details(row('007').replace('</Row>', '<Future><Row/></Future></Row>') + '<More>1</More>'),
  ],
  ['an unknown element that holds what looks like a row', details(`<Old>${row('1')}</Old>${row('007')}`)],
  ['a comment that holds what looks like a row', details(`<!-- ${row('1')} -->${row('007')}`)],
  ['CDATA', details(row('<![CDATA[007]]>'))],
  ['attributes', details(row('007').replace('<Row>', '<Row number="1">'))],
  ['another order of elements', details(row('007').replace(/(<SalesAmount>.*)(<Ers.*)(<\/Row>)/, '$2$1$3'))],
  [
    'another closing tag, as in the samples',
    details(row('007'), 'CashierTransactionSummary', 'TerminalTransactionSummary'),
  ],
  ['spaces around values', details(row(' 007\n', ' 93.31 '))],
])('reads a report with %s', (_what, text) => {
  expect(read(text)).toEqual([FIRST]);
});

test('reads plain and unusual rows in the order in which they stand', () => {
  const odd = (reference: string) => row(reference).replace('<Row>', '<Row odd="yes">');
  const cashier = (reference: string) => row(reference, '1', 'A&amp;B');
  const text = details(row('1') + cashier('2') + row('3') + odd('4') + cashier('5') + row('6'));
  expect(read(text).map(({ ersReference }) => ersReference)).toEqual(['1', '2', '3', '4', '5', '6']);
});

test.each([
  ['nothing', '', 'empty'],
  ['a text that is cut', details(row('1') + row('2')).slice(0, -60), /not well-formed.*line 1/],
  ['a text that is cut behind a row', `<TransactionDetails>${meta}${row('1')}`, /not well-formed.*line 1/],
  ['a text that is cut before its end', details(row('1')).slice(0, -1), /not well-formed/],
  [
    'elements closed crosswise',
    details('\n\n<Row><CashierId>1</Row></CashierId>'),
    /not well-formed.*line 3/,
  ],
  ['a DOCTYPE', `<!DOCTYPE x [<!ENTITY a "b">]>${details(row('1'))}`, /DOCTYPE/],
  ['two reports', details(row('1')) + details(row('2')), /not well-formed/],
  ['no XML', 'Internal error', /not well-formed/],
  ['a page', '<html><body>502</body></html>', /does not say which period/],
  ['another period', details(row('1')).replace('0042', '42'), 'is about period 42, not about 0042'],
  ['no Meta', `<TransactionDetails>${row('1')}</TransactionDetails>`, /does not say which period/],
  [
    "a terminal's Meta",
    details(row('1')).replace('</Meta>', '<TerminalId>T2</TerminalId></Meta>'),
    'about terminal T2, not about the shop',
  ],
  ['an amount that is none', details(row('1') + row('2', '12,50')), 'row 2: "12,50" is not a decimal amount'],
  ['an amount finer than an öre', details(row('1', '1.23450')), 'row 1: "1.23450" has more than 2 decimals'],
  ['an empty amount', details(row('1') + row('2', '')), 'row 2 has no amount'],
  ['no reference', details(row('1') + row('')), 'row 2 has no ErsReference'],
  ['an empty row', details(`${row('1')}<Row/>`), 'row 2 has no'],
  [
    'a reference twice',
    details(row('1').replace('</Row>', '<ErsReference>2</ErsReference></Row>')),
    'row 1 has no ErsReference',
  ],
])('refuses %s, and says where', (_what, text, message) => {
  expect(() => read(text)).toThrow(BadReport);
  expect(() => read(text)).toThrow(message);
});

test("a terminal's report is about that terminal, in its head and in every row", () => {
  expect(read(details(row('007')), terminal)).toEqual([FIRST]);
  const others = details(row('1') + row('2').replace('T1', 'T2'));
  expect(() => read(others, terminal)).toThrow('row 2 is about terminal T2, not about terminal T1');
  expect(read(others)).toHaveLength(2);
});

test('no cut of a report is taken for a whole one', () => {
  const whole = details(row('1') + row('2', '1', 'A&amp;B'));
  for (let end = 1; end < whole.length; end += 1) expect(() => read(whole.slice(0, end))).toThrow(BadReport);
});

test('a summary states a sum, over all of its rows', () => {
  const sum = (total: string) => `<Row><SalesCount>3</SalesCount><SalesTotal>${total}</SalesTotal></Row>`;
  const contentString = details(
    sum('100.50000') + sum('-0.5'),
    'CashierTransactionSummary',
    'TerminalTransactionSummary',
  );
  expect(readSummary({ contentString }, terminal)).toBe(10_000);
  expect(readSummary({ contentString: details('') }, shop)).toBe(0);
  expect(() => readSummary({ contentString: details(row('1')) }, shop)).toThrow('row 1 has no amount');
});
