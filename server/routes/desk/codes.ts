// /desk/api/codes: the service's QR codes to look at, to download one by one, and on sheets for print.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { createMiddleware } from 'hono/factory';
import { CODE_FILE_KINDS, SHEET_FORMS } from '../../../shared/desk/codes.ts';
import type { CodeDto, CodeFileKind, CodeList, SheetForm } from '../../../shared/desk/codes.ts';
import { CodeListError } from '../../codes/code-list.ts';
import { DRAW } from '../../codes/code-file.ts';
import { codeSvg } from '../../codes/code-svg.ts';
import { CodeError, judgeCode, makeCode } from '../../codes/code.ts';
import { namedCodes } from '../../codes/named-codes.ts';
import type { NamedCode } from '../../codes/named-codes.ts';
import { SheetError } from '../../codes/sheet.ts';
import type { Env } from '../env.ts';
import { problem } from '../problem.ts';
import { ELSEWHERE, sheetOf, sheetOfTable } from './code-sheets.ts';
import type { DeskParts } from './desk.ts';

const MAX_TABLE_BYTES = 1_000_000;

const TYPES: Record<CodeFileKind, string> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  pdf: 'application/pdf',
};

export function deskCodeRoutes({ shop, serviceId }: DeskParts) {
  const { definition } = shop;
  // Neither changes while the service runs.
  const codes = namedCodes(definition, serviceId);

  return new Hono<Env>()
    .get('/', compress(), (c) => {
      const list: CodeList = { codes: codes.map(codeDto) };
      return c.json(list);
    })
    .get('/sheet.pdf', async (c) => {
      const form = formOf(c.req.query('form'));
      if (form === null) return noSuchForm(c);
      const keys = c.req.queries('key') ?? codes.map(({ key }) => key);
      const chosen = codes.filter(({ key }) => keys.includes(key));
      const unknown = keys.find((key) => codes.every((code) => code.key !== key));
      if (unknown !== undefined) return problem(c, 'code-unknown');
      return orRefusal(c, async () =>
        file(c, `codes-${form}.pdf`, TYPES.pdf, await sheetOf(chosen, form, definition)),
      );
    })
    .post('/sheet', requireCsv, limitTable, async (c) => {
      const form = formOf(c.req.query('form'));
      if (form === null) return noSuchForm(c);
      const table = new Uint8Array(await c.req.arrayBuffer());
      return orRefusal(c, async () =>
        file(c, `codes-${form}.pdf`, TYPES.pdf, await sheetOfTable(table, form, { definition, serviceId })),
      );
    })
    .get('/:file', (c) => {
      const [, key = '', ending = ''] = /^(.+)\.(\w+)$/.exec(c.req.param('file')) ?? [];
      const kind = CODE_FILE_KINDS.find((each) => each === ending);
      const named = codes.find((code) => code.key === key);
      if (kind === undefined || named === undefined) return problem(c, 'code-unknown');
      return orRefusal(c, async () =>
        file(c, `${key}.${kind}`, TYPES[kind], await DRAW[kind](makeCode(named.url))),
      );
    });
}

function codeDto({ key, caption, url }: NamedCode): CodeDto {
  const { warning, fault } = judgeCode(url);
  const svg = fault === null ? codeSvg(makeCode(url)) : null;
  return { key, caption, url, characters: url.length, warning, fault, svg };
}

const formOf = (text: string | undefined): SheetForm | null =>
  SHEET_FORMS.find((form) => form === text) ?? null;

const noSuchForm = (c: Context<Env>) =>
  problem(c, 'invalid-request', { detail: `form: must be one of ${SHEET_FORMS.join(', ')}` });

/** @param name of plain letters only, as keys and forms are */
function file(c: Context<Env>, name: string, type: string, body: string | Buffer): Response {
  return c.body(typeof body === 'string' ? body : new Uint8Array(body), 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
  });
}

/** What cannot be printed is said with its reason; nothing of it is sent. */
async function orRefusal(c: Context<Env>, make: () => Promise<Response>): Promise<Response> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof CodeListError) return problem(c, 'table-invalid', { detail: error.message });
    if (error instanceof CodeError || error instanceof SheetError) {
      return problem(c, 'not-printable', { detail: error.message });
    }
    throw error;
  }
}

const requireCsv = createMiddleware<Env>(async (c, next) => {
  const type = c.req.header('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  return type === 'text/csv' ? next() : problem(c, 'not-a-table');
});

const limitTable = bodyLimit({
  maxSize: MAX_TABLE_BYTES,
  onError: (c) =>
    problem(c as Context<Env>, 'body-too-large', { detail: `the desk takes up to 1 MB; ${ELSEWHERE}` }),
});
