// The WSDLs with their schema, as they are served. The documents in contract/ are written by hand from the published
// contract, not from our own tables: that makes them a check of those.
import { readFileSync } from 'node:fs';

const read = (name: string) => readFileSync(new URL(`./contract/${name}`, import.meta.url), 'utf8');

const schema = read('seqr.xsd').replace(/^<\?xml.*?\?>\s*/, '');
const session = withSchema(read('session.wsdl'));
const both = withSchema(read('seqr.wsdl'));

/** The WSDL of what is served: of the session port alone, or of both, with their addresses below `origin`. */
export function writeWsdl(ports: readonly string[], origin: string): string {
  return (ports.includes('client') ? both : session).replaceAll('http://seqr.invalid', () =>
    escapeAttribute(origin),
  );
}

function withSchema(wsdl: string): string {
  return wsdl.replace('<!-- seqr.xsd -->', () => schema);
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
