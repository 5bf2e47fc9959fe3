// What Svelte uses and old web views lack; imported before everything else, knows nothing of the page.
// The baseline is Chrome 71 and Safari 12.1: Svelte 5 needs Proxy, queueMicrotask and globalThis, which cannot be added.

const prototype: { replaceAll?: (search: string | RegExp, replacement: string) => string } = String.prototype;

prototype.replaceAll ??= function (this: string, search, replacement) {
  return typeof search === 'string'
    ? this.split(search).join(replacement)
    : this.replace(search, replacement);
};
