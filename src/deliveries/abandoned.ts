import { dropAwardsOf } from '../awards/write.ts';
import { list, type Queries } from '../db/database.ts';
import { dropCharacteristics } from '../people/characteristics-store.ts';
import { forgetSightings } from '../people/store.ts';
import { dropCommissioned } from './commissioned-store.ts';
import { dropPlanLines } from './plan-lines-store.ts';
import { dropDelivery, submissionsOf } from './store.ts';

/** Takes out all that a load had kept which never came to count. */
export async function dropLoad(queries: Queries, delivery: string): Promise<void> {
  const submissions = await submissionsOf(queries, delivery);
  if (submissions.length > 0) await dropAwardsOf(queries, list(submissions));
  await dropCommissioned(queries, delivery);
  await dropPlanLines(queries, delivery);
  await dropCharacteristics(queries, delivery);
  await forgetSightings(queries, delivery);
  await dropDelivery(queries, delivery);
}
