// The schema as a stranger gets it: taken out of a served WSDL, and used by libxml2 to check what goes over the wire.
import { XmlDocument, XmlElement, XsdValidator } from 'libxml2-wasm';

const XSD = { xs: 'http://www.w3.org/2001/XMLSchema' };
const SOAP = { soap: 'http://schemas.xmlsoap.org/soap/envelope/' };

/** Makes the check from the WSDL's own schema.
 *  @returns a function that throws, with libxml2's words, for a message whose body is not valid */
export function createCheck(wsdl: string): (envelope: string) => void {
  const schema = XmlDocument.fromString(elementOf(wsdl, '//xs:schema', XSD));
  const validator = XsdValidator.fromDoc(schema);
  return (envelope) => {
    const message = XmlDocument.fromString(elementOf(envelope, '/soap:Envelope/soap:Body/*', SOAP));
    try {
      validator.validate(message);
    } finally {
      message.dispose();
    }
  };
}

/** The text of the one element at that path, on its own. */
function elementOf(text: string, path: string, namespaces: Record<string, string>): string {
  const document = XmlDocument.fromString(text);
  try {
    const [element, another] = document.find(path, namespaces);
    if (!(element instanceof XmlElement) || another) throw new Error(`${path} must name one element`);
    return element.toString();
  } finally {
    document.dispose();
  }
}
