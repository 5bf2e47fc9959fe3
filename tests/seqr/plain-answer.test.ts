// The short cut for plain answers may give up whenever it likes, but must never read what the parser reads otherwise.
import { expect, test } from 'vitest';
import { readAnyAnswer } from '../../server/seqr/client.ts';
import { MalformedMessage } from '../../server/seqr/envelope.ts';
import { readPlainAnswer } from '../../server/seqr/plain-answer.ts';
import { writeAnswer } from '../../server/simulator/soap/answer.ts';
import { answers } from '../bench/messages.ts';

// Short, with an example of everything: text, number, decimal, list, nesting, something optional that is absent.
const paid =
  '<?xml version="1.0" encoding="UTF-8"?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>' +
  '<n:getPaymentStatusResponse xmlns:n="http://external.interfaces.ers.seamless.com/"><return>' +
  '<ersReference>007</ersReference><resultCode>0</resultCode><status>PAID</status><receipt><invoice>' +
  '<paymentMode>A</paymentMode><acknowledgmentMode>B</acknowledgmentMode><issueDate>2025-12-24T15:00:00</issueDate>' +
  '<title>Bj\u00f6rk\u00f6 &amp; &lt;S\u00f6n&gt;</title><clientInvoiceId/><invoiceRows><invoiceRow><itemQuantity>2</itemQuantity>' +
  '<itemTotalAmount><currency>SEK</currency><value>1.50</value></itemTotalAmount></invoiceRow><invoiceRow>' +
  '<itemQuantity>1</itemQuantity><itemTotalAmount><currency>SEK</currency><value>2.00</value></itemTotalAmount>' +
  '</invoiceRow></invoiceRows><totalAmount><currency>SEK</currency><value>3.50</value></totalAmount><cashierId> w' +
  '</cashierId><footer></footer></invoice></receipt><version>1</version></return></n:getPaymentStatusResponse></S:Body></S:Envelope>';
const plain = paid.replace('<clientInvoiceId/>', '<clientInvoiceId>+46</clientInvoiceId>');

const read = (text: string) => readPlainAnswer('getPaymentStatus', text);

/** What the parser says, or null for a refusal. */
function readByParser(text: string): unknown {
  try {
    return readAnyAnswer('getPaymentStatus', text);
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedMessage);
    return null;
  }
}

/** Reads by the short cut, and compares when it reads at all. A refusal of a single value refuses the message. */
function check(text: string): boolean {
  let answer: unknown = null;
  try {
    answer = read(text);
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedMessage);
    expect(readByParser(text)).toBeNull();
  }
  if (answer !== null) expect(answer).toEqual(readByParser(text));
  return answer !== null;
}

test('reads a plain answer as the parser does', () => {
  expect(check(plain)).toBe(true);
  expect(read(plain)).toMatchObject({
    receipt: { invoice: { title: 'Bj\u00f6rk\u00f6 & <S\u00f6n>', cashierId: ' w' } },
  });
});

test('reads what the simulated SEQR and the benchmark answer', () => {
  expect(check(answers.getPaymentStatus)).toBe(true);
  expect(readPlainAnswer('sendInvoice', answers.sendInvoice)).not.toBeNull();
  expect(check(writeAnswer('getPaymentStatus', { resultCode: 54, resultDescription: 'NO' }))).toBe(true);
});

test('reads text that stands in CDATA, all of it, as the parser does', () => {
  const inCdata = plain.replace('PAID', '<![CDATA[<a>&amp;]>]]>');
  expect(check(inCdata)).toBe(true);
  expect(read(inCdata)).toMatchObject({ status: '<a>&amp;]>' });
  expect(check(plain.replace('PAID', '<![CDATA[]]>'))).toBe(true);
  for (let end = 0; end < inCdata.length; end += 1) check(inCdata.slice(0, end));
  for (let at = 0; at <= inCdata.length; at += 1) check(`${inCdata.slice(0, at)}]]>${inCdata.slice(at)}`);
});

test('reads no answer that is cut, wherever', () => {
  for (let end = 0; end < plain.length; end += 1) expect(read(plain.slice(0, end))).toBeNull();
});

test('reads nothing otherwise than the parser when a piece is missing, twice there, or another one', () => {
  const pieces = Array.from(plain.matchAll(/<[^>]*>|[^<]+/g), ([piece]) => piece);
  expect(pieces.length).toBeGreaterThan(60);
  for (const [index, piece] of pieces.entries()) {
    for (const changed of ['', piece + piece, `${piece}<x>`, `<x>1</x>${piece}`, piece.replace('<', '<y')]) {
      check(pieces.with(index, changed).join(''));
    }
  }
});

const INSERTED = [
  '<',
  '>',
  '&',
  '"',
  ' ',
  '\n',
  '\r',
  '\u0001',
  '/',
  ']]>',
  '&#65;',
  '&nbsp;',
  '&amp;lt;',
  '<![CDATA[',
  '<![CDATA[x]]>',
  '\u{1F600}',
];
test.each(INSERTED)('reads nothing otherwise than the parser with %j somewhere in it', (inserted) => {
  for (let at = 0; at <= plain.length; at += 1) check(plain.slice(0, at) + inserted + plain.slice(at));
});

test.each([
  ['attributes', plain.replace('<status>', '<status a="1">')],
  ['an empty element in short', paid],
  ['line breaks', plain.replaceAll('><', '>\n<')],
  ['a comment', plain.replace('<status>', '<!-- --><status>')],
  ['CDATA beside text', plain.replace('PAID', 'PA<![CDATA[ID]]>')],
  ['CDATA twice', plain.replace('PAID', '<![CDATA[PA]]><![CDATA[ID]]>')],
  ['an element of the future', plain.replace('<version>', '<future>1</future><version>')],
  [
    'another order',
    plain.replace('<version>1</version>', '').replace('<status>', '<version>1</version><status>'),
  ],
])('leaves an answer with %s to the parser, which reads it', (_what, text) => {
  expect(read(text)).toBeNull();
  expect(readByParser(text)).toMatchObject({ resultCode: 0, status: 'PAID', version: 1 });
});
