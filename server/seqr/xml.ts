// XML text into plain objects, or a refusal: only what is well-formed is read. Knows neither SOAP nor the contract.
import { XMLParser } from 'fast-xml-parser';

/** A message that is not what it should be. The text says what and where, never what stood there. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage';
}

/** An element: its children by their names without prefixes, several of one name as an array, attributes as `@_name`
 *  and text as `#text`. A child that holds text only is a string. */
export type Node = Record<string, unknown>;

/** The deepest nesting that is read; the contract's deepest message needs 12. */
const MAX_DEPTH = 32;

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  // Nothing becomes a number by its looks: references and phone numbers would lose digits (field-notes §4).
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  htmlEntities: true,
  maxNestedTags: MAX_DEPTH,
  // Nobody asks for the path as text; writing it out for every element costs a third of the reading.
  jPath: false,
});

/** Reads a whole document.
 *  @throws {MalformedMessage} when it is too deep, has a DOCTYPE, or is not well-formed */
export function parseXml(text: string): Node {
  if (/<!DOCTYPE/i.test(text)) throw new MalformedMessage('has a DOCTYPE');
  try {
    // Without the `true`, cut and mismatched elements would pass.
    return parser.parse(text, true) as Node;
  } catch (error) {
    throw new MalformedMessage('is not well-formed XML', { cause: error });
  }
}
