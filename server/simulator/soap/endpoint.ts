// The simulated SEQR's SOAP face over HTTP: reads a call, has it done, writes the answer, or the fault that was asked
// for instead.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { MalformedMessage, MAX_MESSAGE_LENGTH, SoapFault } from '../../seqr/envelope.ts';
import type { Answer, OperationName } from '../../seqr/operations.ts';
import { authenticate } from './authenticate.ts';
import { resetConnection, sendHalf } from './cut-connection.ts';
import { isPrevented, takeFault } from '../faults.ts';
import { rejected } from './outcomes.ts';
import type { SimulatedSeqr } from '../memory/simulated-seqr.ts';
import { writeAnswer, writeFault } from './answer.ts';
import { readCall } from './call.ts';
import type { SoapCall } from './call.ts';
import { perform } from './operations.ts';
import type { Transact } from '../memory/transact.ts';
import { writeWsdl } from './wsdl.ts';

const XML = 'text/xml; charset=utf-8';
const PROXY_ERROR_PAGE =
  '<html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>';

interface Options {
  seqr: SimulatedSeqr;
  transact: Transact;
  log: (message: string, facts: Record<string, string>) => void;
}

/** Both port types at /simulator/soap, the session port alone at /simulator/soap/session, and their WSDLs. */
export function createSoapEndpoint({ seqr, transact, log }: Options): Hono {
  const app = new Hono();
  serve('/simulator/soap', ['session', 'client']);
  serve('/simulator/soap/session', ['session']);
  return app;

  function serve(path: string, ports: readonly ('session' | 'client')[]): void {
    const limit = bodyLimit({
      maxSize: MAX_MESSAGE_LENGTH,
      onError: (c) => c.text('The message is too long.', 413),
    });
    app.post(path, limit, async (c) => {
      if (!isXml(c.req.header('content-type'))) return c.text('SOAP 1.1 is text/xml in UTF-8.', 415);
      try {
        return await answer(c, readCall(await c.req.text(), ports));
      } catch (error) {
        if (error instanceof MalformedMessage || error instanceof SoapFault) {
          return xml(c, writeFault('Client', `The message cannot be read: ${error.message}`), 500);
        }
        log('a call ended in an error', { error: String(error) });
        return xml(c, writeFault('Server', 'Internal error'), 500);
      }
    });
    app.get(path, (c) => {
      if (c.req.query('wsdl') === undefined && c.req.query('WSDL') === undefined) {
        return c.text(`POST a SOAP request here; ${path}?wsdl describes it.`, 405, { allow: 'POST' });
      }
      return xml(c, writeWsdl(ports, new URL(c.req.url).origin));
    });
  }

  async function answer(c: Context, call: SoapCall): Promise<Response> {
    const { fault, outcome } = await transact(() => {
      const fault = takeFault(seqr, call.operation);
      return { fault, outcome: isPrevented(fault) ? rejected('SYSTEM_BUSY') : execute(seqr, call) };
    });
    if (fault?.kind === 'reset-before') return resetConnection(c);
    if (fault?.kind === 'fault') return xml(c, writeFault('Server', 'Simulated fault'), 500);
    if (fault?.kind === 'html') return c.html(PROXY_ERROR_PAGE, 502);
    const text = writeAnswer(call.operation, outcome);
    if (fault?.kind === 'delay') await seqr.clock.sleep(fault.delayMs);
    if (fault?.kind === 'reset-after') return resetConnection(c);
    if (fault?.kind === 'half') return sendHalf(c, text, XML);
    return xml(c, text);
  }
}

function execute(seqr: SimulatedSeqr, { operation, context, request }: SoapCall): Answer<OperationName> {
  const caller = authenticate(seqr.services, operation, context);
  if ('resultCode' in caller) return caller;
  if (!request) return rejected('INVALID_INVOICE_DATA', 'an element is missing, or is not of its type');
  return perform(operation, seqr, caller, request);
}

function xml(c: Context, text: string, status: 200 | 500 = 200): Response {
  return c.body(text, status, { 'content-type': XML });
}

/** Reading other encodings as UTF-8 would garble names without a word. */
function isXml(contentType = ''): boolean {
  return /^text\/xml\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.test(contentType);
}
