// /desk: the operators' page and its API. Everything behind the sign-in, nothing of it kept by a browser or a proxy.
import { Hono } from 'hono';
import { except } from 'hono/combine';
import type { Checkup } from '../../../shared/desk/checkup.ts';
import type { Shop } from '../../orders/shop.ts';
import type { Deliverer } from '../../outbox/deliverer.ts';
import type { Documents } from '../../pages/documents.ts';
import type { Env } from '../env.ts';
import { documentOf, immutable } from '../pages.ts';
import { limitBody, neverStored, requireSameOrigin } from '../problem.ts';
import { deskCheckupRoutes } from './checkup.ts';
import { deskClosingRoutes } from './closings.ts';
import { deskCodeRoutes } from './codes.ts';
import { deskDeliveryRoutes } from './deliveries.ts';
import { requireOperator } from './operator.ts';
import { deskOrderRoutes } from './orders.ts';
import { deskRefundRoutes } from './refunds.ts';
import { sessionRoutes, signInRoutes } from './session.ts';
import { deskTaskRoutes } from './tasks.ts';

/** What the configuration says of the desk. */
export interface DeskSettings {
  /** In which days begin and end, such as "Europe/Stockholm". */
  timeZone: string;
  /** Those that can be closed by themselves. */
  terminalIds: string[];
  /** When the day is closed by itself, "23:55"; null: never. */
  closesAt: string | null;
  /** True when it has a listener of its own: then the customers' has no desk. */
  isPrivate: boolean;
  /** True when operators reach it by https: then its cookie goes nowhere else. */
  isSecure: boolean;
}

export interface DeskParts {
  shop: Shop;
  settings: DeskSettings;
  documents: Documents;
  /** Knows which ways out an event takes. */
  deliverer: Deliverer;
  /** By which SEQR knows the service. */
  serviceId: string;
  /** Looks whether everything is ready to go live; one at a time. */
  checkUp: () => Promise<Checkup>;
}

/** A table of codes is larger than all else that is sent here: it has a limit of its own, behind the sign-in. */
const TABLES = '/desk/api/codes/sheet';

export function deskRoutes(parts: DeskParts) {
  const { shop, documents } = parts;
  const app = new Hono<Env>();
  const page = documentOf(documents, 'desk');
  app.get('/desk', page).get('/desk/', page);
  if (documents.folder !== null) app.use('/desk/assets/*', immutable(documents.folder));

  const api = new Hono<Env>()
    .use(requireSameOrigin(shop.publicUrl), except(TABLES, limitBody), neverStored)
    .route('/', signInRoutes(parts))
    .use(requireOperator(shop))
    .route('/', sessionRoutes(parts))
    .route('/orders', deskOrderRoutes(parts))
    .route('/refunds', deskRefundRoutes(parts))
    .route('/closings', deskClosingRoutes(parts))
    .route('/codes', deskCodeRoutes(parts))
    .route('/deliveries', deskDeliveryRoutes(parts))
    .route('/checkup', deskCheckupRoutes(parts))
    .route('/', deskTaskRoutes(parts));
  return app.route('/desk/api', api);
}
