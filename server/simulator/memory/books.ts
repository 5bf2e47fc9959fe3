// The simulated SEQR's memory: documents by kind and id, and which of them have changed since they were last
// written down. Knows nothing of what they mean, nor where they are written.
import type { Documents, Kind } from './records.ts';

/** A document as it is written down. */
export interface StoredDocument {
  kind: string;
  id: string;
  json: string;
}

type Shelves = { [K in Kind]: Map<string, Documents[K]> };

export class Books {
  readonly #shelves: Shelves = {
    token: new Map(),
    invoice: new Map(),
    refund: new Map(),
    period: new Map(),
    receipt: new Map(),
    message: new Map(),
    faults: new Map(),
  };
  #changed = new Map<string, { kind: Kind; id: string }>();

  constructor(documents: readonly StoredDocument[] = []) {
    for (const { kind, id, json } of documents) this.#load(kind, id, JSON.parse(json));
  }

  get<K extends Kind>(kind: K, id: string): Documents[K] | undefined {
    return this.#shelves[kind].get(id);
  }

  /** All of a kind, the oldest first. */
  all<K extends Kind>(kind: K): Documents[K][] {
    return [...this.#shelves[kind].values()];
  }

  put<K extends Kind>(kind: K, id: string, value: Documents[K]): void {
    this.#shelves[kind].set(id, value);
    this.#changed.set(`${kind}/${id}`, { kind, id });
  }

  get hasChanges(): boolean {
    return this.#changed.size > 0;
  }

  /** What has changed since the last call, as it is now. If writing it fails, {@link putBack} must be called. */
  takeChanges(): StoredDocument[] {
    const changed = [...this.#changed.values()];
    this.#changed = new Map();
    return changed.map(({ kind, id }) => ({ kind, id, json: JSON.stringify(this.get(kind, id)) }));
  }

  /** Marks documents as changed again: they could not be written. */
  putBack(documents: readonly StoredDocument[]): void {
    for (const { kind, id } of documents) this.#changed.set(`${kind}/${id}`, { kind: kind as Kind, id });
  }

  #load(kind: string, id: string, value: unknown): void {
    if (!(kind in this.#shelves))
      throw new Error(`the state file holds a document of unknown kind "${kind}"`);
    this.#shelves[kind as Kind].set(id, value as never);
  }
}
