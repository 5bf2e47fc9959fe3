// A closing as programs read it: what is nobody's business but the store's is left out.
import type { Closing } from '../../shared/desk/closings.ts';
import { closingRow } from '../routes/desk/closings.ts';
import type { ClosingRecord } from '../store/closing-rows.ts';

export function closingDocument(closing: ClosingRecord): Closing {
  return { ...closingRow(closing), result: closing.result };
}
