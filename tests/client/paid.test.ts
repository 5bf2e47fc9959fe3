// A paid order never looks unpaid: on no view, in no step, whatever the server, the network or the customer does then.
import { describe, expect, it } from 'vitest';
import type { ScreenName } from '../../client/screen.ts';
import type { OrderDto } from '../../shared/api.ts';
import { formatHash, STEPS, VIEWS } from '../../shared/service-url.ts';
import { ADULT, calm, openPage, order, paid, placing, THREE_ADULTS, TOKEN } from './page-stage.ts';
import { backendWith, CODES, LESS, LONG_MS, pathOf, refuse } from './visits.ts';

describe('a paid order never looks unpaid', () => {
  const looksPaid = (told: OrderDto): ScreenName =>
    told.reversedAt !== null ? 'reversed' : told.payment === LESS.payment ? 'paidOther' : 'paid';
  const WAYS = VIEWS.flatMap((view) =>
    STEPS.flatMap((step) =>
      [null, '9001'].flatMap((invoiceReference) =>
        [`/${view}`, '/app'].map(
          (path) => path + formatHash(path, { view, token: TOKEN, invoiceReference, step }),
        ),
      ),
    ),
  );
  const ORDERS_PAID = [
    paid(),
    paid({ reversedAt: 2 }),
    paid(LESS),
    paid({ pending: THREE_ADULTS }),
    paid({ walletUrl: 'seqr://SEQR.SE/R9001' }),
  ];

  it.each(WAYS)(
    'at %s: opened, loaded anew, seen again, after a long time, with the visit over',
    async (path) => {
      for (const told of ORDERS_PAID) {
        for (const canOrder of [true, false]) {
          const page = await openPage(backendWith(told, canOrder), path);
          const seen: ScreenName[] = [page.checkout.screen];
          page.window.show('hidden');
          page.window.show('visible');
          await calm();
          seen.push(page.checkout.screen);
          await page.clock.advance(LONG_MS);
          seen.push(page.checkout.screen);
          seen.push((await page.reload()).checkout.screen);
          expect(new Set(seen)).toEqual(new Set([looksPaid(told)]));
        }
      }
    },
  );

  it.each(VIEWS)('on the %s view: told by the stream, whatever was shown before', async (view) => {
    for (const before of [placing(), order(), order({ pending: THREE_ADULTS, walletUrl: null })]) {
      for (const told of ORDERS_PAID) {
        const { checkout, backend, clock, stop } = await openPage(backendWith(before), pathOf(view));
        await clock.advance(LONG_MS);
        await backend.tell(told);
        expect(checkout.screen).toBe(looksPaid(told));
        stop();
      }
    }
  });

  it.each(CODES)('when the server then answers everything with %s', async (code) => {
    for (const view of VIEWS) {
      const page = await openPage(backendWith(paid()), pathOf(view));
      for (const name of ['POST session', 'GET order', 'GET events']) refuse(page.backend, name, code);
      await page.backend.endStreams();
      await page.clock.advance(LONG_MS);
      page.window.show('hidden');
      page.window.show('visible');
      await page.clock.advance(LONG_MS);
      await page.checkout.refresh();
      expect(page.checkout.screen).toBe('paid');
    }
  });

  it('even while another basket of it was being composed', async () => {
    const { checkout, backend } = await openPage(backendWith(order()));
    checkout.composer.setQuantity(ADULT, 5);
    checkout.composer.review();
    expect(checkout.screen).toBe('review');
    await backend.tell(paid());
    expect(checkout.screen).toBe('paid');
  });

  it.each(VIEWS)('on the %s view gives way to a new order alone, and only there', async (view) => {
    // Not the id that the stage gives the first new basket.
    const told = paid({ id: '00000000-0000-4000-8000-00000000000a' });
    const { checkout, window } = await openPage(backendWith(told), pathOf(view));
    expect(checkout.screen).toBe('paid');
    checkout.composer.startOver();
    expect([checkout.view, checkout.screen]).toEqual(['order', 'choose']);
    checkout.composer.setQuantity(ADULT, 1);
    checkout.composer.review();
    expect(checkout.screen).toBe('review');
    // Nobody gets to a payment of what is paid.
    window.openHash(`#${TOKEN}/pay`);
    await calm();
    expect([checkout.step, checkout.screen]).toEqual(['review', 'review']);
  });
});
