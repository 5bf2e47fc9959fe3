// The operators of a sandbox, whose processes may start at the same moment.
import { expect, test } from 'vitest';
import { employInSandbox } from '../../server/desk/sandbox-operators.ts';
import { openShop } from '../shop.ts';

test('two that start at once make each operator once', async () => {
  const { shop } = await openShop();
  await Promise.all([employInSandbox(shop), employInSandbox(shop)]);
  expect((await shop.store.operators.all()).map(({ name }) => name).sort()).toEqual(['chief', 'clerk']);
});
