// A file that was made for the page becomes a download, as if a link to it had been followed.

/** The browser has begun to read it long before. */
const KEPT_MS = 60_000;

export function handOver(file: Blob, name: string) {
  const url = URL.createObjectURL(file);
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
