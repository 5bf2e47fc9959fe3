// The landing page: what somebody sees who types the service's host into a browser instead of scanning its code. A document
// without a script, which says how the service is reached in the app. Knows no request.
import { html } from 'hono/html';
import { directionOf, isSpoken } from '../../shared/languages.ts';
import { inLanguage } from '../../shared/service.ts';
import type { Choices, Service } from '../../shared/service.ts';
import type { Device } from './device.ts';
import { LANDING_WORDS } from './landing-words.ts';

export interface LandingParts {
  service: Service;
  /** One that the page speaks, or else it is English. */
  language: string;
  device: Device;
  /** What the address has preset, by the key of the choice. */
  preset: Choices;
  /** Opens the service in the app. */
  link: string;
  /** The code as an SVG document with its quiet zone; null where none can be made. */
  svg: string | null;
  /** Where its style sheet is answered. */
  sheet: string;
}

const APP_STORE = 'https://apps.apple.com/app/id494224742';
/** Opens the shop's own app, where there is one. */
const MARKET = 'market://details?id=com.seamless.seqr';
const GOOGLE_PLAY = 'https://play.google.com/store/apps/details?id=com.seamless.seqr';

type Content = ReturnType<typeof html> | '';

/** @returns the document
 *  @see seqr-api §8, for the stores */
export function landingPage({ service, language, device, preset, link, svg, sheet }: LandingParts) {
  const tongue = isSpoken(language) ? language : 'en';
  const words = LANDING_WORDS[tongue];
  const name = inLanguage(service.name, tongue, service);
  const { logo } = service;

  const open = html`<a class="button" href="${link}">${words.open}</a>`;
  const code = svg === null ? '' : html`<img class="code" src="${imageOf(svg)}" alt="${words.codeAlt}" />`;
  const stores = (words: string) =>
    html`<div class="help">
      <p>${words}</p>
      <ul class="stores">
        ${storesFor(device).map(({ href, store }) => html`<li><a class="store" href="${href}">${store}</a></li>`)}
      </ul>
    </div>`;

  const onPhone = html`<div class="open">${open}</div>
    ${stores(words.nothingHappens)} ${svg === null ? '' : folded(words.showCode, code)}`;
  const atDesk = html`<div class="scan">
      ${code}
      <ol class="steps">
        ${words.steps.map((step) => html`<li>${step}</li>`)}
      </ol>
    </div>
    ${stores(words.noApp)} ${folded(words.onThisDevice, open)}`;
  return html`<!doctype html>
    <html lang="${tongue}" dir="${directionOf(tongue)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <title>${name}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${sheet}" />
      </head>
      <body>
        <main>
          ${logo ? html`<img class="logo" src="${logo.src}" width="${logo.width}" height="${logo.height}" alt="" />` : ''}
          <h1>${name}</h1>
          ${presetLines(service, preset, tongue).map((line) => html`<p class="preset">${line}</p>`)}
          <p class="lead">${words.lead}</p>
          ${device === 'other' && svg !== null ? atDesk : onPhone}
        </main>
      </body>
    </html>`;
}

/** "From: Vaxholm" */
function presetLines(service: Service, preset: Choices, language: string): string[] {
  return service.choices.flatMap((choice) => {
    const value = preset[choice.key];
    if (value === undefined) return [];
    const option = choice.kind === 'options' ? choice.options.find((each) => each.value === value) : null;
    const shown = option ? inLanguage(option.name, language, service) : value;
    return [`${inLanguage(choice.name, language, service)}: ${shown}`];
  });
}

const folded = (summary: string, content: Content) =>
  html`<details>
    <summary>${summary}</summary>
    ${content}
  </details>`;

/** The phone's own first; only an Android phone can follow the market's link. */
function storesFor(device: Device): { href: string; store: string }[] {
  const apple = { href: APP_STORE, store: 'App Store (iPhone)' };
  const google = { href: device === 'android' ? MARKET : GOOGLE_PLAY, store: 'Google Play (Android)' };
  return device === 'android' ? [google, apple] : [apple, google];
}

/** As an image it can be kept, and brings no style into the page. */
const imageOf = (svg: string): string => `data:image/svg+xml,${encodeURIComponent(svg)}`;
