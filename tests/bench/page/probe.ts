// What is measured inside the page. The function is sent to the browser as text and runs before the page's own scripts:
// it must not use anything from around it.

export interface Figures {
  /** From the start of the navigation until what was waited for has been painted; null before. */
  readyMs: number | null;
  /** Sum of all layout shifts that no tap explains. */
  shift: number;
  /** Every tap's longest event, to the next 8 ms as the browser rounds it; 0 when it took less than 16 ms. */
  tapsMs: number[];
}

declare global {
  interface Window {
    figures: Figures;
    /** Of the benchmark: ends its waiting. */
    tellReady: () => void;
  }
}

export function probe(): void {
  const figures: Figures = { readyMs: null, shift: 0, tapsMs: [] };
  window.figures = figures;

  // Order: the first stepper's button that can be used. Success: the heading of a paid order.
  const wanted = location.pathname.startsWith('/success')
    ? 'main[data-status="paid"] h1'
    : '[data-sku] button:not([disabled]):not([aria-disabled="true"])';
  const observer = new MutationObserver(() => {
    if (document.querySelector(wanted) === null) return;
    observer.disconnect();
    // The second frame begins when the first one has been painted.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        figures.readyMs = performance.now();
        window.tellReady();
      }),
    );
  });
  observer.observe(document, { childList: true, subtree: true, attributes: true });

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[]) {
      if (!entry.hadRecentInput) figures.shift += entry.value;
    }
  }).observe({ type: 'layout-shift', buffered: true });

  const options = { type: 'event', buffered: true, durationThreshold: 16 };
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries() as PerformanceEventTiming[]) {
      const last = figures.tapsMs.length - 1;
      const longest = figures.tapsMs[last];
      if (interactionId > 0 && longest !== undefined) figures.tapsMs[last] = Math.max(longest, duration);
    }
  }).observe(options);
}
