// SEQR's client against a real HTTP server that misbehaves on command: five failures, told apart.
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createSeqrClient, parseAnswer } from '../../server/seqr/client.ts';
import type { CallRecord } from '../../server/seqr/client.ts';
import { buildEnvelope } from '../../server/seqr/envelope.ts';
import { SeqrError } from '../../server/seqr/errors.ts';
import { operations } from '../../server/seqr/operations.ts';
import type { OperationName } from '../../server/seqr/operations.ts';
import { RESULT_CODES, resultName } from '../../server/seqr/result-codes.ts';
import { systemClock, systemRandom } from '../../server/world.ts';

const ACCOUNT = {
  terminalId: 'terminal',
  terminalPassword: 'secret-canary',
  resellerId: 'reseller',
  resellerUserId: '9900',
  resellerPassword: 'secret-canary',
  clientId: 'Test company',
};
const ASK = { invoiceReference: '0012', invoiceVersion: 0 };

const answerOf = (operation: string, content: string) =>
  buildEnvelope(`${operation}Response`, `<return>${content}</return>`);

async function openServer(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const soapUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/soap`;
  const records: CallRecord[] = [];
  const client = createSeqrClient(
    { ...ACCOUNT, soapUrl, sessionSoapUrl: `${soapUrl}/session` },
    { clock: systemClock, random: systemRandom, onCall: (record) => records.push(record) },
  );
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await client.close();
  });
  return { client, records, server };
}

const failure = (call: Promise<unknown>): Promise<SeqrError> =>
  call.then(
    () => Promise.reject(new Error('the call succeeded')),
    (error: unknown) => {
      expect(error).toBeInstanceOf(SeqrError);
      return error as SeqrError;
    },
  );

test('a refused connection is unreachable: nothing was sent', async () => {
  const { client, server } = await openServer(() => undefined);
  await new Promise((resolve) => server.close(resolve));
  const error = await failure(client.call('sendInvoice', { invoice: invoice(), tokens: [] }));
  expect(error).toMatchObject({ kind: 'unreachable', isOutcomeUnknown: false });
});

test('a connection that is cut after the request is a time-out: the outcome is unknown', async () => {
  let requests = 0;
  const { client } = await openServer((request) => {
    requests += 1;
    request.resume().on('end', () => request.socket.destroy());
  });
  const error = await failure(client.call('sendInvoice', { invoice: invoice(), tokens: [] }));
  expect(error).toMatchObject({ kind: 'timeout', isOutcomeUnknown: true });
  expect(requests).toBe(1);
});

test('a read whose connection is cut is asked once more; a call that changes something never is', async () => {
  const seen: string[] = [];
  const { client } = await openServer((request, response) => {
    seen.push('x');
    if (seen.length === 1) request.resume().on('end', () => request.socket.destroy());
    else response.end(answerOf('getPaymentStatus', '<resultCode>0</resultCode><status>ISSUED</status>'));
  });
  expect(await client.call('getPaymentStatus', ASK)).toMatchObject({ status: 'ISSUED' });
  expect(seen).toHaveLength(2);
});

test('a busy answer to a read is asked once more', async () => {
  let requests = 0;
  const { client } = await openServer((_request, response) => {
    requests += 1;
    response.end(answerOf('getPaymentStatus', `<resultCode>${requests === 1 ? 93 : 0}</resultCode>`));
  });
  await client.call('getPaymentStatus', ASK);
  expect(requests).toBe(2);
});

test('a fault is a fault whatever HTTP status it has', async () => {
  const fault =
    (status: number): RequestListener =>
    (_request, response) =>
      response
        .writeHead(status)
        .end(
          '<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><S:Fault>' +
            '<faultcode>S:Server</faultcode><faultstring>oops</faultstring></S:Fault></S:Body></S:Envelope>',
        );
  for (const status of [200, 500]) {
    const { client } = await openServer(fault(status));
    const error = await failure(client.call('cancelInvoice', { invoiceReference: '1' }));
    expect(error).toMatchObject({ kind: 'fault', isOutcomeUnknown: true, resultCode: null });
  }
});

const ok = answerOf('cancelInvoice', '<resultCode>0</resultCode>');
test.each([
  ['an HTML error page', '<html><body><h1>502 Bad Gateway</h1></body></html>'],
  ['an unclosed HTML error page', '<!DOCTYPE html><html><body><p>502<br></body>'],
  ['half an answer', ok.slice(0, -20)],
  ['an answer without its last character', ok.slice(0, -1)],
  [
    'an answer with elements that are closed crosswise',
    ok.replace('</return></', '</ns2:cancelInvoiceResponse></'),
  ],
  ['an answer with something behind it', `${ok}x`],
  ['two answers', ok + ok],
  ['nothing', ''],
  ['no XML', 'pong'],
  ['an answer to something else', answerOf('sendInvoice', '<resultCode>0</resultCode>')],
  ['no resultCode', answerOf('cancelInvoice', '')],
  ['a resultCode that is none', answerOf('cancelInvoice', '<resultCode>ok</resultCode>')],
  ['a DOCTYPE with an entity', `<!DOCTYPE x [<!ENTITY a "b">]>${ok.slice(ok.indexOf('?>') + 2)}`],
  [
    'an answer over 256 KB',
    answerOf('cancelInvoice', `<resultCode>0</resultCode><x>${'y'.repeat(256 * 1024)}</x>`),
  ],
  [
    'an answer of a thousand levels',
    answerOf('cancelInvoice', `<resultCode>0</resultCode>${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}`),
  ],
])('%s is malformed', async (_what, text) => {
  const { client } = await openServer((_request, response) => response.end(text));
  const error = await failure(client.call('cancelInvoice', { invoiceReference: '1' }));
  expect(error).toMatchObject({ kind: 'malformed', isOutcomeUnknown: true });
});

test.each(Object.entries(RESULT_CODES).filter(([name]) => name !== 'SUCCESS'))(
  '%s is an explicit no with its name',
  (name, code) => {
    expect(resultName(code)).toBe(name);
    const parse = () =>
      parseAnswer('cancelInvoice', answerOf('cancelInvoice', `<resultCode>${code}</resultCode>`));
    expect(parse).toThrow(SeqrError);
    expect(parse).toThrow(`cancelInvoice: rejected ${code} ${name}`);
  },
);

test('a code that no source lists keeps its number', () => {
  const parse = () => parseAnswer('cancelInvoice', answerOf('cancelInvoice', '<resultCode>777</resultCode>'));
  expect(parse).toThrow('rejected 777 (unlisted code)');
});

test('references, leading zeros, plus signs, entities and CDATA survive, whatever the prefixes', () => {
  const text =
    '<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Header/>' +
    '<soapenv:Body><ns7:getClientSessionInfoResponse xmlns:ns7="http://external.interfaces.ers.seamless.com/">' +
    '<return><ersReference>2015102910184861801032678</ersReference><resultCode>0</resultCode><unheardOf><a/></unheardOf>' +
    '<parameters><entry><key>msisdn</key><value>+46007</value></entry><entry><key>place</key>' +
    '<value>Bj&#246;rk&#xF6; &amp; <![CDATA[<Sj>]]></value></entry></parameters></return>' +
    '</ns7:getClientSessionInfoResponse></soapenv:Body></soapenv:Envelope>';
  expect(parseAnswer('getClientSessionInfo', text)).toMatchObject({
    ersReference: '2015102910184861801032678',
    parameters: {
      entry: [
        { key: 'msisdn', value: '+46007' },
        { key: 'place', value: 'Björkö & <Sj>' },
      ],
    },
  });
});

test('neither a password nor a reference is in any error or record', async () => {
  const { client, records } = await openServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString())).on('end', () => response.end(body));
  });
  const error = await failure(
    client.call('getPaymentStatus', { invoiceReference: '4711', invoiceVersion: 0 }),
  );
  const told = JSON.stringify([records, error.message, error.stack, error]);
  expect(error.kind).toBe('malformed');
  expect(told).not.toContain('secret-canary');
  expect(told).not.toContain('4711');
});

test('every call carries a reference of its own, of at most 32 characters', async () => {
  const bodies: string[] = [];
  const { client } = await openServer((request, response) => {
    let body = '';
    request
      .on('data', (chunk: Buffer) => (body += chunk.toString()))
      .on('end', () => {
        bodies.push(body);
        response.end(answerOf('cancelInvoice', '<resultCode>0</resultCode>'));
      });
  });
  await client.call('cancelInvoice', { invoiceReference: '1' });
  await client.call('cancelInvoice', { invoiceReference: '1' });
  const references = bodies.map((body) => /<clientReference>(.*?)<\/clientReference>/.exec(body)?.[1] ?? '');
  expect(new Set(references).size).toBe(2);
  expect(references.every(({ length }) => length > 0 && length <= 32)).toBe(true);
});

test('session questions go to the session port', async () => {
  const paths: string[] = [];
  const { client } = await openServer((request, response) => {
    paths.push(request.url ?? '');
    response.end(answerOf('getClientSessionInfo', '<resultCode>0</resultCode>'));
  });
  await client.call('getClientSessionInfo', { key: 'x' });
  expect(paths).toEqual(['/soap/session']);
});

test('only calls that change nothing may be repeated', () => {
  const repeatable = (Object.keys(operations) as OperationName[]).filter(
    (name) => operations[name].changesNothing,
  );
  expect(repeatable).toEqual(['getClientSessionInfo', 'getPaymentStatus', 'executeReport']);
});

function invoice() {
  return {
    paymentMode: 'IMMEDIATE_DEBIT',
    acknowledgmentMode: 'NO_ACKNOWLEDGMENT',
    issueDate: '2025-12-24T15:00:00Z',
    title: 'Tickets',
    clientInvoiceId: '1',
    totalAmount: { currency: 'SEK', value: '1.00' },
    cashierId: 'web',
    footer: '',
  };
}

test('a report may be as long as a day of 100,000 payments, and no other answer', async () => {
  const row = `<Row>${'y'.repeat(200)}</Row>`;
  const contentString = `<![CDATA[${row.repeat(10_000)}]]>`;
  const { client } = await openServer((_request, response) =>
    response.end(
      answerOf(
        'executeReport',
        `<resultCode>0</resultCode><report><contentString>${contentString}</contentString></report>`,
      ),
    ),
  );
  const { report } = await client.call('executeReport', { reportId: 'x' });
  expect(report?.contentString).toHaveLength(row.length * 10_000);
  expect(operations.executeReport.limits.timeoutMs).toBe(60_000);
  const others = Object.entries(operations).filter(([name]) => !/Report|mark/.test(name));
  for (const [, { limits }] of others) expect(limits).toEqual({ timeoutMs: 4_000, maxLength: 262_144 });
});
