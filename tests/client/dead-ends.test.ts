// No dead end: every state of every view offers a next step, at once, or as soon as waiting has become long.
import { describe, expect, it } from 'vitest';
import { render } from 'svelte/server';
import App from '../../client/App.svelte';
import { openState, settle } from '../../client/preview/stage/open-state.ts';
import { findState, statesOf } from '../../client/preview/states.ts';
import { LEAVE_URL, STORE_URLS } from '../../client/wallet-link.svelte.ts';
import { VIEWS } from '../../shared/service-url.ts';

/** Longer than anything is waited for before the customer is offered another way on. */
const LONG_MS = 11_000;

/** What leads on: a link to where a phone can go, a button that is not switched off. Neither a language nor one item
 *  more is a step. */
function stepsOf(body: string): string[] {
  const links = [...body.matchAll(/<a [^>]*href="([^"]*)"/g)].map(([, href = '']) => href);
  const known = [LEAVE_URL, STORE_URLS.ios, STORE_URLS.android];
  const leading = links.filter(
    (href) => known.includes(href) || /^seqr[a-z-]*:\/\/SEQR\.SE\/R\d+$/.test(href),
  );
  const buttons = [...body.matchAll(/<button ([^>]*)>/g)].map(([, attributes = '']) => attributes);
  const live = buttons.filter(
    (attributes) =>
      /class="(?:button|back)\b/.test(attributes) && !attributes.includes('aria-disabled="true"'),
  );
  return [...leading, ...live];
}

describe.each(VIEWS)('the %s view', (view) => {
  it.each(statesOf(view))('offers a next step in the state %s', async (name) => {
    const state = findState(view, name);
    if (state === null) throw new Error(name);
    const page = openState(view, state, 'en');
    await settle(page, state);
    const steps = () => stepsOf(render(App, { props: { checkout: page.checkout } }).body);
    const atOnce = steps();
    if (atOnce.length === 0) await page.clock.advance(LONG_MS);
    expect(steps()).not.toEqual([]);
    page.stop();
  });
});

it('counts neither a step that is switched off nor a language', () => {
  const off = '<button class="button primary" aria-disabled="true">Pay</button>';
  const language = '<button class="link" aria-pressed="false">Svenska</button><a href="#nowhere">here</a>';
  expect(stepsOf(off + language)).toEqual([]);
});
