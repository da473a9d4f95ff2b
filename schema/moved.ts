import type { Viewer } from '../src/access/viewer.ts';
import type { Database } from '../src/db/database.ts';
import type { Movement } from '../src/ledger/movement.ts';
import type { Posted } from '../src/ledger/posting.ts';
import { MoneyRefused } from '../src/ledger/refusals.ts';
import { recordedMovement } from '../src/ledger/shown.ts';
import type { PlainDate } from '../src/values/plain-date.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { MovementType } from './movement.ts';
import { Refusal, type Refused } from './refusal.ts';

export const MoneyRefusal = builder.objectRef<Refused>('MoneyRefusal').implement({
  description: 'Money that was not moved, an account that was not opened or a year not closed.',
  interfaces: [Refusal],
});

export async function orRefused<Answer>(work: Promise<Answer>): Promise<Answer | Refused> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof MoneyRefused)) throw error;
    return { code: error.code, message: error.message };
  }
}

export const REPLAYED =
  'True where this had been done before by the same key, and nothing was written.';

export interface Moved {
  readonly movement: Movement;
  readonly replayed: boolean;
}

export const moved = (name: string, description: string) =>
  builder.objectRef<Moved>(name).implement({
    description,
    fields: (t) => ({
      movement: t.field({
        type: MovementType,
        description: 'As it was recorded.',
        resolve: ({ movement }) => movement,
      }),
      replayed: t.exposeBoolean('replayed', { description: REPLAYED }),
    }),
  });

export const isMoved = (value: Moved | Refused): value is Moved => 'movement' in value;

export const KEY =
  'Made by the caller, 1 to 255 characters: the same input by the same key is answered as before, other input is refused. A refusal does not use it up.';

export async function told({ hub }: Context, recording: Promise<Posted>): Promise<Moved> {
  const { movement, replayed } = await recording;
  return { movement: await recordedMovement(hub.serving, movement), replayed };
}

/** The result of an operation that records one movement: the movement, or why there is none. */
export function movingResult(operation: string, description: string) {
  const success = moved(`${operation}Success`, description);
  return builder.unionType(`${operation}Result`, {
    description: 'The movement, or why there is none.',
    types: [success, MoneyRefusal],
    resolveType: (value) => (isMoved(value) ? `${operation}Success` : 'MoneyRefusal'),
  });
}

type Operation<Said> = (
  db: Database,
  viewer: Viewer,
  said: Said,
  today: PlainDate,
) => Promise<Posted>;

/** Records a movement as the caller said it, or tells why not. */
export function recorded<Input extends { effectiveDate: PlainDate }>(
  context: Context,
  operation: Operation<Omit<Input, 'effectiveDate'> & { effectiveDay: PlainDate }>,
  { effectiveDate, ...rest }: Input,
): Promise<Moved | Refused> {
  const { hub, viewer, today } = context;
  const said = { ...rest, effectiveDay: effectiveDate };
  return orRefused(told(context, operation(hub.serving, viewer, said, today)));
}
