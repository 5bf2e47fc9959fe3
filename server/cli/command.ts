// What all commands have in common: they answer as text or as one JSON document; most of them with the shop open.
import type { Command } from 'commander';
import { harmless } from './output.ts';
import type { Outcome } from './output.ts';
import type { ExitCode } from './failure.ts';
import type { OpenShop, World } from './world.ts';

export interface CommonOptions {
  json?: true;
}

/** How a command was asked for, and whom it tells. */
export interface Counter {
  world: World;
  isJson: boolean;
  /** Says something beside the answer. */
  tell: (message: string) => void;
}

/** Where a command works that needs the shop. */
export interface Office extends Counter, OpenShop {}

type Run<Place> = (options: CommonOptions, work: (place: Place) => Promise<Outcome>) => Promise<void>;

/** Runs a command's work with the shop open. Made once for a run, since it keeps the exit code. */
export type Perform = Run<Office>;
/** Runs the work of a command that opens by itself what it needs, or must work where no shop opens. */
export type PerformAlone = Run<Counter>;

export function createPerform(
  world: World,
  onExitCode: (code: ExitCode) => void,
): { perform: Perform; performAlone: PerformAlone } {
  const tell = (message: string) => void world.stderr.write(`${harmless(message)}\n`);
  const performAlone: PerformAlone = async (options, work) => {
    const isJson = options.json === true;
    const { document, lines, raw, exitCode = 0, note } = await work({ world, isJson, tell });
    const text = raw ?? lines.map((line) => `${harmless(line)}\n`).join('');
    world.stdout.write(isJson ? jsonText(document) : text);
    if (note !== undefined) tell(note);
    onExitCode(exitCode);
  };
  const perform: Perform = (options, work) =>
    performAlone(options, async (counter) => {
      const open = await world.openShop();
      try {
        return await work({ ...open, ...counter });
      } finally {
        await open.close();
      }
    });
  return { perform, performAlone };
}

export function jsonText(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A new command below another one, with the option that every command has. */
export function addCommand(parent: Command, usage: string, description: string): Command {
  return parent.command(usage).description(description).option('--json', 'answer with one JSON document');
}
