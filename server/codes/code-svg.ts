// A code as a drawing for screens and for print programs: black on white, since SVG has no CMYK of its own.
import { CODE_MODULES } from './code.ts';
import type { Code } from './code.ts';
import { MODULE_MM } from './measures.ts';
import { quietZone } from './quiet-zone.ts';

export interface SvgOptions {
  /** By default the standard's 4. */
  quietModules?: number | undefined;
}

/** An SVG document of the size at which the code is meant to be printed.
 *  @throws {QuietZoneError} */
export function codeSvg(code: Code, { quietModules }: SvgOptions = {}): string {
  const quiet = quietZone(quietModules);
  const modules = CODE_MODULES + 2 * quiet;
  const size = `${+(modules * MODULE_MM).toFixed(3)}mm`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-quiet} ${-quiet} ${modules} ${modules}" width="${size}" height="${size}" role="img" shape-rendering="crispEdges"><title>${xml(code.url)}</title><desc>SEQR code. In print CMYK 67/67/67/100 on 0/0/0/0. Do not rotate, do not resize.</desc><path fill="#fff" d="M${-quiet} ${-quiet}h${modules}v${modules}h${-modules}Z"/><path fill="#000" d="${code.outline()}"/></svg>\n`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function xml(text: string): string {
  return text.replace(/[&<>]/g, (letter) => ENTITIES[letter] ?? letter);
}
