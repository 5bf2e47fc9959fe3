// The letters on a sheet: which can be drawn, and how large a text may be in its box, where it is never cut.
import { NOT_BUILT_IN } from '../paper.ts';
import type { Paper } from '../paper.ts';
import { mm } from './measures.ts';
import type { Ink } from './measures.ts';
import { wrap } from './wrap.ts';

/** Where a text goes, and how far it may shrink to get in. */
export interface TextBox {
  widthMm: number;
  heightMm: number;
  /** The size that it should have, and the least at which it can be read. */
  sizePt: number;
  leastPt: number;
  isBold?: boolean;
  /** In its width; in the middle by default. */
  align?: 'left' | 'center';
  /** In its height; in the middle by default. */
  stand?: 'top' | 'middle';
}

/** Why a sheet cannot be printed, and what would mend it. */
export class SheetError extends Error {
  override readonly name = 'SheetError';
}

/** Capitals stand higher than the middle of their line, by so much of its size. */
const OPTICAL_SHIFT = 0.1;
const SIZE_STEP_PT = 0.5;

interface Fitting {
  sizePt: number;
  lines: string[];
  heightPt: number;
}

/** Sets text on one document. */
export class Typeface {
  readonly #paper: Paper;
  readonly #file: string | undefined;

  /** @param file a typeface (TTF, OTF) instead of the built-in one
   *  @throws {SheetError} when the file is none */
  constructor(paper: Paper, file?: string) {
    this.#paper = paper;
    this.#file = file;
    try {
      this.#choose(false);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new SheetError(
        `the typeface ${file ?? ''} cannot be used (${reason}): it must be a TTF or OTF file`,
      );
    }
  }

  /** Why the text cannot be printed in that box; null: it can. */
  faultOf(text: string, box: TextBox): string | null {
    const missing = this.#missingLetters(text);
    if (missing.length > 0) return `"${text}" ${this.#missingFault(missing)}`;
    if (this.#fit(text, box) !== null) return null;
    return `"${text}" is too long: even at ${box.leastPt} points it does not fit into ${box.widthMm} × ${box.heightMm} mm`;
  }

  /** Writes it into its box, at the largest size that fits.
   *  @throws {SheetError} when it cannot be printed */
  write(text: string, box: TextBox, xMm: number, yMm: number, ink: Ink): void {
    const fitting = this.#missingLetters(text).length === 0 ? this.#fit(text, box) : null;
    if (fitting === null) throw new SheetError(this.faultOf(text, box) ?? text);
    const { sizePt, lines, heightPt } = fitting;
    const spare = box.stand === 'top' ? 0 : (mm(box.heightMm) - heightPt) / 2 + sizePt * OPTICAL_SHIFT;
    this.#paper.fillColor([...ink]);
    lines.forEach((line, i) => {
      const gap = box.align === 'left' ? 0 : (mm(box.widthMm) - this.#paper.widthOfString(line)) / 2;
      const y = mm(yMm) + spare + (i * heightPt) / lines.length;
      this.#paper.text(line, mm(xMm) + gap, y, { lineBreak: false });
    });
  }

  /** The largest size at which no word breaks; where there is none the least, with words broken. */
  #fit(text: string, box: TextBox): Fitting | null {
    const whole = asPrinted(text);
    this.#choose(box.isBold ?? false);
    for (let sizePt = box.sizePt; ; sizePt -= SIZE_STEP_PT) {
      this.#paper.fontSize(sizePt);
      const { lines, isBroken } = wrap(whole, (line) => this.#paper.widthOfString(line) <= mm(box.widthMm));
      const heightPt = lines.length * this.#paper.currentLineHeight(true);
      const isLeast = sizePt - SIZE_STEP_PT < box.leastPt;
      if (heightPt <= mm(box.heightMm) && (!isBroken || isLeast)) return { sizePt, lines, heightPt };
      if (isLeast) return null;
    }
  }

  #choose(isBold: boolean): void {
    this.#paper.font(this.#file ?? (isBold ? 'Helvetica-Bold' : 'Helvetica'));
  }

  #missingLetters(text: string): string[] {
    const whole = asPrinted(text);
    if (this.#file === undefined) return [...new Set(whole.match(NOT_BUILT_IN) ?? [])];
    this.#choose(false);
    // pdfkit does not tell which letters its typeface has; the typeface below it does.
    const { font } = (this.#paper as unknown as { _font: EmbeddedFont })._font;
    return [...new Set(whole.match(/./gsu) ?? [])].filter(
      (letter) => !font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0),
    );
  }

  #missingFault(missing: string[]): string {
    const letters = missing.map((letter) => `"${letter}"`).join(', ');
    return this.#file === undefined
      ? `has letters that the built-in typeface has not, ${letters}: print it with one that has them, --font FILE.ttf`
      : `has letters that ${this.#file} has not: ${letters}`;
  }
}

/** Letters in one piece each, and in one line. */
function asPrinted(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

interface EmbeddedFont {
  font: { hasGlyphForCodePoint: (codePoint: number) => boolean };
}
