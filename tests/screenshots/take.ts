// Takes pictures of the wall's frames, as large as the device shows them. One page shows one state after the other: that
// is many times faster than loading it anew.
import type { Browser, CDPSession, Page } from '@playwright/test';
import { frameUrl } from '../../client/preview/frame-spec.ts';
import type { Series, Shot } from './shots.ts';

export async function takeSeries(
  browser: Browser,
  origin: string,
  { device, shots }: Series,
  keep: (shot: Shot, png: Buffer) => Promise<void>,
): Promise<void> {
  const { width, height, ratio } = device;
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: ratio,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const [first] = shots;
  if (first) await page.goto(origin + frameUrl(first.spec));
  await holdStill(page);
  let kept: Promise<void> | undefined;
  for (const shot of shots) {
    const png = await take(page, session, shot);
    await kept;
    // The next one is taken meanwhile.
    kept = keep(shot, png);
  }
  await kept;
  await context.close();
}

/** What appears, turns or blinks is there at once and stays as it is. */
async function holdStill(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      '* { animation: none !important; transition: none !important; caret-color: transparent; }',
    );
    document.adoptedStyleSheets.push(sheet);
  });
}

async function take(page: Page, session: CDPSession, { spec }: Shot): Promise<Buffer> {
  await page.evaluate(async (shown) => {
    await window.preview?.show(shown, true);
    for (const image of document.images) {
      image.loading = 'eager';
      await image.decode();
    }
  }, spec);
  // The protocol itself: Playwright's own picture takes four times as long, by waiting for what does not come here.
  const { data } = await session.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true });
  return Buffer.from(data, 'base64');
}
