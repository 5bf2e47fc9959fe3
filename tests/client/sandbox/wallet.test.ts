// The simulated app: which address it opens after what.
import { expect, it, onTestFinished, vi } from 'vitest';
import { simulatorApi } from '../../../client/sandbox/simulator-api.ts';
import { Wallet } from '../../../client/sandbox/wallet.svelte.ts';
import type { Bill } from '../../../shared/simulator-app.ts';
import { calm, pathOf } from '../page-stage.ts';

const BILL = {
  invoiceReference: '9001',
  status: 'ISSUED',
  total: { value: '130.00', currency: 'SEK' },
} as Bill;
const view = (name: string) => `https://service.example/${name}`;
const VISIT = {
  token: '12-34',
  urls: { order: view('order'), success: view('success'), failure: view('failure'), cancel: view('cancel') },
};

async function walletWith(answers: Record<string, { status?: number; body: unknown }> = {}) {
  const all: typeof answers = {
    'GET /sandbox/codes': { body: { codes: [{ label: 'One', url: 'HTTP://SEQR.SE/000/one' }] } },
    'POST /simulator/app/scan': { status: 201, body: VISIT },
    'GET /simulator/app/bills/9001': { body: BILL },
    'POST /simulator/app/bills/9001/pay': { body: { ...BILL, status: 'PAID' } },
    'POST /simulator/app/bills/9001/decline': { body: { ...BILL, status: 'FAILED' } },
    'POST /simulator/app/bills/9001/cancel': { body: { ...BILL, status: 'CANCELED' } },
    ...answers,
  };
  const fetch = vi.fn((path: RequestInfo | URL, init?: RequestInit) => {
    const answer = all[`${init?.method} ${pathOf(path)}`];
    return answer
      ? Promise.resolve(Response.json(answer.body, { status: answer.status ?? 200 }))
      : Promise.reject(new TypeError('cut'));
  });
  const wallet = new Wallet(simulatorApi(fetch));
  await wallet.start();
  await wallet.scan();
  const frame = { src: '' } as HTMLIFrameElement;
  wallet.webView.attach(frame);
  return { wallet, frame, fetch };
}

async function walletWithBill(answers?: Record<string, { status?: number; body: unknown }>) {
  const stage = await walletWith(answers);
  stage.wallet.handle({ kind: 'bill', invoiceReference: '9001' });
  await calm();
  return stage;
}

async function typePin(wallet: Wallet, pin: string) {
  wallet.askPin();
  for (const digit of pin) wallet.typeDigit(digit);
  await calm();
}

it('opens the order page with the token in the hash', async () => {
  const { wallet, frame } = await walletWith();
  expect([wallet.screen, frame.src]).toEqual(['service', 'https://service.example/order#12-34']);
});

it('shows the bill over the page, which stays where it is', async () => {
  const { wallet, frame } = await walletWithBill();
  expect([wallet.screen, wallet.bill?.invoiceReference]).toEqual(['bill', '9001']);
  expect(frame.src).toBe('https://service.example/order#12-34');
});

it('opens the Success page with token and reference after the receipt', async () => {
  const { wallet, frame } = await walletWithBill();
  await typePin(wallet, '1234');
  expect(wallet.screen).toBe('receipt');
  wallet.proceed();
  expect([wallet.screen, frame.src]).toEqual(['service', 'https://service.example/success#12-34_9001']);
});

it('sends one payment, however many digits are typed', async () => {
  const { wallet, fetch } = await walletWithBill();
  await typePin(wallet, '123456');
  expect(fetch.mock.calls.filter(([path]) => pathOf(path).endsWith('/pay'))).toHaveLength(1);
});

it('stays with the PIN when it is wrong, and says so', async () => {
  const { wallet } = await walletWithBill({
    'POST /simulator/app/bills/9001/pay': { status: 422, body: { title: 'That PIN is wrong' } },
  });
  await typePin(wallet, '0000');
  expect([wallet.screen, wallet.pin, wallet.error]).toEqual(['pin', '', 'That PIN is wrong']);
});

it('shows a card, and the bill as the merchant has answered', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const asking = { ...BILL, status: 'PENDING_ISSUER_ACKNOWLEDGE' };
  const { wallet, fetch } = await walletWithBill({
    'POST /simulator/app/bills/9001/card': { body: asking },
  });
  const shown = wallet.showCard('70001234');
  await vi.waitFor(() => expect(wallet.bill?.status).toBe('PENDING_ISSUER_ACKNOWLEDGE'));
  await vi.advanceTimersByTimeAsync(500);
  await shown;
  expect([wallet.screen, wallet.bill?.status, wallet.isBusy]).toEqual(['bill', 'ISSUED', false]);
  const posted = fetch.mock.calls.find(([path]) => pathOf(path).endsWith('/card'));
  expect(posted?.[1]?.body).toBe('{"value":"70001234"}');
});

it('goes on from a reservation as from a payment', async () => {
  const { wallet, frame } = await walletWithBill({
    'POST /simulator/app/bills/9001/pay': { body: { ...BILL, status: 'RESERVED' } },
  });
  await typePin(wallet, '1234');
  wallet.proceed();
  expect(frame.src).toBe('https://service.example/success#12-34_9001');
});

it('opens the Failure page after a declined payment, the Cancel page after a cancelled one', async () => {
  const declined = await walletWithBill();
  await declined.wallet.decline();
  expect(declined.frame.src).toBe('https://service.example/failure#12-34_9001');
  const cancelled = await walletWithBill();
  await cancelled.wallet.cancelBill();
  expect(cancelled.frame.src).toBe('https://service.example/cancel#12-34');
});

it('goes home when the service asks for it', async () => {
  const { wallet } = await walletWith();
  wallet.handle({ kind: 'leave' });
  expect([wallet.screen, wallet.visit]).toEqual(['home', null]);
});

it('says when SEQR knows no such bill, and leaves the page alone', async () => {
  const { wallet } = await walletWithBill({
    'GET /simulator/app/bills/9001': { status: 404, body: { title: 'SEQR knows no bill of that reference' } },
  });
  expect([wallet.screen, wallet.error]).toEqual(['service', 'SEQR knows no bill of that reference']);
});
