// What of a message is shown, and what is not, wherever it stands.
import { expect, test } from 'vitest';
import { Redactor } from '../../server/certify/redact.ts';

const envelope = (content: string) =>
  `<?xml version="1.0"?><S:Envelope xmlns:S="x"><S:Body><n:op xmlns:n="y">${content}</n:op></S:Body></S:Envelope>`;

const NONE = new Redactor([]);

test('a message is shown without its envelope, an element a line', () => {
  const text = envelope(
    '<return><resultCode>0</resultCode><invoiceRows/><status a="b">PAID</status></return>',
  );
  expect(NONE.xml(text)).toBe(
    [
      '<op>',
      '  <return>',
      '    <resultCode>0</resultCode>',
      '    <invoiceRows/>',
      '    <status>PAID</status>',
      '  </return>',
      '</op>',
    ].join('\n'),
  );
});

test.each([
  ['a password', '<password>CANARY-1234</password>'],
  ['a terminal', '<initiatorPrincipalId><id>CANARY-1234</id></initiatorPrincipalId>'],
  ['a terminal of a receipt', '<receipt><terminalId>CANARY-1234</terminalId></receipt>'],
  ['the payer’s phone', '<receipt><payerTerminalId>CANARY-1234</payerTerminalId></receipt>'],
  ['a reseller’s user', '<initiatorPrincipalId><userId>CANARY-1234</userId></initiatorPrincipalId>'],
  ['a token', '<key>CANARY-1234</key>'],
  ['an entry that is not on the list', '<entry><key>msisdn</key><value>CANARY-1234</value></entry>'],
  ['an entry whose key comes last', '<entry><value>CANARY-1234</value><key>jetty</key></entry>'],
  [
    'an entry that follows a shown one',
    '<entry><key>jetty</key><value>7</value></entry><entry><value>CANARY-1234</value></entry>',
  ],
  ['a terminal that a report is asked for', '<entry><key>TERMINALID</key><value>CANARY-1234</value></entry>'],
  ['a card', '<token><id>CANARY-1234</id><value>CANARY-1234</value></token>'],
  ['a notification’s key', '<notificationUrl>http://host/notifications/CANARY-1234</notificationUrl>'],
  ['an element that no source lists', '<somethingNew>CANARY-1234</somethingNew>'],
  ['CDATA', '<password><![CDATA[CANARY-1234]]></password>'],
  ['a comment', '<status>PAID<!-- CANARY-1234 --></status>'],
  ['an attribute', '<status who="CANARY-1234">PAID</status>'],
  ['a report', '<contentString>&lt;TerminalId&gt;CANARY-1234</contentString>'],
])('%s is not shown', (_, content) => {
  expect(new Redactor([], ['jetty']).xml(envelope(content))).not.toContain('CANARY');
});

test('what was masked once is masked wherever it comes again, however it is written', () => {
  const redactor = new Redactor(['pa&ss/word 1']);
  redactor.xml(envelope('<key>123456-789013</key>'));
  const texts = redactor.all({
    a: ['of 123456-789013', { b: 'pa&ss/word 1, pa%26ss%2Fword%201, pa&amp;ss/word 1' }],
    n: 5,
  });
  expect(texts).toEqual({ a: ['of •••', { b: '•••, •••, •••' }], n: 5 });
});

test('of a long id the end is shown, of a short one nothing', () => {
  const id = (text: string) => NONE.xml(envelope(`<terminalId>${text}</terminalId>`));
  expect(id('0123456789abcdef')).toContain('<terminalId>…cdef</terminalId>');
  expect(id('12345678')).toContain('<terminalId>•••</terminalId>');
});

test('a word that is masked somewhere does not make the rest unreadable', () => {
  const redactor = new Redactor([]);
  redactor.xml(envelope('<somethingNew>service</somethingNew>'));
  expect(redactor.text('the service answers')).toBe('the service answers');
});

test('what is no XML is not shown', () => {
  expect(NONE.xml('<html><p>Bad gateway CANARY')).toBe('(27 characters, no XML that can be read)');
});

test('of a notification the reference is shown, and nothing of the customer', () => {
  expect(NONE.form('invoiceReference=42&msisdn=46701740605')).toBe('invoiceReference: 42\nmsisdn: •••');
  expect(NONE.path('/notifications/abcdefghijklmnopqrstuv')).toBe('/notifications/•••');
});
