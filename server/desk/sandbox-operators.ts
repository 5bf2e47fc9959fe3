// Who may work at the desk of a sandbox from the first start on: known to everybody, like its PIN. Nowhere else.
import type { Role } from '../../shared/desk/operators.ts';
import type { Shop } from '../orders/shop.ts';
import { addOperator } from './operators.ts';

export const SANDBOX_PASSWORD = 'sandbox-desk';

/** Two, since a large refund needs a second one. */
const OPERATORS: { name: string; roles: Role[] }[] = [
  { name: 'clerk', roles: ['look', 'refund', 'close'] },
  { name: 'chief', roles: ['look', 'refund', 'approve', 'close'] },
];

/** Makes them in a sandbox that has no operator yet. */
export async function employInSandbox(
  shop: Pick<Shop, 'store' | 'secrets' | 'clock' | 'random'>,
): Promise<void> {
  if ((await shop.store.operators.all()).length > 0) return;
  for (const { name, roles } of OPERATORS) {
    await addOperator(shop, { name, password: SANDBOX_PASSWORD, roles, by: 'sandbox' }).catch(
      async (error: unknown) => {
        // Another process of the same sandbox, which starts at the same moment, was faster.
        if ((await shop.store.operators.find(name)) === null) throw error;
      },
    );
  }
}
