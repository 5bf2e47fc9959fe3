// One automatic try for an invoice, whatever happens; the link works always.
import { expect, it, vi } from 'vitest';
import type { OrderDto } from '../../shared/api.ts';
import { WalletLink } from '../../client/wallet-link.svelte.ts';
import { HandClock, order, paid, THREE_ADULTS } from './page-stage.ts';

function walletOf(answer: { order: OrderDto; isFirst: boolean } | Error) {
  const location = { pathname: '/order', hash: '', href: '' };
  const launch = vi.fn(() => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)));
  const clock = new HandClock();
  return { wallet: new WalletLink(location, clock), location, clock, api: { launch } };
}

const wanted = () => true;

it('opens the wallet for the first who asks', async () => {
  const { wallet, location, api } = walletOf({ order: order(), isFirst: true });
  await wallet.tryOnce(order(), api, wanted);
  expect(location.href).toBe('seqr://SEQR.SE/R9001');
});

it('does not try twice for an invoice, even if the first try had no answer', async () => {
  const { wallet, location, api } = walletOf(new Error('cut'));
  await expect(wallet.tryOnce(order(), api, wanted)).rejects.toThrow('cut');
  await expect(wallet.tryOnce(order(), api, wanted)).resolves.toBeNull();
  expect(location.href).toBe('');
});

it('tries again for another invoice', async () => {
  const { wallet, api } = walletOf({ order: order(), isFirst: true });
  await wallet.tryOnce(order(), api, wanted);
  await wallet.tryOnce(order({ invoiceReference: '9002', walletUrl: 'seqr://SEQR.SE/R9002' }), api, wanted);
  expect(api.launch).toHaveBeenCalledTimes(2);
});

it.each([
  ['is being placed', order({ status: 'placing', walletUrl: null })],
  ['is paid', paid()],
  ['waits for SEQR to confirm a change', order({ walletUrl: null, pending: THREE_ADULTS })],
  ['was launched before', order({ wasLaunched: true })],
])('does not try when the order %s', async (_, current) => {
  const { wallet, api } = walletOf({ order: current, isFirst: true });
  expect(await wallet.tryOnce(current, api, wanted)).toBeNull();
  expect(api.launch).not.toHaveBeenCalled();
});

it('opens nothing when the customer has gone on while it asked', async () => {
  const { wallet, location, api } = walletOf({ order: order(), isFirst: true });
  await expect(wallet.tryOnce(order(), api, () => false)).resolves.toEqual(order());
  expect(location.href).toBe('');
  expect(wallet.seemsAbsent).toBe(false);
});

it('opens nothing when the order was paid while it asked', async () => {
  const { wallet, location, api } = walletOf({ order: paid(), isFirst: true });
  await wallet.tryOnce(order(), api, wanted);
  expect(location.href).toBe('');
});

it('says that the app seems absent when the page stays in front after the try', async () => {
  const { wallet, clock, api } = walletOf({ order: order(), isFirst: true });
  await wallet.tryOnce(order(), api, wanted);
  await clock.advance(3_000);
  expect(wallet.seemsAbsent).toBe(false);
  await clock.advance(2_000);
  expect(wallet.seemsAbsent).toBe(true);
});

it('says so after a tap on the link as well, even when the server does not answer', async () => {
  const { wallet, clock, api } = walletOf(new Error('cut'));
  await expect(wallet.noteUse(order(), api)).rejects.toThrow('cut');
  await clock.advance(5_000);
  expect(wallet.seemsAbsent).toBe(true);
});

it('knows that the app is there once the page was left for it', async () => {
  const { wallet, clock, api } = walletOf({ order: order(), isFirst: true });
  await wallet.tryOnce(order(), api, wanted);
  await clock.advance(1_000);
  wallet.noteLeaving();
  await clock.advance(60_000);
  expect(wallet.seemsAbsent).toBe(false);
});

it('does not say so where another tab opened the wallet', async () => {
  const { wallet, clock, api } = walletOf({ order: order(), isFirst: false });
  await wallet.tryOnce(order(), api, wanted);
  await clock.advance(60_000);
  expect(wallet.seemsAbsent).toBe(false);
});

it('does not try by itself after the customer used the link', async () => {
  const { wallet, api } = walletOf({ order: order(), isFirst: true });
  await wallet.noteUse(order(), api);
  expect(await wallet.tryOnce(order(), api, wanted)).toBeNull();
});
