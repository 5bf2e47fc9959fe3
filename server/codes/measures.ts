// Sizes and inks of what is printed. Lengths in millimetres, as printers think; pdfkit's are points.

/** Percent of cyan, magenta, yellow and black. */
export type Ink = readonly [number, number, number, number];

/** Of a single code: 40 mm without its quiet zone, found by a phone from half a metre (ten times its width). */
export const MODULE_MM = 1.2;

/** The vendor's dark colour and its ground. Source: seqr-api §6. */
export const CODE_INK: Ink = [67, 67, 67, 100];
export const NO_INK: Ink = [0, 0, 0, 0];
/** For letters and marks: one ink cannot be printed askew with itself. */
export const BLACK: Ink = [0, 0, 0, 100];
export const GREY: Ink = [0, 0, 0, 65];

/** A4. */
export const PAGE_MM = { width: 210, height: 297 } as const;

/** Points of so many millimetres. */
export function mm(millimetres: number): number {
  return (millimetres * 72) / 25.4;
}

/** The inks of a screen's colour, as far as that goes without a profile.
 *  @param colour `#0b5d86` */
export function inkOf(colour: string): Ink {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(
    (start) => parseInt(colour.slice(start, start + 2), 16) / 255,
  );
  const light = Math.max(red, green, blue);
  if (light === 0) return BLACK;
  const part = (channel: number) => Math.round(((light - channel) / light) * 100);
  return [part(red), part(green), part(blue), Math.round((1 - light) * 100)];
}
