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

/** Middleware that describes the route it stands in front of; it checks and changes nothing. */
export function describe(summary: string, answers: Record<number, Answer>) {
  const problem = { schema: resolver(ProblemSchema) };
  const responses = Object.entries(answers).map(([status, { description, schema }]) => [
    status,
    schema ? { description, content: { 'application/json': { schema: resolver(schema) } } } : { description },
  ]);
  return describeRoute({
    summary,
    responses: {
      ...(Object.fromEntries(responses) as Record<string, { description: string }>),
      default: {
        description: 'A problem document (RFC 9457)',
        content: { 'application/problem+json': problem },
      },
    },
  });
}
