import type { DecisionKind } from '../awards/share.ts';
import type { Stream } from '../streams/stream.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Ratio } from '../values/ratio.ts';

/** PROPOSED acts on nothing; DISPUTED one funder pays meanwhile; SETTLED each pays its share. */
export const DECISION_STATES = ['PROPOSED', 'DISPUTED', 'SETTLED'] as const;
export type DecisionState = (typeof DECISION_STATES)[number];

interface Named {
  readonly code: string;
  readonly name: string;
}

/** How the cost of a stream is shared, as somebody recorded it, with what replaced it since. */
export interface ShownDecision {
  readonly id: string;
  readonly personId: string;
  readonly stream: Stream;
  /** Null of one that was recorded without saying. */
  readonly kind: DecisionKind | null;
  readonly state: DecisionState;
  readonly shares: readonly { readonly funder: Named; readonly percent: Ratio }[];
  readonly interimPayer: Named | null;
  readonly days: { readonly from: PlainDate; readonly until: PlainDate | null };
  readonly reason: string;
  readonly evidence: string | null;
  /** The organisation that recorded it; null where that was the operator. */
  readonly organisation: Named | null;
  readonly recordedAt: Date;
  /** When the operator ended it; it is known no longer. */
  readonly endedAt: Date | null;
  /** From this day on a later one stands instead; null while none does. */
  readonly replacedFrom: PlainDate | null;
}

type Replaceable = Pick<ShownDecision, 'id' | 'state' | 'days' | 'endedAt'> & {
  readonly stream: Pick<Stream, 'code'>;
};

/**
 * From which day on a later decision of the same stream stands instead of each, in the order in
 * which they were recorded: a dispute or a settlement replaces all before it from its first day on,
 * a proposal only proposals.
 */
export function replacedFrom(decisions: readonly Replaceable[]): Map<string, PlainDate> {
  const found = new Map<string, PlainDate>();
  decisions.forEach((each, at) => {
    const first = decisions
      .slice(at + 1)
      .filter((later) => isReplacedBy(each, later))
      .map(({ days }) => (days.from < each.days.from ? each.days.from : days.from))
      .sort()[0];
    if (first !== undefined) found.set(each.id, first);
  });
  return found;
}

function isReplacedBy(each: Replaceable, later: Replaceable): boolean {
  if (later.endedAt !== null || later.stream.code !== each.stream.code) return false;
  if (later.state === 'PROPOSED' && each.state !== 'PROPOSED') return false;
  return each.days.until === null || later.days.from < each.days.until;
}
