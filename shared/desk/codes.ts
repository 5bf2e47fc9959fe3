// The service's QR codes as the desk shows them: one for each value that a QR parameter can preset, and the plain one.

/** How codes are put on paper: A4 pages of stickers with bleed and caption, a folded tent, a poster; one each. */
export const SHEET_FORMS = ['stickers', 'tent', 'poster'] as const;
export type SheetForm = (typeof SHEET_FORMS)[number];

export const CODE_FILE_KINDS = ['svg', 'png', 'pdf'] as const;
export type CodeFileKind = (typeof CODE_FILE_KINDS)[number];

export interface CodeDto {
  /** Names it among the others, and in a file's name: "jetty-7". */
  key: string;
  /** What stands below it in print: "Jetty 7, Saltholmen". */
  caption: string;
  /** What is in it. */
  url: string;
  /** Of `url`; the vendor allows 50. */
  characters: number;
  /** Against the vendor's rules, but printable, with what would mend it; null: as it should be. */
  warning: string | null;
  /** Why there can be no such code, with what would mend it; null: there is one. */
  fault: string | null;
  /** The code as a drawing, with its quiet zone; null when there is none. */
  svg: string | null;
}

/** `GET /desk/api/codes` */
export interface CodeList {
  codes: CodeDto[];
}
