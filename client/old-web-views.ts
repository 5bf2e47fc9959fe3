// What Svelte uses and old web views lack; imported before everything else, knows nothing of the page.
// The baseline is Chrome 71 and Safari 12.1: Svelte 5 needs Proxy, queueMicrotask and globalThis, which cannot be added.
/* eslint-disable @typescript-eslint/no-unnecessary-condition -- the types know today's browsers only */

if (!String.prototype.replaceAll) {
  String.prototype.replaceAll = function (this: string, search: string | RegExp, replacement: never) {
    return typeof search === 'string'
      ? this.split(search).join(replacement)
      : this.replace(search, replacement);
  };
}
