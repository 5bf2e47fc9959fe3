// SOAP 1.1, document/literal wrapped: values into an envelope and back, by the descriptions of wire.ts.
// Serves both ends: our client builds requests and reads answers, the simulated SEQR does the reverse.
import { USUAL_LIMITS } from './limits.ts';
import { NAMESPACE } from './operations.ts';
import type { Field, Fields, FieldValues, Leaf, Sequence } from './wire.ts';
import { MalformedMessage, parseXml } from './xml.ts';
import type { Node } from './xml.ts';

export { MalformedMessage };

/** The longest message that is read, in characters, unless an operation's own limits say otherwise. */
export const MAX_MESSAGE_LENGTH = USUAL_LIMITS.maxLength;

/** A SOAP Fault, whatever HTTP status it came with. */
export class SoapFault extends Error {
  override readonly name = 'SoapFault';
  readonly code: string;
  constructor(code: string, text: string) {
    super(text);
    this.code = code;
  }
}

// ---- building ------------------------------------------------------------------------------------------------

const OPEN =
  '<?xml version="1.0" encoding="UTF-8"?>' +
  '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>';
const CLOSE = '</soap:Body></soap:Envelope>';

/** Wraps what {@link buildFields} made into the operation's element and an envelope. */
export function buildEnvelope(element: string, content: string): string {
  return `${OPEN}<ns2:${element} xmlns:ns2="${NAMESPACE}">${content}</ns2:${element}>${CLOSE}`;
}

/** Writes the values in the order of the description, whatever order they are in.
 *  @throws {TypeError} for a character that XML 1.0 cannot carry, or a number that is no integer */
export function buildFields<F extends Fields>(fields: F, values: FieldValues<F>): string {
  let xml = '';
  for (const name in fields) {
    const value = (values as Node)[name];
    if (value !== undefined) xml += buildField(name, fields[name] as Field, value);
  }
  return xml;
}

function buildField(name: string, field: Field, value: unknown): string {
  switch (field.kind) {
    case 'optional':
      return buildField(name, field.of, value);
    case 'list':
      return (value as unknown[]).map((element) => buildField(name, field.of, element)).join('');
    case 'sequence':
      return `<${name}>${buildFields(field.fields, value as FieldValues<Fields>)}</${name}>`;
    case 'int':
      if (!Number.isSafeInteger(value)) throw new TypeError(`${name} must be an integer`);
      return `<${name}>${String(value)}</${name}>`;
    default:
      return `<${name}>${escapeText(value as string, name)}</${name}>`;
  }
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // A bare carriage return would be read back as a line feed (XML 1.0 §2.11).
  '\r': '&#13;',
};
// Everything that XML 1.0 §2.2 leaves out, lone surrogates among them.
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

// Nearly every text: one look, and nothing to do.
const PLAIN = /^[\t\n !#-%(-;=?-~]*$/;

/** True when XML 1.0 can carry the text: no control characters, no lone surrogates. */
export function isXmlText(text: string): boolean {
  return PLAIN.test(text) || !FORBIDDEN.test(text);
}

function escapeText(text: string, name: string): string {
  if (PLAIN.test(text)) return text;
  if (FORBIDDEN.test(text)) throw new TypeError(`${name} holds a character that XML cannot carry`);
  return text.replace(/[&<>"'\r]/g, (character) => ESCAPES[character] ?? '');
}

// ---- reading -------------------------------------------------------------------------------------------------

/** Reads an envelope and finds the one element in its body, whatever prefixes the sender uses.
 *  @throws {SoapFault} when the body holds a Fault
 *  @throws {MalformedMessage} when the text is too long or too deep, has a DOCTYPE, or is no SOAP envelope */
export function openEnvelope(
  text: string,
  maxLength = MAX_MESSAGE_LENGTH,
): { element: string; content: Node } {
  if (text.length > maxLength) throw new MalformedMessage(`over ${maxLength} characters`);
  const envelope = child(parseXml(text), 'Envelope');
  const body = child(envelope, 'Body');
  const elements = Object.keys(body).filter(isElement);
  const [element] = elements;
  if (element === undefined || elements.length > 1) throw new MalformedMessage('Body must hold one element');
  const content = asNode(body[element]);
  if (element === 'Fault') throw readFault(content);
  return { element, content };
}

/** Reads the described elements from a node; unknown ones are ignored.
 *  @throws {MalformedMessage} that names the element which is missing, repeated or not of its type */
export function readFields<F extends Fields>(fields: F, node: Node): FieldValues<F> {
  const values: Node = {};
  for (const name in fields) {
    const value = readField(name, fields[name] as Field, node[name]);
    if (value !== undefined) values[name] = value;
  }
  return values as FieldValues<F>;
}

/** Reads the answer's `return` element. */
export function readReturn<F extends Fields>(answer: Sequence<F>, content: Node): FieldValues<F> {
  return readFields(answer.fields, child(content, 'return'));
}

function readField(name: string, field: Field, raw: unknown): unknown {
  if (field.kind === 'list') {
    const elements = raw === undefined ? [] : Array.isArray(raw) ? raw : [raw];
    return elements.map((element) => readPresent(name, field.of, element));
  }
  if (Array.isArray(raw)) throw new MalformedMessage(`${name} stands more than once`);
  const isAbsent = raw === undefined || isNil(raw);
  if (field.kind === 'optional') return isAbsent ? undefined : readPresent(name, field.of, raw);
  if (isAbsent) throw new MalformedMessage(`${name} is missing`);
  return readPresent(name, field, raw);
}

function readPresent(name: string, field: Leaf | Sequence, raw: unknown): unknown {
  if (field.kind === 'sequence') return readFields(field.fields, asNode(raw));
  return readText(name, field.kind, textOf(name, raw));
}

/** Makes the value of an element's text.
 *  @throws {MalformedMessage} that names the element when the text is not of its type */
export function readText(name: string, kind: Leaf['kind'], text: string): string | number {
  switch (kind) {
    case 'string':
      return text;
    case 'int': {
      const number = Number(text);
      if (!/^\s*[+-]?\d{1,15}\s*$/.test(text)) throw new MalformedMessage(`${name} is no integer`);
      return number;
    }
    case 'decimal':
      if (!/^\s*[+-]?\d{1,30}(\.\d{0,30})?\s*$/.test(text))
        throw new MalformedMessage(`${name} is no decimal`);
      return text.trim();
    case 'dateTime':
    case 'base64':
      return text.trim();
  }
}

/** An element that holds text only is a string to the parser, one with attributes an object. */
function textOf(name: string, raw: unknown): string {
  if (typeof raw === 'string') return raw;
  const node = asNode(raw);
  if (Object.keys(node).some(isElement)) throw new MalformedMessage(`${name} must hold text only`);
  const text = node['#text'];
  return typeof text === 'string' ? text : '';
}

function readFault(fault: Node): SoapFault {
  const part = (name: string) => (fault[name] === undefined ? '' : textOf(name, fault[name]));
  return new SoapFault(part('faultcode'), part('faultstring'));
}

function child(node: Node, name: string): Node {
  if (node[name] === undefined) throw new MalformedMessage(`${name} is missing`);
  if (Array.isArray(node[name])) throw new MalformedMessage(`${name} stands more than once`);
  return asNode(node[name]);
}

/** An empty element is a string to the parser. */
function asNode(raw: unknown): Node {
  return typeof raw === 'object' && raw !== null ? (raw as Node) : {};
}

function isElement(key: string): boolean {
  return !key.startsWith('@_') && !key.startsWith('#') && !key.startsWith('?');
}

function isNil(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && ['true', '1'].includes(String((raw as Node)['@_nil']));
}
