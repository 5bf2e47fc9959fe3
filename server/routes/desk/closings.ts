// /desk/api/closings: the day's close, and what came of it as a page, a table and a sheet of paper.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { CloseRequestSchema, ResolveClosingSchema } from '../../../shared/desk/closings.ts';
import type { ClosingList, ClosingRow, ShownClosing } from '../../../shared/desk/closings.ts';
import type { DeskProblemCode } from '../../../shared/problem.ts';
import { closePeriod, isRefusal } from '../../closing/close-period.ts';
import type { ClosingRefusal } from '../../closing/close-period.ts';
import { closingCsv } from '../../closing/closing-csv.ts';
import { closingPdf } from '../../closing/closing-pdf.ts';
import { fetchAgain, resolveClosing } from '../../closing/resolve-closing.ts';
import type { ClosingRecord } from '../../store/closing-rows.ts';
import type { Env } from '../env.ts';
import { json, problem, requireJson } from '../problem.ts';
import type { DeskParts } from './desk.ts';
import { requireRole } from './operator.ts';

/** As many as anybody scrolls through: a quarter of a year of shop and terminals. */
const LISTED = 200;

const CODES: Record<ClosingRefusal['refused'], DeskProblemCode> = {
  'terminal-unknown': 'terminal-unknown',
  'closing-unknown': 'closing-unknown',
  'closing-in-the-way': 'closing-conflict',
  'wrong-state': 'closing-conflict',
  'period-taken': 'closing-conflict',
};

export function deskClosingRoutes({ shop, settings }: DeskParts) {
  const { closings } = shop.store;
  const tell = (c: Context<Env>, outcome: ClosingRecord | ClosingRefusal, status: 200 | 202 = 200) =>
    isRefusal(outcome)
      ? problem(c, CODES[outcome.refused], { detail: outcome.detail })
      : c.json(closingRow(outcome), status);

  /** A file of the result: there is one when both books were compared. */
  async function file(c: Context<Env>, id: string, ending: 'csv' | 'pdf'): Promise<Response> {
    const closing = await closings.find(id);
    if (!closing) return problem(c, 'closing-unknown');
    if (closing.result === null)
      return problem(c, 'closing-conflict', { detail: 'the books were not compared yet' });
    const isCsv = ending === 'csv';
    const body = isCsv ? closingCsv(closing) : new Uint8Array(await closingPdf(closing, settings.timeZone));
    return c.body(body, 200, {
      'content-type': isCsv ? 'text/csv; charset=utf-8' : 'application/pdf',
      'content-disposition': `attachment; filename="closing-${closing.transactionPeriodId ?? closing.id}.${ending}"`,
    });
  }

  return new Hono<Env>()
    .get('/', async (c) => {
      const list: ClosingList = { closings: (await closings.list(LISTED)).map(closingRow) };
      return c.json(list);
    })
    .get('/:file{.+\\.csv}', (c) => file(c, c.req.param('file').slice(0, -'.csv'.length), 'csv'))
    .get('/:file{.+\\.pdf}', (c) => file(c, c.req.param('file').slice(0, -'.pdf'.length), 'pdf'))
    .get('/:id', async (c) => {
      const closing = await closings.find(c.req.param('id'));
      if (!closing) return problem(c, 'closing-unknown');
      const needsPerson = waitsForPerson(closing);
      const answer: ShownClosing = { ...closingRow(closing), result: closing.result, needsPerson };
      return c.json(answer);
    })
    .post('/', requireRole('close'), requireJson, json(CloseRequestSchema), async (c) => {
      const { key, terminalId } = c.req.valid('json');
      const operator = c.var.signedIn.operator.name;
      return tell(c, await closePeriod(shop, { requestKey: key, terminalId, operator }), 202);
    })
    .post('/:id/fetch', requireRole('close'), async (c) =>
      tell(c, await fetchAgain(shop, c.req.param('id'), { operator: c.var.signedIn.operator.name })),
    )
    .post('/:id/resolve', requireRole('close'), requireJson, json(ResolveClosingSchema), async (c) => {
      const { transactionPeriodId = null, reason } = c.req.valid('json');
      const operator = c.var.signedIn.operator.name;
      return tell(
        c,
        await resolveClosing(shop, c.req.param('id') ?? '', { transactionPeriodId, reason, operator }),
      );
    });
}

export function closingRow(closing: ClosingRecord): ClosingRow {
  return {
    id: closing.id,
    terminalId: closing.terminalId,
    state: closing.state,
    transactionPeriodId: closing.transactionPeriodId,
    requestedBy: closing.requestedBy,
    requestedAt: closing.requestedAt,
    markedAt: closing.markedAt,
    matchedAt: closing.matchedAt,
    explanation: closing.explanation,
    breakCount: closing.breakCount,
  };
}

/** A marked one without a next fetch has a report that cannot be used, or a number that is not its own. */
export function waitsForPerson({ state, nextAt }: ClosingRecord): boolean {
  return state === 'unknown' || (state === 'marked' && nextAt === null);
}
