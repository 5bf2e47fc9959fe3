// Text messages by SMPP, against the package's own server.
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { smppGateway } from '../../server/outbox/sms-smpp.ts';
import { smpp } from '../../server/outbox/smpp-package.ts';
import type { Pdu, Session } from '../../server/outbox/smpp-package.ts';

/** A message centre that takes everything, until a test says otherwise. */
async function openCentre() {
  const submitted: Pdu[] = [];
  const sessions: Session[] = [];
  let status: number | 'silent' = 0;
  const server = smpp.createServer((session) => {
    sessions.push(session);
    session.on('error', () => undefined);
    session.on('bind_transmitter', (pdu: Pdu) => {
      const isKnown = pdu['system_id'] === 'ferry' && pdu['password'] === 'secret';
      session.send(pdu.response(isKnown ? {} : { command_status: 0x0e }));
    });
    session.on('submit_sm', (pdu: Pdu) => {
      submitted.push(pdu);
      if (status !== 'silent') session.send(pdu.response({ command_status: status }));
    });
    session.on('unbind', (pdu: Pdu) => session.send(pdu.response()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as AddressInfo;
  const open = (password = 'secret') => {
    const gateway = smppGateway({
      url: `smpp://127.0.0.1:${port}`,
      systemId: 'ferry',
      password,
      from: 'Ferry',
    });
    onTestFinished(() => gateway.close());
    return gateway;
  };
  onTestFinished(() => {
    for (const session of sessions) session.destroy();
    server.close();
  });
  return {
    submitted,
    sessions,
    open,
    answer: (next: number | 'silent') => {
      status = next;
    },
  };
}

const PATIENT = new AbortController().signal;
const message = (text: string) => ({ to: '46701740605', text, key: 'k' });
const textOf = (pdu: Pdu | undefined, field: 'short_message' | 'message_payload') =>
  (pdu?.[field] as { message?: unknown } | undefined)?.message;

test('the short alphabet travels as the centre’s own, anything else as UCS-2', async () => {
  const { submitted, open } = await openCentre();
  const gateway = open();
  await gateway.send(message('Färjan åker 65,00 €'), PATIENT);
  await gateway.send(message('Паром 🚢'), PATIENT);
  expect(submitted).toMatchObject([
    {
      data_coding: 0,
      source_addr: 'Ferry',
      source_addr_ton: 5,
      source_addr_npi: 0,
      destination_addr: '46701740605',
      dest_addr_ton: 1,
      dest_addr_npi: 1,
    },
    { data_coding: 8 },
  ]);
  expect(textOf(submitted[0], 'short_message')).toBe('Färjan åker 65,00 €');
  expect(textOf(submitted[1], 'short_message')).toBe('Паром 🚢');
});

test.each([
  ['160 letters of the short alphabet', 'å'.repeat(160), 'short_message'],
  ['161 letters of the short alphabet', 'å'.repeat(161), 'message_payload'],
  ['70 other letters', 'П'.repeat(70), 'short_message'],
  ['71 other letters', 'П'.repeat(71), 'message_payload'],
] as const)('%s travel as %3$s', async (_what, text, field) => {
  const { submitted, open } = await openCentre();
  await open().send(message(text), PATIENT);
  expect(textOf(submitted[0], field)).toBe(text);
});

test('messages share a session, and a session that was cut is made anew', async () => {
  const { submitted, sessions, open } = await openCentre();
  const gateway = open();
  await Promise.all([gateway.send(message('1'), PATIENT), gateway.send(message('2'), PATIENT)]);
  expect(sessions).toHaveLength(1);
  sessions[0]?.destroy();
  await expect.poll(() => gateway.send(message('3'), PATIENT).then(() => true)).toBe(true);
  expect(sessions).toHaveLength(2);
  expect(submitted).toHaveLength(3);
});

test.each([
  [0x0b, true, 'submit_sm was refused (0x0000000b)'],
  [0x58, false, 'submit_sm was refused (0x00000058)'],
])('the centre’s no %i is final: %s', async (status, isPermanent, reason) => {
  const { answer, open } = await openCentre();
  answer(status);
  await expect(open().send(message('1'), PATIENT)).rejects.toMatchObject({ message: reason, isPermanent });
});

test('a wrong password may be mended: the message waits, and goes with the right one', async () => {
  const { open } = await openCentre();
  const failure = { message: 'bind_transmitter was refused (0x0000000e)', isPermanent: false };
  const gateway = open('wrong');
  await expect(gateway.send(message('1'), PATIENT)).rejects.toMatchObject(failure);
  await expect(gateway.send(message('1'), PATIENT)).rejects.toMatchObject(failure);
});

test('a centre that is silent, or away, is given up', async () => {
  const { answer, open, sessions } = await openCentre();
  answer('silent');
  const gateway = open();
  await expect(gateway.send(message('1'), AbortSignal.timeout(100))).rejects.toThrow('no answer in time');
  answer(0);
  await gateway.send(message('1'), PATIENT);
  expect(sessions).toHaveLength(2);

  const nowhere = smppGateway({ url: 'smpp://127.0.0.1:1', systemId: 'f', password: 's', from: '+467' });
  await expect(nowhere.send(message('1'), PATIENT)).rejects.toThrow('cannot be reached (ECONNREFUSED)');
  await nowhere.close();
});
