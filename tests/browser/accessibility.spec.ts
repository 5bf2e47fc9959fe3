// The page by keyboard and by ear, without motion and in forced colours. What axe can find is in axe.spec.ts.
import type { Locator, Page } from '@playwright/test';
import { directionOf } from '../../shared/languages.ts';
import { frameUrl, type FrameSpec } from '../../client/preview/frame-spec.ts';
import { notices } from '../../client/preview/states/composing.ts';
import { TONGUES, type Tongue } from '../../client/preview/tongues.ts';
import { expect, test as base } from './wallet.ts';

const SMALL = { width: 320, height: 480 };

class Frame {
  readonly page: Page;
  readonly #origin: string;

  constructor(page: Page, origin: string) {
    this.page = page;
    this.#origin = origin;
  }

  async show(state: string, more: Partial<FrameSpec> = {}): Promise<void> {
    const spec = {
      view: 'order',
      state,
      language: 'en',
      text: 100,
      accent: '',
      scheme: 'system',
      ...more,
    } as const;
    if (!this.page.url().includes('/preview/frame')) await this.page.goto(this.#origin + frameUrl(spec));
    await this.page.evaluate((shown) => window.preview?.show(shown, true), spec);
  }

  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1 });
  }

  /** The text of what has the focus, or the name that it has instead. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      return element.getAttribute('aria-label') ?? (element.id || element.innerText);
    });
  }

  /** What the focus comes to, one press after the other, until it leaves the page. */
  async tabThrough(look: () => Promise<unknown> = this.focused.bind(this)): Promise<unknown[]> {
    const seen: unknown[] = [];
    for (let presses = 0; presses < 40; presses += 1) {
      await this.page.keyboard.press('Tab');
      if (await this.page.evaluate(() => document.activeElement === document.body)) break;
      seen.push(await look());
    }
    return seen;
  }

  /** Of the first that the selector means, or of what is drawn beside it. */
  style(selector: string, property: string, pseudo?: string): Promise<string> {
    return this.page
      .locator(selector)
      .first()
      .evaluate(
        (element, { property, pseudo }) => getComputedStyle(element, pseudo).getPropertyValue(property),
        {
          property,
          pseudo,
        },
      );
  }
}

const test = base.extend<{ frame: Frame }>({
  frame: async ({ page, origin }, use) => {
    await page.setViewportSize(SMALL);
    await use(new Frame(page, origin));
  },
});

test('by keyboard alone: choose, review and pay, in the order in which it is read', async ({ frame }) => {
  const { page, heading } = frame;
  await frame.show('chooseEmpty');
  const languages = ['English', 'Svenska', 'Suomi', 'Deutsch'];
  const items = ['Adult', 'Child', 'Bicycle'];
  expect(await frame.tabThrough()).toEqual([
    'Back to SEQR',
    'choice-departure',
    ...items.flatMap((item) => [`One less: ${item}`, `One more: ${item}`]),
    'Review',
    ...languages,
  ]);
  await page.getByRole('button', { name: 'One more: Adult' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  await expect(page.getByRole('status', { name: 'Adult' })).toHaveText('2');
  await page.getByRole('button', { name: 'Review' }).focus();
  await page.keyboard.press('Enter');
  await expect(heading).toBeFocused();
  await expect(heading).toHaveText('Is this right?');
  await page.keyboard.press('Tab');
  expect(await frame.focused()).toMatch(/^Pay.SEK.130\.00$/);
  await page.keyboard.press('Enter');
  await expect(heading).toHaveText('Pay in SEQR');
  await expect(heading).toBeFocused();
  await page.keyboard.press('Tab');
  expect(await frame.focused()).toMatch(/^Open SEQR/);
  await page.keyboard.press('Shift+Tab');
  expect(await frame.focused()).toBe('Back');
});

for (const { what, size } of [
  { what: 'on the smallest device', size: SMALL },
  { what: 'with its keyboard open', size: { width: 320, height: 220 } },
  { what: 'with a keyboard on a taller one', size: { width: 360, height: 380 } },
]) {
  test(`what has the focus is seen, and nothing lies above it, ${what}`, async ({ frame }) => {
    await frame.page.setViewportSize(size);
    for (const state of ['chooseWrongPlate', 'chooseNothingYet', 'review', 'appMissing']) {
      await frame.show(state, { language: 'en-XA' });
      const hidden = await frame.tabThrough(() =>
        frame.page.evaluate(() => {
          const element = document.activeElement as HTMLElement;
          const { left, right, top, bottom } = element.getBoundingClientRect();
          const places = [top + 2, (top + bottom) / 2, bottom - 2];
          const isSeen = places.every((y) =>
            element.contains(document.elementFromPoint((left + right) / 2, y)),
          );
          const { outlineStyle, outlineWidth } = getComputedStyle(element);
          if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2)
            return `${element.outerHTML} shows no focus`;
          return isSeen ? '' : `${element.outerHTML} from ${top} to ${bottom}`;
        }),
      );
      expect(hidden.length, state).toBeGreaterThan(2);
      expect(
        hidden.filter((fault) => fault !== ''),
        state,
      ).toEqual([]);
    }
  });
}

test('a field that is missing or wrong takes the focus and says what is wrong with it', async ({ frame }) => {
  const { page } = frame;
  const review = page.getByRole('button', { name: 'Review' });
  const plate = page.getByLabel('Number plate');
  await frame.show('chooseNoPlate');
  await review.click();
  await expect(plate).toBeFocused();
  await expect(plate).toHaveAttribute('aria-invalid', 'true');
  await expect(plate).toHaveAccessibleDescription('Please fill this in, for example ABC 123.');
  await plate.fill('ABC 123');
  await expect(plate).toHaveAttribute('aria-invalid', 'false');
  await expect(plate).toHaveAccessibleDescription(/^For example ABC 123/);

  await frame.show('chooseEmpty');
  await review.click();
  await expect(page.getByText('Add at least one item first.')).toBeFocused();
});

test('what the change of a screen means is read aloud by a place that was there before it', async ({
  frame,
}) => {
  const { page } = frame;
  await frame.show('review');
  const status = page.locator('[role=status]:not(output)');
  await expect(status).toHaveText('');
  await status.evaluate((element) => element.setAttribute('data-same', ''));
  await page.getByRole('button', { name: /^Pay/ }).click();
  await expect(page.locator('[data-same]')).toHaveText(/^Confirm with your PIN/);
  await expect(status).toHaveCount(1);
});

test('every notice is an alert', async ({ frame }) => {
  for (const state of Object.keys(notices)) {
    await frame.show(state);
    await expect(frame.page.getByRole('alert'), state).not.toBeEmpty();
  }
});

test('the document says its language and from which side it is read, in every language', async ({
  frame,
}) => {
  for (const language of Object.keys(TONGUES) as Tongue[]) {
    await frame.show('choose', { language });
    await expect(frame.page.locator('html')).toHaveAttribute('lang', language);
    await expect(frame.page.locator('html')).toHaveAttribute('dir', directionOf(language));
  }
});

test('from right to left everything stands on the other side, and its arrows point there', async ({
  frame,
}) => {
  await frame.show('choose', { language: 'ar-XB' });
  const { page } = frame;
  const middle = async (selector: string) => {
    const { x, width } = (await page.locator(selector).first().boundingBox()) ?? { x: NaN, width: NaN };
    return x + width / 2;
  };
  expect(await middle('.back')).toBeGreaterThan(await middle('.service-name'));
  expect(await middle('.item img')).toBeGreaterThan(await middle('.stepper'));
  expect(await middle('.minus')).toBeGreaterThan(await middle('.plus'));
  expect(await middle('.running-total')).toBeGreaterThan(await middle('.sticky .button'));
  // Turned by 135° to the left: its lower left corner points to the right.
  expect(await frame.style('.back', 'transform', '::before')).toMatch(/^matrix\(-0\.7\d*, -0\.7/);
  await frame.show('noticeOffline', { language: 'ar-XB' });
  expect(await frame.style('.notice', 'border-right-width')).toBe('4px');
  expect(await frame.style('.notice', 'border-left-width')).toBe('0px');
});

test('nothing turns for those who want no motion, and something does for others', async ({ frame }) => {
  const { page } = frame;
  const turning = () =>
    page.evaluate(
      () =>
        document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations === Infinity).length,
    );
  for (const [reducedMotion, count] of [
    ['no-preference', 1],
    ['reduce', 0],
  ] as const) {
    await page.emulateMedia({ reducedMotion });
    for (const state of ['loading', 'loadingSlow', 'payable', 'placing']) {
      await frame.show(state);
      expect(await turning(), `${state}, ${reducedMotion}`).toBe(count);
    }
  }
});

test('in forced colours everything that is drawn is still there', async ({ frame }) => {
  const { page } = frame;
  await page.emulateMedia({ forcedColors: 'active' });
  await frame.show('choose');
  const ground = await frame.style('html', 'background-color');
  const isDrawn = async (selector: string, side: string, pseudo?: string) => {
    expect(await frame.style(selector, `border-${side}-color`, pseudo), selector).not.toBe(ground);
    expect(parseFloat(await frame.style(selector, `border-${side}-width`, pseudo)), selector).toBeGreaterThan(
      0,
    );
    expect(await frame.style(selector, `border-${side}-style`, pseudo), selector).not.toBe('none');
  };
  await isDrawn('.button', 'top');
  await isDrawn('.plus', 'top');
  await isDrawn('.plus', 'top', '::before');
  await isDrawn('.plus', 'top', '::after');
  await isDrawn('.back', 'left', '::before');
  await isDrawn('select', 'top');
  const [usable, unusable] = [
    await frame.style('.plus', 'color'),
    await frame.style('[aria-disabled=true]', 'color'),
  ];
  expect(unusable).not.toBe(usable);
  await page.keyboard.press('Tab');
  expect(await frame.style('.back', 'outline-color')).not.toBe(ground);
  await frame.show('paid');
  await isDrawn('.booking', 'top');
  await isDrawn('.mark', 'right', '::after');
  await isDrawn('.quiet', 'top');
  await frame.show('failed');
  await isDrawn('.mark', 'top', '::after');
  await frame.show('noticeOffline');
  await isDrawn('.notice', 'left');
  await frame.show('payable');
  // A gap shows that it turns.
  await isDrawn('.spinner', 'bottom');
  expect(await frame.style('.spinner', 'border-top-color')).toBe(ground);
});
