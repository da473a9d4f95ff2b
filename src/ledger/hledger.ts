import { type Pence, poundsText } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { MovementKind, PlaceKind } from './movement.ts';

interface ExportedEntry {
  readonly stream: string | null;
  readonly funder: string | null;
  readonly accountId: string;
  readonly kind: PlaceKind;
  readonly amount: Pence;
}

/** A journal as it is exported: codes and opaque ids, nothing in words about a person. */
export interface ExportedJournal {
  readonly id: string;
  readonly ordinal: bigint;
  readonly accountId: string;
  readonly kind: MovementKind;
  readonly effectiveDay: PlainDate;
  readonly recordedAt: Date;
  readonly purpose: string | null;
  readonly reverses: string | null;
  readonly about: string | null;
  readonly entries: readonly ExportedEntry[];
}

/** How hledger names the places of money: what is held, where it came from, where it went. */
const PLACES: Readonly<Record<PlaceKind, string>> = {
  FUNDING: 'revenues:funding',
  CONTRIBUTION: 'revenues:contribution',
  NOTIONAL: 'assets:notional',
  THIRD_PARTY: 'assets:third-party',
  DIRECT_PAYMENT: 'assets:direct-payment',
  COMMITTED: 'assets:committed',
  CONTINGENCY: 'assets:contingency',
  COLLECTED: 'assets:collected',
  IN_QUESTION: 'assets:unattributed',
  PROVIDER: 'expenses:provider',
  RECLAIM: 'expenses:reclaim',
  RECHARGE: 'equity:recharge',
};

/** What stands before the first movement: how amounts are written. */
export const HLEDGER_HEAD = ['decimal-mark .', 'commodity 1000.00 GBP', ''].join('\n');

/**
 * One movement in hledger's journal format, with an empty line after it. An account's name holds its
 * stream, funder and opaque id, or that it is in question where no source answers for it; whoever was
 * paid, and why it was reversed, are left out.
 */
export function hledgerTransaction(journal: ExportedJournal): string {
  const { id, kind, effectiveDay, recordedAt, purpose, reverses, about, entries } = journal;
  const tags = [
    `recorded:${recordedAt.toISOString()}`,
    ...(purpose === null ? [] : [`purpose:${purpose}`]),
    ...(reverses === null ? [] : [`reverses:${reverses}`]),
    ...(about === null ? [] : [`about:${about}`]),
  ];
  const postings = entries.map(({ stream, funder, accountId, kind: place, amount }) => {
    const whose = stream === null ? 'in-question' : `${stream}:${funder}`;
    const name = `${PLACES[place]}:${whose}:${accountId}`;
    return `    ${name}  ${poundsText(amount)} GBP`;
  });
  const head = `${effectiveDay} * (${id}) ${kind.toLowerCase().replaceAll('_', '-')}  ; ${tags.join(', ')}`;
  return [head, ...postings, ''].join('\n');
}
