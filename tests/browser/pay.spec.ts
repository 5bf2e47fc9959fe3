// The customer's way to a payment, and the ways in which it goes wrong.
import { expect, test } from './wallet.ts';

test('paid: the booking number of the bill stands on the Success page', async ({ wallet }) => {
  await wallet.order();
  const bookingNumber = /FRY-\w{6}/.exec(await wallet.bill.innerText())?.[0] ?? 'none';
  await wallet.pay();
  await wallet.is({ view: 'success', status: 'paid' });
  await expect(wallet.service.locator('[data-booking]')).toHaveText(bookingNumber);
  await expect(wallet.addressBar).toHaveText(/\/success#\d+-\d+_\d+$/);
  await wallet.link('Done').click();
  await wallet.isAtHome();
});

test('a wrong PIN pays nothing, the right one does', async ({ wallet }) => {
  await wallet.order();
  await wallet.enterPin('0000');
  await expect(wallet.page.getByText(/PIN is wrong/)).toBeVisible();
  await wallet.page.keyboard.type('1234');
  await wallet.tap('Continue');
  await wallet.is({ status: 'paid' });
});

test('declined: the Failure page keeps the basket, and one tap tries again', async ({ wallet }) => {
  await wallet.order();
  await wallet.tap('Decline payment');
  await wallet.is({ view: 'failure', status: 'failed' });
  await wallet.button('Try again').click();
  await wallet.is({ step: 'review' });
  await wallet.button(/^Pay.*130/).click();
  await wallet.pay();
  await wallet.is({ status: 'paid' });
});

test('cancelled in the app: the Cancel page says so and leads back to the app', async ({ wallet }) => {
  await wallet.order();
  await wallet.tap('Cancel');
  await wallet.is({ view: 'cancel', status: 'canceled' });
  await wallet.link('Back to SEQR').click();
  await wallet.isAtHome();
});

test('cancelled on the page: nothing is left to pay, and a new order can be made', async ({ wallet }) => {
  await wallet.order();
  await wallet.tap('Close the bill');
  await wallet.button('Cancel the order').click();
  await wallet.is({ status: 'canceled' });
  await wallet.button('Try again').click();
  await wallet.button(/^Pay/).click();
  await expect(wallet.bill).toBeVisible();
});

test('notification lost: the Success page shows the payment all the same', async ({ wallet }) => {
  await wallet.order();
  await wallet.page.getByLabel('Drop the next notification').check();
  await wallet.pay();
  await wallet.is({ view: 'success', status: 'paid' });
});

test('paid while the order page is still open: it says so by itself', async ({ wallet }) => {
  await wallet.order();
  await wallet.enterPin();
  await wallet.is({ view: 'order', status: 'paid' });
});

test('double tap on pay makes one order and one bill', async ({ wallet }) => {
  const placed = new Set<string>();
  wallet.page.on('request', (request) => {
    if (request.method() === 'PUT' && request.url().includes('/api/orders/')) placed.add(request.url());
  });
  await wallet.scan();
  await wallet.review();
  await wallet.button(/^Pay/).dblclick();
  await wallet.pay();
  await wallet.is({ status: 'paid' });
  expect(placed.size).toBe(1);
});

test('a basket that is changed after the link was made changes the bill', async ({ wallet }) => {
  await wallet.order();
  await wallet.tap('Close the bill');
  await wallet.button('Change the order').click();
  await wallet.is({ step: 'choose' });
  await wallet.add('Adult');
  await wallet.button('Review').click();
  await wallet.button(/^Pay.*195/).click();
  await wallet.is({ step: 'pay', status: 'payable' });
  await wallet.link(/Open SEQR/).click();
  await expect(wallet.bill).toContainText('195');
  await wallet.pay();
  await wallet.is({ status: 'paid' });
  await expect(wallet.service.locator('[data-total]')).toContainText('195');
});

test('two tabs: the second is shown the order of the first, and one payment pays it', async ({ wallet }) => {
  await wallet.scan();
  const address = await wallet.address();
  await wallet.review();

  const tab = await wallet.page.context().newPage();
  await tab.goto(address);
  await tab.getByRole('button', { name: 'One more: Adult' }).click();
  await tab.getByRole('button', { name: 'Review' }).click();
  await tab.getByRole('button', { name: /^Pay/ }).click();
  await expect(tab.locator('main')).toHaveAttribute('data-status', 'payable');

  await wallet.button(/^Pay/).click();
  await expect(wallet.service.getByText(/already have an open order/)).toBeVisible();
  await wallet.button(/^Pay.*65/).click();
  await wallet.is({ step: 'pay' });
  await wallet.link(/Open SEQR/).click();
  await wallet.pay();
  await wallet.is({ status: 'paid' });
  await expect(tab.locator('main')).toHaveAttribute('data-status', 'paid');
});
