// What axe finds in a document, in words. The engine itself and not its wrapper for Playwright, which takes four times as
// long by reading it anew for each look.
import type { Page } from '@playwright/test';
import axe, { type AxeResults, type RunOptions } from 'axe-core';

const OPTIONS: RunOptions = {
  // WCAG 2.2 AA is all of these together.
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};

/** To be done once for each document that is loaded. */
export async function bringAxe(page: Page): Promise<void> {
  await page.evaluate(axe.source);
}

/** What is looked for: everything, or what is another in other colours, or all but that, which takes half of the time. */
export type Look = 'everything' | 'colours' | 'words';
const LOOKS: Record<Look, RunOptions> = {
  everything: OPTIONS,
  colours: { ...OPTIONS, runOnly: { type: 'rule', values: ['color-contrast'] } },
  words: { ...OPTIONS, rules: { 'color-contrast': { enabled: false } } },
};

/** Frames are documents of their own: they are not looked into. */
export async function findings(page: Page, look: Look = 'everything'): Promise<string[]> {
  const { violations }: AxeResults = await page.evaluate((options) => {
    // There the bar has nothing behind it: what it hides for a moment can be scrolled from below it.
    window.scrollTo(0, document.body.scrollHeight);
    return (window as unknown as { axe: typeof axe }).axe.run(document, { ...options, iframes: false });
  }, LOOKS[look]);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html} ${failureSummary.replace(/\s+/g, ' ')}`),
  );
}
