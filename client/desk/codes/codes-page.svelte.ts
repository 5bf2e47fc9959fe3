// The service's codes: which of them go on a sheet, of which form, and a table that becomes one.
import type { CodeDto, SheetForm } from '../../../shared/desk/codes.ts';
import type { Desk } from '../desk.svelte.ts';
import { Loaded } from '../loaded.svelte.ts';
import { Sending } from '../sending.svelte.ts';
import { SHEET_WORDS } from '../words.ts';

export class CodesPage {
  readonly #desk: Pick<Desk, 'api' | 'announcer'>;
  readonly #handOver: (file: Blob, name: string) => void;
  readonly list: Loaded<CodeDto[]>;
  readonly sending = new Sending();
  form = $state.raw<SheetForm>('stickers');
  #leftOut = $state.raw<string[]>([]);
  #table = $state.raw<File | null>(null);
  #made = $state.raw<string | null>(null);

  constructor(desk: Pick<Desk, 'api' | 'announcer'>, handOver: (file: Blob, name: string) => void) {
    this.#desk = desk;
    this.#handOver = handOver;
    this.list = new Loaded(async () => (await desk.api.codes()).codes);
  }

  /** Those that can be printed. */
  get printable(): CodeDto[] {
    return (this.list.value ?? []).filter(({ fault }) => fault === null);
  }
  get chosen(): CodeDto[] {
    return this.printable.filter(({ key }) => this.isChosen(key));
  }
  isChosen(key: string): boolean {
    return !this.#leftOut.includes(key);
  }

  choose(key: string, isOn: boolean) {
    const others = this.#leftOut.filter((other) => other !== key);
    this.#leftOut = isOn ? others : [...others, key];
  }

  chooseAll(isOn: boolean) {
    this.#leftOut = isOn ? [] : this.printable.map(({ key }) => key);
  }

  /** Where the sheet of the chosen ones is; null while none is chosen. */
  get sheet(): string | null {
    const { chosen } = this;
    if (chosen.length === 0) return null;
    const isAll = chosen.length === this.list.value?.length;
    return this.#desk.api.sheetFile(this.form, isAll ? null : chosen.map(({ key }) => key));
  }

  get table(): File | null {
    return this.#table;
  }
  /** What became of the last table, when it became something. */
  get made(): string | null {
    return this.#made;
  }
  /** What is wrong with it, a line each. */
  get faults(): string[] {
    const { problem } = this.sending;
    if (problem === null) return [];
    return problem.code === 'table-invalid' ? (problem.detail ?? '').split('\n') : [problem.text];
  }

  takeTable(table: File | null) {
    this.#table = table;
    this.#made = null;
    this.sending.forget();
  }

  async printTable() {
    const table = this.#table;
    if (table === null) return;
    this.#made = null;
    const { form } = this;
    const pdf = await this.sending.send(() => this.#desk.api.sheetOfTable(form, table));
    if (pdf === null) return;
    const name = `${table.name.replace(/\.\w+$/, '')}-${form}.pdf`;
    this.#handOver(pdf, name);
    this.#made = `${SHEET_WORDS[form].name} are made: see your downloads for ${name}.`;
    this.#desk.announcer.say(this.#made);
  }
}
