// What the simulated SEQR writes: answers and Faults. Its prefixes are not those that our client writes, as with
// real servers.
import { buildFields } from '../../seqr/envelope.ts';
import { NAMESPACE, operations } from '../../seqr/operations.ts';
import type { Answer, OperationName } from '../../seqr/operations.ts';
import { string } from '../../seqr/wire.ts';
import type { Fields, FieldValues } from '../../seqr/wire.ts';

/** The envelope of an answer, whatever its result. */
export function writeAnswer<O extends OperationName>(operation: O, answer: Answer<O>): string {
  const fields: Fields = operations[operation].answer.fields;
  const { values, contentString } = withoutContentString(answer);
  const content = buildFields(fields, values);
  const whole =
    contentString === null ? content : content.replace('</report>', () => `${contentString}</report>`);
  return inEnvelope(
    `<ns2:${operation}Response xmlns:ns2="${NAMESPACE}"><return>${whole}</return></ns2:${operation}Response>`,
  );
}

/** A SOAP 1.1 Fault: the sender's mistake, or ours. */
export function writeFault(side: 'Client' | 'Server', text: string): string {
  const parts = buildFields(
    { faultcode: string, faultstring: string },
    { faultcode: `S:${side}`, faultstring: text },
  );
  return inEnvelope(`<S:Fault>${parts}</S:Fault>`);
}

function inEnvelope(body: string): string {
  return (
    `<?xml version='1.0' encoding='UTF-8'?>` +
    `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${body}</S:Body></S:Envelope>`
  );
}

/** A report's text travels as CDATA (seqr-api §4), as the last element of its sequence. It is XML in which every
 *  other ">" is escaped, so it cannot hold the end of the CDATA. */
function withoutContentString(answer: object): { values: FieldValues<Fields>; contentString: string | null } {
  const { report } = answer as Answer<'executeReport'>;
  if (report?.contentString === undefined) {
    return { values: answer as FieldValues<Fields>, contentString: null };
  }
  const { contentString, ...others } = report;
  return {
    values: { ...answer, report: others } as FieldValues<Fields>,
    contentString: `<contentString><![CDATA[${contentString}]]></contentString>`,
  };
}
