// A code as a file of any kind.
import type { CodeFileKind } from '../../shared/desk/codes.ts';
import { codePdf } from './code-pdf.ts';
import { codePng } from './code-png.ts';
import { codeSvg } from './code-svg.ts';
import type { Code } from './code.ts';

type Draw = (code: Code, options?: { quietModules?: number }) => string | Promise<Buffer>;

/** Draws the content of a file of that kind. @throws {QuietZoneError} */
export const DRAW: Record<CodeFileKind, Draw> = { svg: codeSvg, png: codePng, pdf: codePdf };
