// What all forms of sheets have in common: what they are given, and what they say of themselves.
import type { Paper } from '../paper.ts';
import type { Code } from './code.ts';
import type { Ink } from './measures.ts';
import type { SheetWords } from './sheet-words.ts';
import type { TextBox, Typeface } from './typeface.ts';

/** A code with what stands below it. */
export interface CaptionedCode {
  caption: string;
  code: Code;
}

/** A document under way. */
export interface Press {
  paper: Paper;
  typeface: Typeface;
  serviceName: string;
  /** In the printed language, and for a poster also in the service's next one. */
  words: [SheetWords, ...SheetWords[]];
  accent: Ink;
  quietModules: number;
}

export interface Form {
  /** How many codes a page has. */
  perPage: number;
  caption: TextBox;
  serviceName: TextBox;
  /** Draws one page. */
  draw: (press: Press, codes: CaptionedCode[], page: number) => void;
}
