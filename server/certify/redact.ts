// What of a recorded message may be shown: elements that are known to be harmless, and nothing else. Whatever is masked is
// remembered, so that the same text is found and masked wherever else it may stand.
import { MalformedMessage, parseXml } from '../seqr/xml.ts';

export const MASK = '•••';

/** Shorter ones stand in other words and numbers by chance; they are masked where they belong, not everywhere. */
const LEAST_SECRET = 6;
/** So much of an id tells the person whose it is which one is meant. */
const TAIL = 4;

/** Elements of the contract (seqr-api §3 and §4) that name neither a person nor a secret. */
const SHOWN: ReadonlySet<string> = new Set(
  `channel clientId clientReference clientRequestTimeout type paymentMode acknowledgmentMode issueDate title
  clientInvoiceId itemDescription itemEAN itemQuantity itemSKU itemTaxRate itemUnit currency cashierId footer
  commitReservationTimeout invoiceReference invoiceVersion ersReference resultCode resultDescription invoiceQRCode status
  version paymentDate paymentReference receiverName mimeType receiptType transactionPeriodId reportId language
  faultcode faultstring`.split(/\s+/),
);
/** Ids of ours, of which the end may be shown. */
const TAILED: ReadonlySet<string> = new Set(['terminalId', 'TERMINALID']);
/** Too long to be shown, and of no interest by the letter. */
const COUNTED: ReadonlySet<string> = new Set(['receiptData', 'content', 'contentString']);

export class Redactor {
  readonly #secrets = new Set<string>();
  readonly #shownEntries: ReadonlySet<string>;

  /** @param secrets known from the start, such as passwords
   *  @param shownEntries keys of parameter entries whose values may be shown, beside those of the contract */
  constructor(secrets: Iterable<string>, shownEntries: Iterable<string> = []) {
    this.#shownEntries = new Set(['transactionPeriodId', ...shownEntries]);
    for (const secret of secrets) this.learn(secret);
  }

  /** Masks this text wherever it stands from now on. */
  learn(secret: string): void {
    if (secret.trim().length >= LEAST_SECRET) this.#secrets.add(secret.trim());
  }

  /** A message as a page shows it, one element a line, without the envelope around it. What is no XML is not shown. */
  xml(text: string): string {
    try {
      parseXml(text);
    } catch (error) {
      if (error instanceof MalformedMessage) return `(${text.length} characters, no XML that can be read)`;
      throw error;
    }
    return this.text(this.#lines(text).join('\n'));
  }

  /** A form's fields, as the body of a notification has them. */
  form(text: string): string {
    const fields = [...new URLSearchParams(text)].map(
      ([name, value]) => `${name}: ${SHOWN.has(name) ? value : this.#mask(value)}`,
    );
    return fields.length === 0 ? '(empty)' : this.text(fields.join('\n'));
  }

  /** A notification's path, without the key that must not be guessed. */
  path(path: string): string {
    const [, key = ''] = /^\/notifications\/([^/]+)/.exec(path) ?? [];
    this.learn(key);
    return key === '' ? path : path.replace(key, MASK);
  }

  /** The last look: any text of ours, with every known secret masked that may have got into it. */
  text(text: string): string {
    let swept = text;
    for (const secret of this.#secrets)
      for (const form of [secret, encodeURIComponent(secret), escapeXml(secret)])
        swept = swept.replaceAll(form, MASK);
    return swept;
  }

  /** The same for everything in a document. */
  all<T>(value: T): T {
    if (typeof value === 'string') return this.text(value) as T;
    if (Array.isArray(value)) return value.map((element: unknown) => this.all(element)) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, this.all(element)])) as T;
  }

  #lines(text: string): string[] {
    const lines: string[] = [];
    const open: string[] = [];
    /** The key of the entry that is being read. */
    let key = '';
    let value = '';
    let isLeaf = false;
    for (const [token] of text.matchAll(TOKENS)) {
      const indent = '  '.repeat(open.length);
      const [, slash, tag = '', empty] = /^<(\/?)([^\s/>!?]+)[^]*?(\/?)>$/.exec(token) ?? [];
      const name = tag.replace(/^.*:/, '');
      if (ENVELOPE.has(name)) continue;
      if (tag === '') {
        value += token.startsWith('<![CDATA[')
          ? token.slice(9, -3)
          : token.startsWith('<')
            ? ''
            : unescape(token);
      } else if (slash === '') {
        value = '';
        // Each entry has a key of its own, or none.
        if (name === 'entry') key = '';
        isLeaf = empty === '';
        lines.push(`${indent}<${name}${empty === '/' ? '/' : ''}>`);
        if (isLeaf) open.push(name);
      } else {
        open.pop();
        if (name === 'key' && open.at(-1) === 'entry') key = value;
        if (isLeaf) lines.push(`${lines.pop() ?? ''}${this.#shown(name, open, key, value)}</${name}>`);
        else lines.push(`${'  '.repeat(open.length)}</${name}>`);
        isLeaf = false;
      }
    }
    return lines;
  }

  /** @param above the names of the elements around it
   *  @param key of the entry that it is the value of, if it is one */
  #shown(name: string, above: string[], key: string, value: string): string {
    const parent = above.at(-1) ?? '';
    if (value.trim() === '') return '';
    if (COUNTED.has(name)) return `(${value.length} characters)`;
    if (name === 'id' && parent === 'initiatorPrincipalId') return this.#tail(value);
    // Of a token it would be a customer's card, of an entry whatever SEQR knows of the customer.
    if (name === 'value' && parent.startsWith('item')) return value;
    if (name === 'value' && parent.endsWith('mount')) return value;
    if (parent === 'entry') return name === 'key' ? value : this.#entry(key, value);
    if (TAILED.has(name)) return this.#tail(value);
    if (name === 'notificationUrl') return this.#notificationUrl(value);
    return SHOWN.has(name) ? value : this.#mask(value);
  }

  #entry(key: string, value: string): string {
    if (TAILED.has(key)) return this.#tail(value);
    return this.#shownEntries.has(key) ? value : this.#mask(value);
  }

  #notificationUrl(url: string): string {
    const { pathname } = new URL(url);
    const key = pathname.split('/').at(-1) ?? '';
    this.learn(key);
    return url.replace(key, MASK);
  }

  #tail(id: string): string {
    this.learn(id);
    return id.length > 2 * TAIL ? `…${id.slice(-TAIL)}` : MASK;
  }

  /** What has a digit may be somebody's number; a mere word, masked wherever it stands, would make the rest unreadable. */
  #mask(value: string): string {
    if (/\d/.test(value)) this.learn(value);
    return MASK;
  }
}

const ENVELOPE: ReadonlySet<string> = new Set(['Envelope', 'Header', 'Body']);

const TOKENS = /<!\[CDATA\[[^]*?\]\]>|<!--[^]*?-->|<[^>]+>|[^<]+/g;

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescape(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) =>
      name === undefined
        ? String.fromCodePoint(decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal))
        : (ENTITIES[name] ?? whole),
  );
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => {
    const [name] = Object.entries(ENTITIES).find(([, letter]) => letter === character) ?? [''];
    return `&${name};`;
  });
}
