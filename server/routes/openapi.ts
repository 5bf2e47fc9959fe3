// How a route describes itself in /api/openapi.json: its answers, and the problem document that each of them may be.
import { describeRoute, resolver } from 'hono-openapi';
import * as v from 'valibot';
import { PROBLEMS } from '../../shared/problem.ts';
import type { ProblemCode } from '../../shared/problem.ts';

const ProblemSchema = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  code: v.picklist(Object.keys(PROBLEMS) as ProblemCode[]),
  canRetry: v.boolean(),
  detail: v.optional(v.string()),
  instance: v.optional(v.string()),
});

interface Answer {
  description: string;
  /** Left out: an answer without a body, or a stream. */
  schema?: v.GenericSchema;
}

interface Route {
  summary: string;
  answers: Record<number, Answer>;
  /** Which problems it may answer, beside what nobody expects. */
  refuses?: number[];
  /** True for what only the bearer of a token may do. */
  needsToken?: boolean;
}

/** The name under which the document describes the TOKEN. */
export const TOKEN_SCHEME = 'token';

/** Middleware that describes the route it stands in front of; it checks and changes nothing. */
export function describe({ summary, answers, refuses = [], needsToken = false }: Route) {
  const ordinary = Object.entries(answers).map(([status, { description, schema }]) => [
    status,
    schema ? { description, content: { 'application/json': { schema: resolver(schema) } } } : { description },
  ]);
  const content = { 'application/problem+json': { schema: resolver(ProblemSchema) } };
  const problems = [...refuses, 'default'].map((status) => [
    status,
    { description: 'A problem document (RFC 9457)', content },
  ]);
  return describeRoute({
    summary,
    ...(needsToken ? { security: [{ [TOKEN_SCHEME]: [] }] } : {}),
    responses: Object.fromEntries([...ordinary, ...problems]) as Record<string, { description: string }>,
  });
}
