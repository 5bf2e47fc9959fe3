// The vocabulary in which the contract's messages are described: one description serves for building and for
// reading a message, and gives its TypeScript type. Knows no operation.

/** A single text value. `int` becomes a number; everything else stays the text that it is on the wire, since
 *  references lose digits and amounts lose cents as numbers (field-notes §4). */
export interface Leaf<K extends LeafKind = LeafKind> {
  readonly kind: K;
}
type LeafKind = 'string' | 'decimal' | 'dateTime' | 'base64' | 'int';

/** Named elements in wire order (an xs:sequence). */
export interface Sequence<F extends Fields = Fields> {
  readonly kind: 'sequence';
  readonly fields: F;
}
export type Fields = { readonly [name: string]: Field };

/** An element that may be absent. */
export interface Optional<T extends Leaf | Sequence = Leaf | Sequence> {
  readonly kind: 'optional';
  readonly of: T;
}

/** An element that may stand any number of times. */
export interface List<T extends Leaf | Sequence = Leaf | Sequence> {
  readonly kind: 'list';
  readonly of: T;
}

export type Field = Leaf | Sequence | Optional | List;

/** The TypeScript value that a description stands for. */
export type Value<T> =
  T extends Leaf<'int'>
    ? number
    : T extends Leaf
      ? string
      : T extends Sequence<infer F>
        ? FieldValues<F>
        : T extends Optional<infer O>
          ? Value<O>
          : T extends List<infer L>
            ? Value<L>[]
            : never;

type OptionalKeys<F extends Fields> = { [K in keyof F]: F[K] extends Optional ? K : never }[keyof F];

/** An object of the described fields; the optional ones may be absent. */
export type FieldValues<F extends Fields> = {
  [K in Exclude<keyof F, OptionalKeys<F>>]: Value<F[K]>;
} & { [K in OptionalKeys<F>]?: Value<F[K]> | undefined };

/** The same description with every element optional and every amount as it stands. */
export type Lenient<F extends Fields> = { readonly [K in keyof F]: LenientField<F[K]> };
type LenientField<T> =
  T extends Leaf<'decimal'>
    ? Optional<Leaf<'string'>>
    : T extends Leaf
      ? Optional<T>
      : T extends Sequence<infer F>
        ? Optional<Sequence<Lenient<F>>>
        : T extends Optional<infer O>
          ? LenientField<O>
          : T extends List<infer L>
            ? List<L extends Sequence<infer F> ? Sequence<Lenient<F>> : L & Leaf>
            : never;

export const string: Leaf<'string'> = { kind: 'string' };
export const decimal: Leaf<'decimal'> = { kind: 'decimal' };
export const dateTime: Leaf<'dateTime'> = { kind: 'dateTime' };
export const base64: Leaf<'base64'> = { kind: 'base64' };
export const int: Leaf<'int'> = { kind: 'int' };

export function sequence<const F extends Fields>(fields: F): Sequence<F> {
  return { kind: 'sequence', fields };
}
export function optional<T extends Leaf | Sequence>(of: T): Optional<T> {
  return { kind: 'optional', of };
}
export function list<T extends Leaf | Sequence>(of: T): List<T> {
  return { kind: 'list', of };
}

/** Describes what another party repeats to us: nothing in it may make its message unreadable.
 *  @returns the sequence with every element optional and decimals as plain text */
export function lenient<F extends Fields>({ fields }: Sequence<F>): Sequence<Lenient<F>> {
  const entries = Object.entries(fields).map(([name, field]) => [name, lenientField(field)]);
  return { kind: 'sequence', fields: Object.fromEntries(entries) as Lenient<F> };
}

function lenientField(field: Field): Field {
  switch (field.kind) {
    case 'optional':
      return lenientField(field.of);
    case 'list':
      return field.of.kind === 'sequence' ? list(lenient(field.of)) : field;
    case 'sequence':
      return optional(lenient(field));
    case 'decimal':
      return optional(string);
    default:
      return optional(field);
  }
}
