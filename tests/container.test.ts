// The container file without a container: what it copies is there and suffices, and its commands do what they are for.
// It is not built here: that takes a daemon and the network.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readFile, symlink } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { folder } from './backup/books.ts';
import { freePort, startProcess } from './processes.ts';

/** One instruction a line, without comments. */
async function instructions(): Promise<string[]> {
  const text = await readFile('Dockerfile', 'utf8');
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  return lines
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter(Boolean);
}

test('every file that is copied exists, and is let in', async () => {
  const allowed = (await readFile('.dockerignore', 'utf8')).split('\n');
  expect(allowed).toContain('*');
  const copied = (await instructions())
    .filter((line) => /^COPY (?!--from)/.test(line))
    .flatMap((line) => line.split(' ').slice(1, -1));
  expect(copied).toContain('server');
  for (const name of copied) {
    expect(existsSync(name), name).toBe(true);
    expect(allowed, name).toContain(`!${name}`);
  }
});

test('no image is called by a name that moves, and nobody runs as root', async () => {
  const lines = await instructions();
  const images = lines.filter((line) => line.startsWith('FROM '));
  expect(images).toMatchObject([
    expect.stringMatching(/^FROM node:\d+\.\d+\.\d+-\S+ AS base$/),
    'FROM base AS build',
    'FROM base',
  ]);
  const start = lines.findIndex((line) => line.startsWith('CMD '));
  expect(lines.findLast((line, index) => index < start && line.startsWith('USER '))).toBe('USER node');
});

test('the pinned Node finds its library where it builds and where it runs', async () => {
  const lines = await instructions();
  const base = lines.slice(0, lines.indexOf('FROM base AS build'));
  expect(base.some((line) => line.startsWith('RUN ') && line.includes('libatomic1'))).toBe(true);
});

test(
  'what the last stage holds starts, is healthy, and stops when it is told to',
  { timeout: 60_000 },
  async () => {
    const lines = await instructions();
    const app = await folder();
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
    for (const line of last.filter((each) => each.startsWith('COPY --from=build'))) {
      const [from = '', to = ''] = line.split(' ').slice(2);
      const source = from.replace(/^\/app\//, '');
      if (source === 'node_modules') await symlink(resolve(source), `${app}/${to}`);
      else await cp(source, `${app}/${to}`, { recursive: true });
    }
    const [command = '', ...args] = wordsOf(last, /^CMD /);
    const [probe = '', ...probeArgs] = wordsOf(last, /^HEALTHCHECK .* CMD /);
    const port = String(await freePort());
    const env = {
      PATH: '/usr/bin:/bin',
      PORT: port,
      DATABASE_URL: `file:${app}/data/seqr.db`,
      SIMULATOR_STATE_FILE: `${app}/data/seqr-sim.db`,
    };
    const isHealthy = () =>
      promisify(execFile)(probe, probeArgs, { cwd: app, env }).then(
        () => true,
        () => false,
      );

    expect(await isHealthy()).toBe(false);
    const running = await startProcess([command, ...args], env, `http://127.0.0.1:${port}/healthz`, app);
    onTestFinished(running.kill);
    expect(await isHealthy()).toBe(true);
    expect(await running.stop()).toBe(0);
  },
);

function wordsOf(lines: string[], form: RegExp): string[] {
  const line = lines.find((each) => form.test(each)) ?? '';
  return JSON.parse(line.replace(form, '')) as string[];
}
