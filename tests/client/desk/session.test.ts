// Signing in and out, and what becomes of the desk when the server does not know us any more.
import { expect, it } from 'vitest';
import { signInTrouble } from '../../../client/desk/session/sign-in-trouble.ts';
import { calm, openDesk } from './desk-stage.ts';
import { problem } from './scripted-desk.ts';

const signedOut = (backend: { isSignedIn: boolean }) => {
  backend.isSignedIn = false;
};

it('opens for who is still signed in, with the token for what changes something', async () => {
  const { desk, backend } = await openDesk();
  expect([desk.session.state, desk.session.current?.operator.name]).toEqual(['in', 'anna']);
  await desk.api.retry('sms:o2:paid');
  expect(backend.calls(/^POST deliveries\/sms%3Ao2%3Apaid\/retry/)).toMatchObject([{ csrf: 'csrf-1' }]);
  await desk.api.tasks();
  expect(backend.calls(/^GET tasks/)).toMatchObject([{ csrf: null }]);
});

it('signs in, and one is where one wanted to be', async () => {
  const { desk, window } = await openDesk('#/orders/o1', signedOut);
  expect(desk.session.state).toBe('out');
  await desk.session.signIn(' anna ', 'right');
  expect([desk.session.state, desk.router.route, window.path]).toEqual([
    'in',
    { view: 'order', id: 'o1' },
    '/desk#/orders/o1',
  ]);
  expect(desk.api.csrfToken).toBe('csrf-2');
});

it.each([
  ['refused', problem(401, 'sign-in-refused'), /do not belong together/],
  ['locked', problem(429, 'sign-in-locked', 'Locked', 'Wait 5 minutes.'), /Too many wrong tries. Wait 5 min/],
  ['offline', 'cut' as const, /No answer came/],
  ['broken', { status: 502, body: null }, /could not be read/],
])('says why it is not let in: %s', async (_, mishap, words) => {
  const { desk, backend } = await openDesk('#/orders', signedOut);
  backend.fail(/POST session/, mishap);
  await desk.session.signIn('anna', 'wrong');
  expect(desk.session.state).toBe('out');
  expect(signInTrouble(desk.session.problem)).toMatch(words);
});

it('that cannot be reached can be tried again', async () => {
  const { desk } = await openDesk('#/orders', (backend) => backend.fail(/GET session/, 'cut'));
  expect(desk.session.state).toBe('unreachable');
  await desk.session.open();
  expect(desk.session.state).toBe('in');
});

it('keeps whose desk it is when the server has signed them out meanwhile', async () => {
  const { desk, backend } = await openDesk();
  backend.isSignedIn = false;
  await desk.tasks.load();
  expect([desk.session.state, desk.session.current?.operator.name]).toEqual(['out', 'anna']);
  await desk.session.signIn('anna', 'right');
  expect(desk.session.state).toBe('in');
});

it.each([
  ['here', false, 'DELETE session'],
  ['everywhere', true, 'DELETE sessions'],
])('signs out %s, and nothing of the desk is left', async (_, everywhere, request) => {
  const { desk, backend } = await openDesk();
  await desk.session.signOut({ everywhere });
  await calm();
  expect(backend.calls(new RegExp(`^${request}$`))).toMatchObject([{ csrf: 'csrf-1' }]);
  expect([desk.session.state, desk.session.current]).toEqual(['out', null]);
});

it('is still signed in when signing out was not answered, and says so', async () => {
  const { desk, backend } = await openDesk();
  backend.fail(/DELETE session/, problem(503, 'internal', 'Something went wrong'));
  await desk.session.signOut();
  expect(desk.session.current).not.toBeNull();
  expect(desk.session.problem?.text).toBe('Something went wrong.');
});
