import { SELF } from '../streams/stream.ts';
import type { OrganisationCode } from '../values/ids.ts';
import { addPence, type Pence } from '../values/money.ts';
import { onlyOut } from './account.ts';
import { draw, type Share } from './draw.ts';
import { type LockedAccount, type Place, type SpendingTerms, sharesAt } from './journal-store.ts';
import { potOf } from './movement.ts';
import { insufficient } from './posting.ts';
import { BadSource, NotFundable, NotHeld, UnknownCode } from './refusals.ts';

type Own = Pick<LockedAccount, 'id' | 'mode'>;

/** What may still be spent in the account: what is free, less payments that nobody answers for. */
export function freeIn({ id, mode }: Own, places: readonly Place[]): Pence {
  const sumOf = (wanted: string): Pence => {
    const own = places.filter(({ accountId, kind }) => accountId === id && kind === wanted);
    return addPence(...own.map(({ balance }) => balance));
  };
  return addPence(sumOf(mode), onlyOut(sumOf('IN_QUESTION')));
}

/** What each source gives; refused where they, or the account as a whole, have less left. */
export function drawFree(
  account: Own,
  places: readonly Place[],
  amount: Pence,
  sources: readonly Share[],
): Share[] {
  const parts = draw(amount, sources);
  if (!parts || amount > freeIn(account, places)) throw insufficient('amount');
  return parts;
}

/** One source that was asked for by name, or none. */
export interface NamedSource {
  readonly stream?: string | null | undefined;
  readonly funder?: string | null | undefined;
}

/** A source is a stream and a funder: neither alone says whose money it is. */
export function refuseHalfSource({ stream, funder }: NamedSource): void {
  if (Boolean(stream) !== Boolean(funder)) {
    throw new BadSource(stream ? 'funder' : 'stream', 'is needed too, to say whose money it is');
  }
}

/** What each source has that is free, of the one named or of all. */
export function freeSources(
  account: Own,
  places: readonly Place[],
  { stream, funder }: NamedSource,
): Share[] {
  const free = sharesAt(places, potOf(account.mode), account);
  if (!stream) return free;
  return free.filter((share) => share.stream === stream && share.funder === funder);
}

/** What a payment is judged by: what may fund its purpose, and the source that was named. */
export interface FundingTerms {
  readonly places: readonly Place[];
  /** The streams that may fund the purpose; null where there is no such purpose. */
  readonly funding: readonly string[] | null;
  /** The source that was named, with the funder's code in force; null where none was. */
  readonly named: { readonly stream: string; readonly funder: OrganisationCode } | null;
}

/**
 * Whose money a payment of so much is, by the rule of its purpose or of the source that was named.
 * Of commissioned care it is always named, and what its funder has is not known here. An account
 * that never had money has too little, whatever it is for.
 */
export function fundedBy(account: Own, terms: FundingTerms, amount: Pence): Share[] {
  const { funding, named, places } = terms;
  if (!funding) throw new UnknownCode('purpose', 'is not a purpose known here');
  if (named && !funding.includes(named.stream)) throw notFundable();
  if (account.mode === 'COMMISSIONED') {
    if (!named) {
      throw new BadSource(
        'stream',
        'and funder are needed: care of its funder is paid by nobody else',
      );
    }
    return [{ ...named, amount }];
  }
  const held = freeSources(account, places, named ?? {});
  const sources = held.filter(({ stream }) => funding.includes(stream));
  if (held.length > 0 && sources.length === 0) throw notFundable();
  return drawFree(account, places, amount, sources);
}

const notFundable = () =>
  new NotFundable('purpose', 'is nothing that a source in this account may pay for');

/** Nobody holds money of commissioned care, so none of it is kept or given back. */
export function refuseNotHeld(field: string, { mode }: Pick<LockedAccount, 'mode'>): void {
  if (mode === 'COMMISSIONED') {
    throw new NotHeld(field, 'is of care that its funder buys: no money is held in it');
  }
}

/** The terms of a payment with the source that was named for it; refused where there is none such. */
export function withNamed(
  { mode }: Own,
  { stream, funder }: NamedSource,
  terms: Pick<SpendingTerms, 'places' | 'funding' | 'isStream' | 'funder'>,
): FundingTerms {
  if (!stream) return { ...terms, named: null };
  if (!terms.isStream) throw new UnknownCode('stream', 'is not a stream known here');
  // Of care that its funder buys, the person is none of the payers.
  const own = funder === SELF && mode !== 'COMMISSIONED' ? SELF : terms.funder;
  if (!own) throw new UnknownCode('funder', 'is not a funder known here');
  return { ...terms, named: { stream, funder: own } };
}
