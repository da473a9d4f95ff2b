import { randomUUID } from 'node:crypto';
import type { Filled } from './one-of-everything.ts';

/** An agreement with a valuation, the council's own charge and a correction; and a top-up. */
export function deferred(identityId: string): readonly (readonly [string, Filled])[] {
  const [agreement, valuation] = [randomUUID(), randomUUID()];
  const under = { agreement_id: agreement, identity_id: identityId };
  const none = { secured_pence: null, charge: null, corrects: null, reason: null };
  return [
    [
      'deferred_agreements',
      {
        ...{ id: agreement, identity_id: identityId, council: 'QF7' },
        ...{ interest: 'OWN_RATE', interest_added: 'QUARTERLY' },
      },
    ],
    ['deferred_entries', { ...under, ...none, id: valuation, kind: 'VALUATION', ...worth() }],
    ['deferred_entries', { ...under, ...none, kind: 'ADMINISTRATION', charge: 'SET_UP' }],
    [
      'deferred_entries',
      {
        ...{ ...under, ...none, kind: 'CORRECTION', amount_pence: null, corrects: valuation },
        reason: 'the surveyor wrote again',
      },
    ],
    ['top_ups', { identity_id: identityId, council: 'QF7', payer: 'CHARITY' }],
  ];
}

const worth = () => ({ amount_pence: 720_001, secured_pence: 720_000 });
