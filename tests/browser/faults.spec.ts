// What the customer sees when SEQR's answers are lost, and that one more tap goes on.
import { expect, test } from './wallet.ts';
import type { Wallet } from './wallet.ts';

const silence = (wallet: Wallet) => wallet.service.getByText('SEQR does not answer right now.');

/** Notes every order that the page puts: which one, and how. */
function watchPuts(wallet: Wallet): string[] {
  const puts: string[] = [];
  wallet.page.on('request', (request) => {
    if (request.method() === 'PUT' && request.url().includes('/api/orders/')) {
      puts.push(`${request.url()} ${request.postData()}`);
    }
  });
  return puts;
}

async function placeInVain(wallet: Wallet) {
  await wallet.scan();
  await wallet.review();
  await wallet.faults({ on: 'sendInvoice', kind: 'reset-after' });
  await wallet.button(/^Pay/).click();
  await expect(silence(wallet)).toBeVisible();
  await wallet.is({ step: 'review', status: 'placing' });
}

async function goToPayment(wallet: Wallet) {
  await wallet.button('Back').click();
  await wallet.button('Go to payment').click();
  await wallet.is({ step: 'pay' });
}

test('the answer to the order is lost: one more tap makes the bill, also after a reload', async ({
  wallet,
}) => {
  const puts = watchPuts(wallet);
  await placeInVain(wallet);
  await wallet.faults({ on: 'sendInvoice', kind: 'busy' });
  await wallet.button(/^Pay.*130/).click();
  await expect.poll(() => puts.length).toBe(2);
  await expect(silence(wallet)).toBeVisible();
  await wallet.reload();
  await wallet.is({ step: 'review', status: 'placing' });
  await wallet.button(/^Pay.*130/).click();
  await wallet.pay();
  await wallet.is({ view: 'success', status: 'paid' });
  expect(puts).toHaveLength(3);
  expect(new Set(puts).size).toBe(1);
});

test('the bill does not come: the waiting page offers to try again', async ({ wallet }) => {
  await placeInVain(wallet);
  await goToPayment(wallet);
  await wallet.reload();
  await wallet.is({ step: 'pay', status: 'placing' });
  await wallet.button('Try again').click({ timeout: 15_000 });
  await wallet.pay();
  await wallet.is({ view: 'success', status: 'paid' });
});

test('the bill does not come: the waiting page offers to cancel', async ({ wallet }) => {
  await placeInVain(wallet);
  await goToPayment(wallet);
  await wallet.button('Cancel the order').click({ timeout: 15_000 });
  await wallet.is({ status: 'canceled' });
  await expect(wallet.service.locator('.lead')).toContainText('You have not been charged.');
});

test('the answer to a change is lost: the changed basket stays, and is what is paid', async ({ wallet }) => {
  await wallet.order();
  await wallet.tap('Close the bill');
  await wallet.button('Change the order').click();
  await wallet.add('Adult');
  await wallet.button('Review').click();
  await wallet.faults({ on: 'updateInvoice', kind: 'reset-before' });
  const puts = watchPuts(wallet);
  await wallet.button(/^Pay.*195/).click();
  await expect(silence(wallet)).toBeVisible();
  await expect(wallet.button(/^Pay.*195/)).toBeVisible();

  await wallet.reload();
  await goToPayment(wallet);
  await expect(wallet.heading('Your change is not confirmed')).toBeVisible();
  await expect(wallet.service.locator('[data-total]')).toContainText('195');
  await wallet.button('Try again').click();
  await wallet.link(/Open SEQR/).click();
  await expect(wallet.bill).toContainText('195');
  await wallet.pay();
  await wallet.is({ view: 'success', status: 'paid' });
  await expect(wallet.service.locator('[data-total]')).toContainText('195');
  expect(puts).toHaveLength(2);
  expect(new Set(puts).size).toBe(1);
});
