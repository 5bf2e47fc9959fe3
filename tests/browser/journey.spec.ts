// Moving about: back, reload, an expired visit, a hostile web view.
import { expect, test } from './wallet.ts';

test('reloading at each step goes on where it was', async ({ wallet }) => {
  await wallet.scan();
  await wallet.add('Adult', 2);
  await wallet.reload();
  await expect(wallet.service.locator('[data-sku=adult] output')).toHaveText('2');

  await wallet.button('Review').click();
  await wallet.reload();
  await wallet.is({ step: 'review' });
  await wallet.button(/^Pay.*130/).click();
  await expect(wallet.bill).toBeVisible();
  await wallet.tap('Close the bill');

  await wallet.reload();
  await wallet.is({ step: 'pay', status: 'payable' });
  await expect(wallet.bill).toBeHidden();
  await wallet.link('Open SEQR again').click();
  await wallet.pay();
  await wallet.is({ view: 'success', status: 'paid' });
  await wallet.reload();
  await wallet.is({ view: 'success', status: 'paid' });
});

test('the wallet opens once by itself for an invoice, also when the page is loaded anew before it could', async ({
  wallet,
}) => {
  await wallet.scan();
  await wallet.page.route('**/launch', (route) => route.abort());
  await wallet.review();
  await wallet.button(/^Pay/).click();
  await expect(wallet.link('Open SEQR')).toBeVisible();
  await wallet.page.unroute('**/launch');
  await wallet.tap('Reload the page');
  await expect(wallet.bill).toBeVisible();
});

test('back from the review, by the page’s button and by history, keeps the basket', async ({ wallet }) => {
  await wallet.scan();
  await wallet.review();
  await wallet.button('Back').click();
  await wallet.is({ step: 'choose' });
  await wallet.button('Review').click();
  await wallet.is({ step: 'review' });
  await wallet.tap('Browser back');
  await wallet.is({ step: 'choose' });
  await expect(wallet.service.locator('[data-sku=adult] output')).toHaveText('2');
});

test('back from the first view leaves to the app', async ({ wallet }) => {
  await wallet.scan();
  await wallet.link('Back to SEQR').click();
  await wallet.isAtHome();
});

test('a visit that expired before the order says what to do', async ({ wallet }) => {
  await wallet.scan();
  await wallet.expireVisit();
  await wallet.reload();
  await expect(wallet.heading('Your visit has expired')).toBeVisible();
});

test('a visit that expires while composing is told at the payment', async ({ wallet }) => {
  await wallet.scan();
  await wallet.review();
  await wallet.expireVisit();
  await wallet.button(/^Pay/).click();
  await expect(wallet.heading('Your visit has expired')).toBeVisible();
});

test('who has paid is never told that the visit expired', async ({ wallet }) => {
  await wallet.order();
  await wallet.pay();
  await wallet.is({ status: 'paid' });
  await wallet.expireVisit();
  await wallet.reload();
  await wallet.is({ view: 'success', status: 'paid' });
  await expect(wallet.button('New order')).toBeHidden();
});

test('an unknown visit, and none at all, get a page that says what to do', async ({ page, origin }) => {
  await page.goto(`${origin}/order#0000000000-00000000`);
  await expect(page.locator('[data-trouble=token-unknown]')).toBeVisible();
  await page.goto(`${origin}/success`);
  await expect(page.locator('[data-trouble=token-missing]')).toBeVisible();
});

test('without storage and cookies everything works', async ({ wallet }) => {
  await wallet.page.addInitScript(() => {
    const refuse = () => {
      throw new Error('no storage here');
    };
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) {
      Object.defineProperty(window, name, { get: refuse });
    }
    Object.defineProperty(document, 'cookie', { get: refuse, set: refuse });
  });
  await wallet.order();
  await wallet.pay();
  await wallet.is({ status: 'paid' });
});

test('the four Service URLs answer 200 directly, and no token reaches a server in a URL', async ({
  wallet,
  origin,
}) => {
  for (const path of ['order', 'success', 'failure', 'cancel', 'app']) {
    const answer = await fetch(`${origin}/${path}`, { redirect: 'manual' });
    expect(answer.status).toBe(200);
  }
  const urls: string[] = [];
  const referrers: (string | undefined)[] = [];
  wallet.page.on('request', (request) => {
    urls.push(request.url().split('#')[0] ?? '');
    referrers.push(request.headers()['referer']);
  });
  await wallet.order();
  await wallet.pay();
  await wallet.is({ status: 'paid' });
  const token = /#(\d+-\d+)/.exec(await wallet.address())?.[1] ?? 'no token';
  expect(token).toMatch(/^\d+-\d+$/);
  expect(urls.filter((url) => url.includes(token))).toEqual([]);
  expect(referrers.filter((referrer) => referrer?.includes(token))).toEqual([]);
  expect(urls.every((url) => url.startsWith(origin) || url.startsWith('data:'))).toBe(true);
});

test('the whole way works by keyboard alone', async ({ wallet }) => {
  const { page } = wallet;
  await wallet.scan();
  await wallet.button('One more: Adult').focus();
  await page.keyboard.press('Enter');
  await wallet.button('Review').focus();
  await page.keyboard.press('Enter');
  await wallet.is({ step: 'review' });
  await expect(wallet.heading()).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(wallet.bill).toBeFocused();
  await page.keyboard.press('Tab');
  const close = page.getByRole('button', { name: 'Close the bill' });
  await expect(close).toBeFocused();
  // Nothing below the bill is walked through, nor takes the focus by itself.
  await wallet.heading().evaluate((heading) => {
    window.focus();
    heading.focus();
  });
  await expect(close).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Pay', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('section[aria-label=PIN]')).toBeFocused();
  await page.keyboard.type('1234');
  // The page below has said so too, so that nothing moves the focus between the next two keys.
  await wallet.is({ status: 'paid' });
  await expect(page.locator('section[aria-label=Receipt]')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Continue' })).toBeFocused();
  await page.keyboard.press('Enter');
  await wallet.is({ view: 'success', status: 'paid' });
});

for (const [width, height] of [
  [320, 480],
  [800, 1280],
] as const) {
  test(`at ${width}×${height} nothing is wider than the screen, and every target is a thumb wide`, async ({
    wallet,
    browser,
  }) => {
    await wallet.scan();
    const address = await wallet.address();
    const phone = await browser.newPage({ viewport: { width, height } });
    await phone.goto(address);
    const isFitting = async () => {
      const { scrollWidth, small } = await phone.evaluate(() => ({
        scrollWidth: document.documentElement.scrollWidth,
        small: [...document.querySelectorAll('button, select, input, a[href]')]
          .filter((element) => element.getBoundingClientRect().height > 0)
          .filter((element) => element.getBoundingClientRect().height < 44)
          .map((element) => element.textContent.trim()),
      }));
      expect(scrollWidth).toBeLessThanOrEqual(width);
      expect(small).toEqual([]);
    };
    await expect(phone.getByRole('heading', { level: 1 })).toBeVisible();
    await isFitting();
    await phone.getByRole('button', { name: 'One more: Adult' }).click();
    await phone.getByRole('button', { name: 'Review' }).click();
    await expect(phone.getByRole('button', { name: /^Pay/ })).toBeInViewport();
    await isFitting();
    await phone.close();
  });
}
