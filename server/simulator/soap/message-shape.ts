// What a reader by names alone lets pass and SEQR would not: a foreign namespace, a qualified child, elements in
// another order than the contract's sequence. Looks at shape only, never at values.
import { NAMESPACE } from '../../seqr/operations.ts';
import { MalformedMessage } from '../../seqr/envelope.ts';
import type { Field, Fields } from '../../seqr/wire.ts';

const ENVELOPE_NAMESPACE = 'http://schemas.xmlsoap.org/soap/envelope/';

type Node = Record<string, unknown>;
/** Namespaces by prefix; '' is the default one. */
type Scope = Readonly<Record<string, string>>;

/** Comments, CDATA and instructions, in which nothing is a tag; and tags, with what stands in them. */
const MARKUP =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<(\/?)([^\s/>]+)((?:[^>"']|"[^"]*"|'[^']*')*)>/g;

/** Checks the namespaces of an envelope that is known to be well-formed: the operation is SEQR's, and everything
 *  below it is unqualified (seqr-api §2).
 *  @throws {MalformedMessage} that names the element in question */
export function checkNamespaces(text: string): void {
  const open: { local: string; scope: Scope }[] = [];
  for (const [, slash, name, attributes = ''] of text.matchAll(MARKUP)) {
    if (name === undefined) continue;
    if (slash === '/') {
      open.pop();
      continue;
    }
    const [prefix, local] = split(name);
    const scope = declaredIn(attributes, open.at(-1)?.scope ?? {});
    // What headers hold is not ours.
    const isInHeader = open[1]?.local === 'Header';
    const expected = NAMESPACES[open.length] ?? '';
    if (!isInHeader && (scope[prefix] ?? (prefix === '' ? '' : undefined)) !== expected) {
      throw new MalformedMessage(`${local} must be of ${expected === '' ? 'no namespace' : expected}`);
    }
    if (!attributes.endsWith('/')) open.push({ local, scope });
  }
}

/** By depth: Envelope, Body, the operation. */
const NAMESPACES = [ENVELOPE_NAMESPACE, ENVELOPE_NAMESPACE, NAMESPACE];

/** Checks that the elements stand in the order of the description, at every depth; unknown ones are let be.
 *  @throws {MalformedMessage} that names the first element that comes too late */
export function checkOrder(fields: Fields, element: Node): void {
  const order = Object.keys(fields);
  let furthest = -1;
  for (const [name, content] of Object.entries(element)) {
    const position = order.indexOf(name);
    if (position === -1) continue;
    if (position < furthest) throw new MalformedMessage(`${name} stands after ${order[furthest] ?? ''}`);
    furthest = position;
    const inner = fieldsOf(fields[name]);
    for (const child of inner ? [content].flat() : []) if (inner && isNode(child)) checkOrder(inner, child);
  }
}

function fieldsOf(field: Field | undefined): Fields | null {
  if (field?.kind === 'optional' || field?.kind === 'list') return fieldsOf(field.of);
  return field?.kind === 'sequence' ? field.fields : null;
}

function declaredIn(attributes: string, scope: Scope): Scope {
  if (!attributes.includes('xmlns')) return scope;
  const declared = attributes.matchAll(/\sxmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return {
    ...scope,
    ...Object.fromEntries(Array.from(declared, ([, prefix = '', a, b]) => [prefix, a ?? b ?? ''])),
  };
}

function split(name: string): [prefix: string, local: string] {
  const [first = '', second] = name.split(':');
  return second === undefined ? ['', first] : [first, second];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}
