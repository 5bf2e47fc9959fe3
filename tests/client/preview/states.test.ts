// The table of the wall: every state draws the screen that it says, in every language.
import { describe, expect, it } from 'vitest';
import { render } from 'svelte/server';
import App from '../../../client/App.svelte';
import { openState, settle } from '../../../client/preview/stage/open-state.ts';
import { findState, STATES, statesOf, USUAL } from '../../../client/preview/states.ts';
import { TONGUES, type Tongue } from '../../../client/preview/tongues.ts';
import { VIEWS } from '../../../shared/service-url.ts';

const LANGUAGES = Object.keys(TONGUES) as Tongue[];

describe.each(VIEWS)('the %s view', (view) => {
  it.each(statesOf(view))('in the state %s is drawn as it says, in every language', async (name) => {
    const state = findState(view, name);
    if (state === null) throw new Error(name);
    for (const language of LANGUAGES) {
      const page = openState(view, state, language);
      await settle(page, state);
      const { body } = render(App, { props: { checkout: page.checkout } });
      page.stop();
      expect(page.checkout.words.language).toBe(language);
      // Without a token there is no view either.
      if (state.session !== 'token-missing') expect(body).toContain(`data-view="${view}"`);
      expect(body).toContain(`data-screen="${state.screen}"`);
      expect(body.replace(/<[^>]*>/g, ' ')).not.toMatch(/\b(undefined|null|NaN)\b|\{\w+\}/);
    }
  });

  it('has its usual state', () => {
    expect(findState(view, USUAL[view])).not.toBeNull();
  });
});

describe('a notice', () => {
  const notices = Object.keys(STATES.order).filter((name) => name.startsWith('notice'));

  it.each(notices)('%s is what the page has come to say', async (name) => {
    const state = findState('order', name);
    if (state === null) throw new Error(name);
    const page = openState('order', state, 'en');
    await settle(page, state);
    page.stop();
    expect(page.checkout.notice).toBe(name);
  });
});
