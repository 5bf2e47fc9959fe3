// Sizes and inks of what is printed. Lengths in millimetres, as printers think; pdfkit's are points.

/** Of a single code: 40 mm without its quiet zone, found by a phone from half a metre (ten times its width). */
export const MODULE_MM = 1.2;

/** The vendor's dark colour and its ground, in percent of cyan, magenta, yellow and black. Source: seqr-api §6. */
export const CODE_INK = [67, 67, 67, 100] as const;
export const NO_INK = [0, 0, 0, 0] as const;

/** Points of so many millimetres. */
export function mm(millimetres: number): number {
  return (millimetres * 72) / 25.4;
}
