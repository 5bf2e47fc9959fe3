// What all commands have in common: they open the shop, answer as text or as one JSON document, and close it again.
import type { Command } from 'commander';
import { harmless } from './output.ts';
import type { Outcome } from './output.ts';
import type { ExitCode } from './failure.ts';
import type { OpenShop, World } from './world.ts';

export interface CommonOptions {
  json?: true;
}

/** Where a command works. */
export interface Office extends OpenShop {
  world: World;
  isJson: boolean;
  /** Says something beside the answer. */
  tell: (message: string) => void;
}

/** Runs a command's work with the shop open. Made once for a run, since it keeps the exit code. */
export type Perform = (options: CommonOptions, work: (office: Office) => Promise<Outcome>) => Promise<void>;

export function createPerform(world: World, onExitCode: (code: ExitCode) => void): Perform {
  const tell = (message: string) => void world.stderr.write(`${harmless(message)}\n`);
  return async (options, work) => {
    const isJson = options.json === true;
    const open = await world.openShop();
    try {
      const { document, lines, raw, exitCode = 0, note } = await work({ ...open, world, isJson, tell });
      const text = raw ?? lines.map((line) => `${harmless(line)}\n`).join('');
      world.stdout.write(isJson ? jsonText(document) : text);
      if (note !== undefined) tell(note);
      onExitCode(exitCode);
    } finally {
      await open.close();
    }
  };
}

export function jsonText(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A new command below another one, with the option that every command has. */
export function addCommand(parent: Command, usage: string, description: string): Command {
  return parent.command(usage).description(description).option('--json', 'answer with one JSON document');
}
