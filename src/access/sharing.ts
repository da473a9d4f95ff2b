import { SECTORS, type Sector } from '../values/sector.ts';
import type { Audience, Gateway } from './gateways.ts';

export const WISH_KINDS = ['AGREEMENT', 'OBJECTION'] as const;
export type WishKind = (typeof WISH_KINDS)[number];

/** What a person has said and not taken back, where it is in force today. */
export interface StandingWish {
  readonly kind: WishKind;
  /** Null: every stream. */
  readonly stream: string | null;
  /** The sector of the stream. */
  readonly ofSector: Sector | null;
  /** Null: to everyone. */
  readonly toSector: Sector | null;
}

export type OpenGateway = Pick<Gateway, 'ofSector' | 'source' | 'toSector'>;

/** What decides which of a person's streams one audience is shown. */
export interface Sharing {
  readonly audience: Audience;
  /** In force today, towards the audience. */
  readonly gateways: readonly OpenGateway[];
  /** In force today, towards the audience. */
  readonly wishes: readonly StandingWish[];
  /** Only for a representative: the codes of the streams granted; null for every stream. */
  readonly granted?: readonly string[] | null;
  /** Only for finance: the organisation that they act for, of whose own money they are told. */
  readonly fundedBy?: string;
}

export interface SharedStream {
  readonly code: string;
  readonly sector: Sector;
}

/** A sector of which an audience is not shown every stream, and why, in words. */
export interface WithheldSector {
  readonly sector: Sector;
  readonly reason: string;
}

/** Keeps what concerns the audience of all that is in force today. */
export function sharingWith(
  audience: Audience,
  gateways: readonly OpenGateway[],
  wishes: readonly StandingWish[],
): Sharing {
  return {
    audience,
    gateways: gateways.filter(({ toSector }) => toSector === audience),
    wishes: wishes.filter(({ toSector }) => toSector === null || toSector === audience),
  };
}

/**
 * What a representative is shown: as the person themself is, of the streams of their grants (null is
 * every stream), whatever passes between sectors.
 */
export function sharingAsGranted(grants: readonly (readonly string[] | null)[]): Sharing {
  const codes = grants.flatMap((streams) => streams ?? []);
  const granted = grants.includes(null) ? null : codes;
  return { audience: 'NONE', gateways: [], wishes: [], granted };
}

/**
 * What an organisation's finance is shown: each line that it pays for, whole, whoever told it, and
 * no stream as such. Care given is not among them: providers tell it by person for individual care. An objection to showing a stream to a sector does not hide from a payer its own
 * payment: whoever pays has to account for it.
 */
export function sharingAsFunder(organisation: string): Sharing {
  return { audience: 'NONE', gateways: [], wishes: [], fundedBy: organisation };
}

/**
 * Whether the audience is shown what this sender told of a stream: the person always; a sector its
 * own streams, and others by a gateway or the person's agreement; and nobody else what the person
 * objects to. `sender` null asks for every sender. Finance is shown no stream: see `sharingAsFunder`.
 */
export function isShown(sharing: Sharing, stream: SharedStream, sender: string | null): boolean {
  const { audience, granted, fundedBy } = sharing;
  if (fundedBy !== undefined) return false;
  if (granted !== undefined) return granted === null || granted.includes(stream.code);
  if (audience === 'SELF') return true;
  const said = (kind: WishKind) =>
    sharing.wishes.some(
      (wish) => wish.kind === kind && (wish.stream === null || wish.stream === stream.code),
    );
  if (said('OBJECTION')) return false;
  return isOpenByLaw(sharing, stream.sector, sender) || said('AGREEMENT');
}

/** Whether the audience is shown whatever this sender tells of the sector. */
export function isSectorShown(
  { audience, gateways, wishes, granted, fundedBy }: Sharing,
  sector: Sector,
  sender: string,
): boolean {
  if (fundedBy !== undefined) return false;
  if (granted !== undefined) return granted === null;
  if (audience === 'SELF') return true;
  const objected = wishes.some(
    ({ kind, stream, ofSector }) =>
      kind === 'OBJECTION' && (stream === null || ofSector === sector),
  );
  if (objected) return false;
  const agreed = wishes.some(({ kind, stream }) => kind === 'AGREEMENT' && stream === null);
  return agreed || isOpenByLaw({ audience, gateways }, sector, sender);
}

function isOpenByLaw(
  { audience, gateways }: Pick<Sharing, 'audience' | 'gateways'>,
  sector: Sector,
  sender: string | null,
): boolean {
  if (sector === audience) return true;
  return gateways.some(
    ({ ofSector, source }) => ofSector === sector && (source === null || source === sender),
  );
}

/**
 * Every sector of which the audience is not shown every stream. Asks what the area's streams are,
 * never what the person has: the words are the same for everybody.
 */
export function withheldFrom(sharing: Sharing, streams: readonly SharedStream[]): WithheldSector[] {
  return SECTORS.filter((sector) =>
    streams.some((stream) => stream.sector === sector && !isShown(sharing, stream, null)),
  ).map((sector) => ({ sector, reason: reasonFor(sharing, sector) }));
}

const INFORMATION: Readonly<Record<Sector, string>> = {
  SOCIAL_CARE: 'Social care information',
  HEALTH: 'Health information',
  HOUSING: 'Housing information',
  EMPLOYMENT: 'Employment support information',
};

const TEAMS: Readonly<Record<Exclude<Audience, 'SELF'>, string>> = {
  SOCIAL_CARE: 'social care teams',
  HEALTH: 'health teams',
  HOUSING: 'housing teams',
  EMPLOYMENT: 'employment teams',
  NONE: 'teams that act for no council, NHS body or department',
};

function reasonFor(sharing: Sharing, sector: Sector): string {
  const { audience } = sharing;
  if (audience === 'SELF') throw new RangeError('nothing is withheld from the person');
  const [what, whom] = [INFORMATION[sector], TEAMS[audience]];
  if (sharing.fundedBy !== undefined) {
    return `${what} on what another organisation pays for is not shown to finance teams.`;
  }
  if (sharing.granted !== undefined) {
    return `${what} that is not granted to the representative is not shown to them.`;
  }
  return isOpenByLaw(sharing, sector, null)
    ? `${what} that the person objects to showing is not shown to ${whom}.`
    : `${what} is not shown to ${whom} unless the person agrees or a named law allows it.`;
}
