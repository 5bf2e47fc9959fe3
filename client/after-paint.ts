/** Does it when the next frame has been painted. What a tap brings about may take a tenth of a second on a slow phone:
 *  the button under the finger shows first that it was pressed. */
export function afterPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work));
}
