// What is wrong with the page as it stands, in one size. Runs inside of it, so it brings all that it needs; says what it
// finds in words.

export function inspect(): string[] {
  const faults: string[] = [];
  const root = document.documentElement;
  const [width, height] = [root.clientWidth, window.innerHeight];
  /** Half a pixel: devices' pixels are not whole ones. */
  const SLACK = 0.5;
  const LEAST_TARGET = 44;
  const LARGE_TEXT = 20;
  /** These end by themselves; all others must offer something. */
  const PASSING = ['loading', 'placing', 'confirming'];
  const TARGETS = 'button, a[href], select, input';
  const AMOUNTS = '[data-total], [data-sku] dd';
  const BOXES = '.button, .item, .summary, .notice, .booking, header, main';

  // The page takes no taps for a moment where the screen has changed.
  document.querySelector('main')?.style.removeProperty('pointer-events');
  // What is drawn above others, where it is at rest: the bar has nothing behind it at the end of the page.
  window.scrollTo(0, root.scrollHeight);
  if (root.scrollWidth > width) faults.push(`is ${root.scrollWidth - width} px wider than the screen`);
  const shown = [...document.querySelectorAll<HTMLElement>('main, main *')].filter(
    (element) => element.offsetWidth > 0 && !element.closest('.for-ears'),
  );
  for (const element of shown) checkBox(element);
  for (const [element, text] of texts()) checkText(element, text);
  const isPassing = PASSING.includes(document.querySelector('main')?.dataset['screen'] ?? '');
  if (!isPassing && !document.querySelector('.button')) faults.push('has no next step');
  const targets = shown.filter((element) => element.matches(TARGETS));
  targets.forEach((target, index) => {
    checkTarget(target);
    for (const other of targets.slice(index + 1)) checkApart(target, other);
  });
  for (const target of targets) checkReach(target);
  window.scrollTo(0, 0);
  return faults;

  function checkBox(element: HTMLElement) {
    const { left, right } = element.getBoundingClientRect();
    if (left < -SLACK || right > width + SLACK) faults.push(`${name(element)} is outside of the screen`);
    const { overflowX, overflowY } = getComputedStyle(element);
    if (overflowX !== 'visible' && element.scrollWidth > element.clientWidth) cutOff(element);
    if (overflowY !== 'visible' && element.scrollHeight > element.clientHeight) cutOff(element);
    if (element instanceof HTMLSelectElement) checkChosen(element);
  }

  /** A list shows what is chosen in one line, which cannot wrap: only in text of the usual size must it be whole. */
  function checkChosen(select: HTMLSelectElement) {
    const { font, fontSize, paddingLeft, paddingRight } = getComputedStyle(select);
    if (parseFloat(fontSize) > LARGE_TEXT) return;
    const context = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
    context.font = font;
    const text = context.measureText(select.selectedOptions[0]?.text ?? '').width;
    if (text > select.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)) cutOff(select);
  }

  function checkText(element: Element, text: Text) {
    const range = document.createRange();
    range.selectNodeContents(text);
    const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
    if (element.matches(AMOUNTS) && lines.size > 1) faults.push(`${name(element)} is broken`);
    const box = (element.closest(BOXES) ?? root).getBoundingClientRect();
    for (const { left, right, top, bottom } of range.getClientRects()) {
      const isInside =
        left >= box.left - SLACK &&
        right <= box.right + SLACK &&
        top >= box.top - SLACK &&
        bottom <= box.bottom + SLACK;
      if (!isInside) faults.push(`${name(element)} sticks out of its box`);
    }
  }

  function checkTarget(target: HTMLElement) {
    const box = target.getBoundingClientRect();
    if (Math.min(box.width, box.height) < LEAST_TARGET - SLACK / 10)
      faults.push(`${name(target)} is only ${box.width.toFixed(1)} × ${box.height.toFixed(1)}`);
  }

  function checkApart(one: HTMLElement, other: HTMLElement) {
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (x > SLACK && y > SLACK) faults.push(`${name(one)} overlaps ${name(other)}`);
  }

  /** It can be scrolled to, is whole then, and nothing lies above it. */
  function checkReach(target: HTMLElement) {
    target.scrollIntoView({ block: 'center' });
    const { left, top, right, bottom } = target.getBoundingClientRect();
    if (top < -SLACK || bottom > height + SLACK) faults.push(`${name(target)} is never seen as a whole`);
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    if (!hit || !target.contains(hit)) faults.push(`${name(target)} is covered by ${hit && name(hit)}`);
  }

  function* texts(): Generator<[Element, Text]> {
    const walker = document.createTreeWalker(document.querySelector('main') ?? root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const isShown = element && !element.closest('.for-ears, select') && node.textContent?.trim() !== '';
      if (isShown) yield [element, node as Text];
    }
  }

  function cutOff(element: Element) {
    faults.push(`${name(element)} is cut off`);
  }

  function name(element: Element): string {
    const classes = element.getAttribute('class') ?? '';
    const text = element.getAttribute('aria-label') ?? element.textContent;
    return `<${element.tagName.toLowerCase()} ${classes}> “${text.trim().slice(0, 24)}”`;
  }
}
