// A scenario as text, one line a move or a fault: read, and written so that it reads the same again.
import { CALL_FAULTS, MOVES, NOTIFICATION_FAULTS, OPERATIONS, POINTS } from './scenario.ts';
import type { Fault, Move, Scenario } from './scenario.ts';

/** A line that says nothing that can happen. `line` counts from 1. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly line: number;

  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`);
    this.line = line;
  }
}

/** Long enough for every scenario that a person writes. */
const MAX_LINES = 200;
/** A day: what takes longer is no scenario. */
const MAX_MS = 86_400_000;
/** How long a crashed service is away when its line does not say. */
const AWAY_MS = 5_000;

/** Reads a scenario. Lines that begin with # are about it; empty ones are for the eye.
 *  @throws {ScenarioError} for the first line that cannot be read */
export function parseScenario(text: string): Scenario {
  const lines = text.split(/\r?\n/);
  if (lines.length > MAX_LINES)
    throw new ScenarioError(MAX_LINES + 1, `a scenario has at most ${MAX_LINES} lines`);
  const about: string[] = [];
  const moves: Move[] = [];
  const faults: Fault[] = [];
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim().replace(/\s+/g, ' ');
    if (line.startsWith('#')) about.push(line.slice(1).trim());
    else if (line !== '') {
      const move = readMove(line, index + 1);
      if (move) moves.push(move);
      else faults.push(readFault(line, index + 1));
    }
  }
  return { about: about.join(' '), moves, faults };
}

/** Writes it as {@link parseScenario} reads it. */
export function writeScenario({ about, moves, faults }: Scenario): string {
  const lines = [
    ...(about === '' ? [] : [`# ${about}`]),
    ...moves.map(({ act, afterMs }) => (afterMs === 0 ? act : `${act} after ${seconds(afterMs)}`)),
    ...faults.map(writeFault),
  ];
  return `${lines.join('\n')}\n`;
}

function readMove(line: string, at: number): Move | null {
  const [, act = '', time] = /^([a-z ]+?)(?: after (\S+))?$/.exec(line) ?? [];
  const known = MOVES.find((candidate) => candidate === act);
  return known ? { act: known, afterMs: time === undefined ? 0 : readTime(time, at) } : null;
}

const FAULT =
  /^(\w+) (\w+)(?: (?:#(\S+)|(always)))?((?: (?:before|after) (?:send|commit))?)(?: (?:by|for) (\S+))?$/;

function readFault(line: string, at: number): Fault {
  const [, verb = '', object = '', number, always, where = '', time] = FAULT.exec(line) ?? [];
  if (verb === '')
    throw new ScenarioError(
      at,
      'is neither a move, such as "pay after 3s", nor a fault, such as "reset getPaymentStatus #2"',
    );
  const on = [...OPERATIONS, 'notification' as const, 'step' as const].find((name) => name === object);
  if (!on) throw new ScenarioError(at, `"${short(object)}" is no operation of SEQR, nor "notification"`);
  const possible: readonly Fault['what'][] = on === 'notification' ? NOTIFICATION_FAULTS : CALL_FAULTS;
  const what = possible.find((name) => name === verb);
  if (!what || (on === 'step' && what !== 'crash'))
    throw new ScenarioError(at, `"${short(verb)}" cannot happen to ${on === 'step' ? 'a step' : `"${on}"`}`);
  const nth = always === undefined ? readNumber(number ?? '1', at) : null;
  const point = POINTS.find((name) => name === where.trim()) ?? usualPoint(what, on);
  if (!isPossiblePoint(what, on, point)) throw new ScenarioError(at, `"${what}" has no place "${point}"`);
  if (time === undefined && (what === 'delay' || what === 'lock'))
    throw new ScenarioError(at, `"${what}" wants to know how long: "by 3s" or "for 3s"`);
  const ms = time === undefined ? (what === 'crash' ? AWAY_MS : 0) : readTime(time, at);
  return { what, on, nth, point, ms };
}

function writeFault(fault: Fault): string {
  const { what, on, nth, point, ms } = fault;
  const which = nth === null ? ' always' : nth === 1 && on !== 'step' ? '' : ` #${nth}`;
  const where = point === usualPoint(what, on) ? '' : ` ${point}`;
  const time = ms === 0 ? '' : ` ${what === 'crash' || what === 'lock' ? 'for' : 'by'} ${seconds(ms)}`;
  return `${what} ${on}${which}${where}${time}`;
}

function usualPoint(what: Fault['what'], on: Fault['on']): Fault['point'] {
  if (on === 'step') return 'after commit';
  return what === 'lock' ? 'before commit' : 'after send';
}

/** What has been answered cannot be spoilt on the way any more; a durable step is no call. */
function isPossiblePoint(what: Fault['what'], on: Fault['on'], point: Fault['point']): boolean {
  if (on === 'step') return point === 'before commit' || point === 'after commit';
  if (on === 'notification') return point === 'after send';
  if (what === 'lock') return point === 'before commit';
  if (what === 'half') return point === 'after send';
  if (what === 'busy') return point === 'before send' || point === 'after send';
  return point === 'before send' || point === 'after send' || (what === 'crash' && point === 'before commit');
}

function readNumber(text: string, at: number): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new ScenarioError(at, `"#${short(text)}" is no number from 1`);
  return Number(text);
}

function readTime(text: string, at: number): number {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d{1,3})?)(ms|s|min)$/.exec(text) ?? [];
  const ms = Math.round(Number(amount) * (unit === 'ms' ? 1 : unit === 's' ? 1000 : 60_000));
  if (amount === '' || ms > MAX_MS)
    throw new ScenarioError(at, `"${short(text)}" is no time such as 500ms, 3.5s or 2min`);
  return ms;
}

const seconds = (ms: number): string => `${ms / 1000}s`;
const short = (text: string): string => text.slice(0, 40);
