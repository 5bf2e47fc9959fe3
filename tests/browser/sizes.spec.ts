// Every state of the page on every device of the wall, held both ways: nothing is cut off, nothing needs scrolling
// sideways, and whatever can be tapped is large enough and can be reached.
import type { Frame, Page } from '@playwright/test';
import { DEVICES } from '../../client/devices.ts';
import { frameUrl, type FrameSpec } from '../../client/preview/frame-spec.ts';
import { statesOf } from '../../client/preview/states.ts';
import { TONGUES, type Tongue } from '../../client/preview/tongues.ts';
import { VIEWS } from '../../shared/service-url.ts';
import { inspect } from './inspect.ts';
import { expect, test } from './wallet.ts';

type Size = readonly [width: number, height: number];

/** A phone's keyboard. Source: the sizes. */
const KEYBOARD_HEIGHT = 260;
/** Wider ones have more room for the same words. */
const SMALL_WIDTH = 360;

const turned = (sizes: Size[]) => sizes.map(([width, height]): Size => [height, width]);
/** Each once: what a pixel is made of changes nothing of where it is. */
const upright = [
  ...new Map(DEVICES.map(({ width, height }) => [`${width} ${height}`, [width, height] as Size])).values(),
];
const small = upright.filter(([width]) => width <= SMALL_WIDTH);
const smallest: Size[] = [[320, 480], [480, 320]]; // prettier-ignore
const others = (Object.keys(TONGUES) as Tongue[]).filter((tongue) => tongue !== 'en-XA');
const typing = small.map(([width, height]): Size => [width, height - KEYBOARD_HEIGHT]);

/** All of it would be every language × size × size of text, some 40,000 pages. What can go wrong is a word that is too
 *  long: so every state is seen in every size with long texts, and in every language where room is scarcest. */
const SWEEPS: { title: string; tongues: Tongue[]; text: number; sizes: Size[] }[] = [
  {
    title: 'with long texts on every device, held both ways, and with a keyboard on small ones',
    tongues: ['en-XA'],
    text: 100,
    sizes: [...upright, ...turned(upright), ...typing],
  },
  {
    title: 'with long texts at 200 % on small devices, held both ways',
    tongues: ['en-XA'],
    text: 200,
    sizes: [...small, ...turned(small)],
  },
  {
    title: 'in every language on the smallest device, held both ways',
    tongues: others,
    text: 100,
    sizes: smallest,
  },
  {
    title: 'in every language at 200 % on the smallest device, held both ways',
    tongues: others,
    text: 200,
    sizes: smallest,
  },
];

for (const { title, tongues, text, sizes } of SWEEPS) {
  for (const view of VIEWS) {
    test(`all of the ${view} view fits ${title}`, async ({ page, origin }) => {
      const specOf = (state: string, language: Tongue): FrameSpec => {
        return { view, state, language, text, accent: '', scheme: 'light' };
      };
      const frame = await openFrame(page, origin, specOf(statesOf(view)[0] ?? '', 'en'));
      const faults: string[] = [];
      for (const language of tongues) {
        for (const state of statesOf(view)) {
          const found = await inspectIn(frame, specOf(state, language), sizes);
          faults.push(...found.map((fault) => `${view}/${state} ${language} ${fault}`));
        }
      }
      expect(faults).toEqual([]);
    });
  }
}

/** A frame takes another size within one call; a window takes a tenth of a second. */
async function openFrame(page: Page, origin: string, spec: FrameSpec): Promise<Frame> {
  const holder = `${origin}/holder`;
  const src = frameUrl(spec).replaceAll('&', '&amp;');
  const body = `<!doctype html><iframe style="border:0" src="${src}">`;
  await page.route(holder, (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(holder);
  const frame = page.frames()[1];
  if (!frame) throw new Error('the holder has no frame');
  await frame.evaluate(`window.inspect = ${inspect.toString()}`);
  return frame;
}

/** @returns what is wrong with it, each fault with the size in which it was found */
async function inspectIn(frame: Frame, spec: FrameSpec, sizes: Size[]): Promise<string[]> {
  const found = await frame.evaluate(
    async ([shown, all]) => {
      await window.preview?.show(shown, true);
      const { style } = window.frameElement as HTMLElement;
      return all.map(([width, height]) => {
        style.width = `${width}px`;
        style.height = `${height}px`;
        return window.inspect?.() ?? ['was not inspected'];
      });
    },
    [spec, sizes] as const,
  );
  return found.flatMap((faults, index) =>
    [...new Set(faults)].map((fault) => `${sizes[index]?.join('×')}: ${fault}`),
  );
}

declare global {
  interface Window {
    inspect?: typeof inspect;
  }
}
