// All pictures on one, small: a row for each state, a column for each device and language.
import type { Browser } from '@playwright/test';
import sharp from 'sharp';
import { VIEWS } from '../../shared/service-url.ts';
import type { Series } from './shots.ts';

const WIDTH = 72;

export const thumbnail = (png: Buffer): Promise<Buffer> => sharp(png).resize(WIDTH).png().toBuffer();

/** @param thumbnails by the name of the shot */
export async function drawContactSheet(
  browser: Browser,
  series: Series[],
  thumbnails: Map<string, Buffer>,
): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 100, height: 100 } });
  await page.setContent(documentOf(series, thumbnails));
  const { width, height } = await page.locator('main').evaluate((main) => main.getBoundingClientRect());
  await page.setViewportSize({ width: Math.ceil(width), height: Math.ceil(height) });
  const png = await page.screenshot();
  await page.close();
  return png;
}

function documentOf(series: Series[], thumbnails: Map<string, Buffer>): string {
  const tables = VIEWS.map((view) => {
    const states =
      series[0]?.shots.filter(({ spec }) => spec.view === view).map(({ spec }) => spec.state) ?? [];
    const rows = states.map((state) => {
      const shots = series.flatMap(({ shots }) =>
        shots.filter(({ spec }) => spec.view === view && spec.state === state),
      );
      const cells = shots.map(({ name }) => `<td>${imageOf(thumbnails.get(name))}</td>`);
      return `<tr><th>${state}</th>${cells.join('')}</tr>`;
    });
    const heads = series.map(({ title }) => `<th>${title.replace(/[- ]/g, '<br>')}</th>`);
    return `<table><caption>${view}</caption><tr><th></th>${heads.join('')}</tr>${rows.join('')}</table>`;
  });
  return `<!doctype html><style>${STYLE}</style><main>${tables.join('')}</main>`;
}

function imageOf(png: Buffer | undefined): string {
  return png ? `<img width="${WIDTH}" src="data:image/png;base64,${png.toString('base64')}">` : '';
}

const STYLE = `
  body { margin: 0; font: 11px system-ui, sans-serif; }
  main { display: flex; align-items: start; width: max-content; padding: 16px; background: #d8dcde; }
  table { border-spacing: 4px; }
  caption { padding: 4px; font-size: 24px; font-weight: 700; text-align: left; }
  th { font-weight: 600; text-align: left; vertical-align: top; }
  td { padding: 0; vertical-align: top; }
  img { display: block; }`;
