// What is wrong with the desk as it stands, in one size. Runs inside of it, so it brings all that it needs; says what it
// finds in words.

export function inspectDesk(): string[] {
  const faults: string[] = [];
  const root = document.documentElement;
  const width = root.clientWidth;
  /** Half a pixel: devices' pixels are not whole ones. */
  const SLACK = 0.5;
  const LEAST_TARGET = 44;

  const dialogs = [...document.querySelectorAll('dialog[open]')];
  const scope = dialogs.at(-1) ?? document.body;
  if (root.scrollWidth > width) faults.push(`is ${root.scrollWidth - width} px wider than the screen`);
  const isSeen = (element: HTMLElement) =>
    element.checkVisibility() && !element.closest('.for-ears, .skip, thead') && element.offsetWidth > 0;
  const shown = [...scope.querySelectorAll<HTMLElement>('*')].filter(isSeen);
  for (const element of shown) {
    const { left, right } = element.getBoundingClientRect();
    if (left < -SLACK || right > width + SLACK) faults.push(`${name(element)} is outside of the screen`);
    const { overflowX } = getComputedStyle(element);
    if (
      overflowX !== 'visible' &&
      !element.matches('input, select, textarea') &&
      element.scrollWidth > element.clientWidth
    )
      faults.push(`${name(element)} is cut off`);
    // Links in a sentence are as high as its lines: WCAG 2.2, 2.5.8, "Inline".
    const isTarget = element.matches(
      'button, a[href], select, textarea, input:not([type=radio], [type=checkbox]), label.kind',
    );
    if (isTarget && getComputedStyle(element).display !== 'inline') checkTarget(element);
  }
  const walker = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || !isSeen(parent) || node.textContent?.trim() === '') continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = (
      parent.closest('.card, .notice, .button, .badge, dialog, tr, main') ?? root
    ).getBoundingClientRect();
    for (const { left, right } of range.getClientRects()) {
      if (left < box.left - SLACK || right > box.right + SLACK)
        faults.push(`${name(parent)} sticks out of its box`);
    }
  }
  for (const line of shown.filter((element) => element.matches('tr'))) checkCells(line);
  return [...new Set(faults)];

  /** Words of one cell do not lie on those of another. */
  function checkCells(line: Element) {
    const boxes = [...line.children].map((cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return { cell, box: range.getBoundingClientRect() };
    });
    for (const [index, { cell, box }] of boxes.entries()) {
      for (const { cell: other, box: its } of boxes.slice(index + 1)) {
        const x = Math.min(box.right, its.right) - Math.max(box.left, its.left);
        const y = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
        // Lines of text touch by their spacing.
        if (x > SLACK && y > 4) faults.push(`${name(cell)} overlaps ${name(other)}`);
      }
    }
  }

  function checkTarget(target: HTMLElement) {
    const box = target.getBoundingClientRect();
    // The whole line of a table is the link.
    const line = target.closest('tr')?.getBoundingClientRect();
    const height = line ? line.height : box.height;
    if (Math.min(box.width, height) < LEAST_TARGET - SLACK / 10)
      faults.push(`${name(target)} is only ${box.width.toFixed(1)} × ${height.toFixed(1)}`);
  }

  function name(element: Element): string {
    const text = element.getAttribute('aria-label') ?? element.textContent;
    return `<${element.tagName.toLowerCase()} ${element.className}> “${text.trim().slice(0, 24)}”`;
  }
}
