// SEQR's client: one call for every operation of the table. Build, send, parse; a failure is a SeqrError.
import { handleWhen, retry, ConstantBackoff } from 'cockatiel';
import {
  buildEnvelope,
  buildFields,
  MalformedMessage,
  openEnvelope,
  readReturn,
  SoapFault,
} from './envelope.ts';
import { SeqrError } from './errors.ts';
import { clientContext, operations } from './operations.ts';
import type { Answer, ClientContext, OperationName, Request } from './operations.ts';
import { readPlainAnswer } from './plain-answer.ts';
import { createPool, NoAnswer } from './send.ts';
import type { Post } from './send.ts';
import type { Fields, FieldValues, Sequence } from './wire.ts';
import type { Clock, Random } from '../world.ts';

/** Where SEQR is and who we are there (design, "Environment"). */
export interface SeqrAccount {
  soapUrl: string;
  sessionSoapUrl: string;
  terminalId: string;
  terminalPassword: string;
  resellerId: string;
  resellerUserId: string;
  resellerPassword: string;
  /** Names the company; certification asks for it. */
  clientId: string;
}

/** How a call went, for logs and metrics: no content, no reference, no secret. */
export interface CallRecord {
  operation: OperationName;
  outcome: 'ok' | SeqrError['kind'];
  resultCode: number | null;
  tookMs: number;
}

/** A second try with less time than this left would only be a second failure. */
const MIN_RETRY_MS = 1_000;

interface Parts {
  clock: Clock;
  random: Random;
  onCall?: (record: CallRecord) => void;
  /** For tests, the benchmark, and whoever records the calls; kept connections of undici otherwise. */
  pools?: Pools;
}

/** What calls travel through. */
export interface Pools {
  settling: Pool;
  general: Pool;
}
export interface Pool {
  post: Post;
  close: () => Promise<void>;
}

export type SeqrClient = ReturnType<typeof createSeqrClient>;

/** Makes the client. `call` resolves with the answer of result 0 and rejects with a {@link SeqrError} otherwise. */
export function createSeqrClient(account: SeqrAccount, { clock, random, onCall, pools }: Parts) {
  const { settling, general } = pools ?? createPools();
  const contexts = createContexts(account, random);

  async function once<O extends OperationName>(
    operation: O,
    request: Request<O>,
    timeoutMs: number,
  ): Promise<Answer<O>> {
    const { port, principal, limits } = operations[operation];
    const envelope = buildRequest(operation, contexts(principal), request);
    const pool = operation === 'getPaymentStatus' ? settling : general;
    const url = port === 'session' ? account.sessionSoapUrl : account.soapUrl;
    const startedAt = clock.now();
    try {
      const answer = parseAnswer(operation, await pool.post(url, envelope, timeoutMs, limits.maxLength));
      onCall?.({ operation, outcome: 'ok', resultCode: 0, tookMs: clock.now() - startedAt });
      return answer;
    } catch (error) {
      const failure = asSeqrError(operation, error);
      const { kind: outcome, resultCode } = failure;
      onCall?.({ operation, outcome, resultCode, tookMs: clock.now() - startedAt });
      throw failure;
    }
  }

  return {
    /** @throws {SeqrError} of any kind; for an operation that changes something, look at `isOutcomeUnknown` */
    call<O extends OperationName>(operation: O, request: Request<O>): Promise<Answer<O>> {
      const { changesNothing, limits } = operations[operation];
      if (!changesNothing) return once(operation, request, limits.timeoutMs);
      const deadline = clock.now() + limits.timeoutMs;
      const left = () => deadline - clock.now();
      const again = retry(
        handleWhen((error) => left() > MIN_RETRY_MS && isWorthRepeating(error)),
        { maxAttempts: 1, backoff: new ConstantBackoff(100) },
      );
      return again.execute(() => once(operation, request, left()));
    },
    close: async (): Promise<void> => {
      await Promise.all([settling.close(), general.close()]);
    },
  };
}

/** Kept connections: settling has its own, so that nothing else can starve it. */
export function createPools(): Pools {
  return { settling: createPool(64), general: createPool(32) };
}

/** Builds the whole request. @throws {TypeError} for a value that the wire cannot carry */
export function buildRequest<O extends OperationName>(
  operation: O,
  context: string,
  request: Request<O>,
): string {
  const { fields } = operations[operation].request as Sequence;
  return buildEnvelope(operation, context + buildFields(fields, request as FieldValues<Fields>));
}

/** Reads an answer of result 0.
 *  @throws {SeqrError} `rejected`; the other failures as envelope.ts throws them */
export function parseAnswer<O extends OperationName>(operation: O, text: string): Answer<O> {
  const answer = readPlainAnswer(operation, text) ?? readAnyAnswer(operation, text);
  const { resultCode } = answer as Answer<'cancelInvoice'>;
  if (resultCode !== 0) throw new SeqrError({ kind: 'rejected', operation, resultCode });
  return answer;
}

/** Reads whatever the parser takes for XML.
 *  @throws {SoapFault} @throws {MalformedMessage} */
export function readAnyAnswer<O extends OperationName>(operation: O, text: string): Answer<O> {
  const { element, content } = openEnvelope(text, operations[operation].limits.maxLength);
  if (element !== `${operation}Response`)
    throw new MalformedMessage(`answers ${operation} with another element`);
  return readReturn(operations[operation].answer as Sequence, content) as Answer<O>;
}

/** The `context` element, built once per principal around the reference, which is new in every call. */
function createContexts(account: SeqrAccount, random: Random) {
  const prefix = `seqr-service-1-${Buffer.from(random(4)).toString('hex')}-`;
  let calls = 0;
  const build = (principal: Pick<ClientContext, 'initiatorPrincipalId' | 'password'>) => {
    const context = buildFields(
      { context: clientContext },
      {
        context: {
          channel: 'WS',
          clientId: account.clientId,
          clientReference: '',
          clientRequestTimeout: 0,
          ...principal,
        },
      },
    );
    return context.split('<clientReference></clientReference>') as [string, string];
  };
  const parts = {
    TERMINALID: build({
      initiatorPrincipalId: { id: account.terminalId, type: 'TERMINALID' },
      password: account.terminalPassword,
    }),
    RESELLERUSER: build({
      initiatorPrincipalId: { id: account.resellerId, type: 'RESELLERUSER', userId: account.resellerUserId },
      password: account.resellerPassword,
    }),
  };
  return (principal: keyof typeof parts): string => {
    const [before, after] = parts[principal];
    // System name and version, then what makes it unique: certification asks for both, in 32 characters at most.
    calls += 1;
    return `${before}<clientReference>${prefix}${calls.toString(36)}</clientReference>${after}`;
  };
}

function asSeqrError(operation: OperationName, error: unknown): SeqrError {
  if (error instanceof SeqrError) return error;
  if (error instanceof NoAnswer) {
    return new SeqrError({ kind: error.wasSent ? 'timeout' : 'unreachable', operation, cause: error.cause });
  }
  if (error instanceof SoapFault) return new SeqrError({ kind: 'fault', operation });
  if (error instanceof MalformedMessage) {
    return new SeqrError({ kind: 'malformed', operation, reason: error.message });
  }
  throw error;
}

/** Kept connections that the server has just closed, and a busy server, are worth a second try (seqr-api §5). */
function isWorthRepeating(error: unknown): boolean {
  if (!(error instanceof SeqrError)) return false;
  return error.isBusy || error.kind === 'timeout' || error.kind === 'unreachable';
}
