// Asking the person at the terminal, on stderr: stdout is the answer's. Where nobody sits nothing is asked.
import { confirm, isCancel, password } from '@clack/prompts';
import type { Command } from 'commander';
import { EXIT, Failure, wrongUsage } from './failure.ts';
import type { World } from './world.ts';

/** Longer ones are refused at the desk as well. */
const MOST_LETTERS = 1024;

export interface YesOption {
  yes?: true;
}

/** For a command that moves money, or does what cannot be taken back. */
export function addYes(command: Command): Command {
  return command.option('-y, --yes', 'do not ask whether it is meant; needed where no terminal is');
}

/** To be called before anything else, so that a script hears it at once. */
export function requireConfirmable({ isTty }: World, { yes }: YesOption): void {
  if (!isTty && !yes) throw wrongUsage('this asks before it is done, and there is no terminal: give --yes');
}

/** @param question what is about to be done, with the amount */
export async function confirmed(world: World, { yes }: YesOption, question: string): Promise<void> {
  if (yes) return;
  const { stdin: input, stderr: output } = world;
  const answer = await confirm({ message: question, initialValue: false, input, output, withGuide: false });
  if (answer !== true) throw givenUp();
}

export async function askPassword({ isTty, stdin, stderr }: World, question: string): Promise<string> {
  if (!isTty) {
    throw wrongUsage('a password is needed, and there is no terminal to ask on: give --password-stdin');
  }
  const answer = await password({ message: question, input: stdin, output: stderr, withGuide: false });
  if (isCancel(answer)) throw givenUp();
  return checked(answer);
}

/** The whole of the standard input, but for the line's end. */
export async function readPassword({ isTty, stdin }: World): Promise<string> {
  if (isTty) throw wrongUsage('--password-stdin reads a pipe, and a terminal would show what is typed');
  let text = '';
  stdin.setEncoding('utf8');
  for await (const chunk of stdin) {
    text += String(chunk);
    if (text.length > MOST_LETTERS + 2) break;
  }
  return checked(text.replace(/\r?\n$/, ''));
}

function checked(text: string): string {
  if (text === '') throw wrongUsage('the password is empty');
  if (text.length > MOST_LETTERS) throw wrongUsage(`a password has at most ${MOST_LETTERS} characters`);
  return text;
}

const givenUp = () => new Failure(EXIT.failed, 'given-up', 'given up: nothing was done');
