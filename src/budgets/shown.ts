import { isShown, type Sharing, withheldFrom } from '../access/sharing.ts';
import type { ToldAward } from '../awards/award.ts';
import type { FundingDecision } from '../awards/share.ts';
import type { StandingAssessment } from '../charging/assessment.ts';
import { isToldShown } from '../decisions/read-told.ts';
import type { Told } from '../decisions/told.ts';
import type { VisiblePerson } from '../people/visible.ts';
import type { Stream } from '../streams/stream.ts';
import type { AreaInYear } from './budget.ts';
import { type KnownToLedger, NOTHING_IN_LEDGER } from './ledger-paid.ts';

type Viewed = Pick<VisiblePerson, 'id' | 'sharing'>;

/** What is told of people, by their ids, and the streams there are. */
interface ToldOfPeople {
  readonly awards: ReadonlyMap<string, readonly ToldAward[]>;
  readonly decisions: ReadonlyMap<string, readonly FundingDecision[]>;
  readonly assessments: ReadonlyMap<string, readonly StandingAssessment[]>;
  /** Left out where nobody asks for it. */
  readonly told?: ReadonlyMap<string, readonly Told[]>;
  readonly ledger: ReadonlyMap<string, KnownToLedger>;
  readonly sources: { readonly streams: readonly Stream[] };
}

/**
 * What is told of a person that their viewer is shown. What is shut is taken out here, before
 * anything is added, compared or ordered, so that nothing in the answer can depend on it.
 */
export function toldOf(
  { id, sharing }: Viewed,
  told: ToldOfPeople,
): ToldOfPerson & { readonly told: readonly Told[] } {
  const awards = told.awards.get(id) ?? [];
  const decisions = told.decisions.get(id) ?? [];
  // A weekly sum without a line of its council that it is charged for shows nowhere.
  const assessments = told.assessments.get(id) ?? [];
  const ledger = told.ledger.get(id) ?? NOTHING_IN_LEDGER;
  const streams = new Map(told.sources.streams.map((stream) => [stream.code, stream]));
  const known = shownOf(sharing, { awards, decisions, assessments, ledger }, streams);
  const said = (told.told?.get(id) ?? []).filter((each) => isToldShown(sharing, each));
  return { ...known, told: said };
}

function shownOf(
  sharing: Sharing,
  known: ToldOfPerson,
  streams: ReadonlyMap<string, Stream>,
): ToldOfPerson {
  if (sharing.audience === 'SELF') return known;
  if (sharing.fundedBy !== undefined) {
    const paid = known.awards.filter(({ stream }) => streams.get(stream)?.nature !== 'CARE_GIVEN');
    return toldTo(sharing.fundedBy, { ...known, awards: paid });
  }
  const awards = known.awards.filter(({ stream, delivery }) => {
    const found = streams.get(stream);
    return found !== undefined && isShown(sharing, found, delivery.sender);
  });
  // A decision says nothing without an award that it shares.
  const shared = new Set(awards.map(({ stream }) => stream));
  const decisions = known.decisions.filter(({ stream }) => shared.has(stream));
  return { ...known, awards, decisions, ledger: ledgerShown(known.ledger, sharing, streams) };
}

/** Of an account its host tells, as where the account itself is read. */
function ledgerShown(
  { money, directed }: KnownToLedger,
  sharing: Sharing,
  streams: ReadonlyMap<string, Stream>,
): KnownToLedger {
  const isTold = ({ stream, host }: { readonly stream: string | null; readonly host: string }) => {
    // What nobody answers for is told to whoever is shown every source.
    if (stream === null) return sharing.granted === null;
    const found = streams.get(stream);
    return found !== undefined && isShown(sharing, found, host);
  };
  return { money: money.filter(isTold), directed: directed.filter(isTold) };
}

interface ToldOfPerson {
  readonly awards: readonly ToldAward[];
  readonly decisions: readonly FundingDecision[];
  readonly assessments: readonly StandingAssessment[];
  readonly ledger: KnownToLedger;
}

/**
 * What a funder's own lines come from, care given left out, which no funder pays by the person: its
 * awards, and every award of a stream whose cost it shares
 * by a decision, or in which a decision may give its own award to others. Who carries what is then
 * worked out as for everybody, and the lines of others are taken out by `onlyFunder`.
 */
function toldTo(funder: string, told: ToldOfPerson): ToldOfPerson {
  const { awards, decisions, assessments, ledger } = told;
  const own = new Set(awards.filter((each) => each.funder === funder).map(({ stream }) => stream));
  const concerning = decisions.filter(
    ({ stream, funders }) => own.has(stream) || funders.some((each) => each.funder === funder),
  );
  const shared = new Set(concerning.map(({ stream }) => stream));
  return {
    awards: awards.filter((each) => each.funder === funder || shared.has(each.stream)),
    decisions: concerning,
    // Those of other councils are left without a line that they could be charged for.
    assessments: assessments.filter(({ council }) => council === funder),
    ledger: {
      money: ledger.money.filter((each) => each.funder === funder),
      directed: ledger.directed.filter((each) => each.funder === funder),
    },
  };
}

/**
 * The area as the person's viewer is shown it: a source that tells of a shut stream is not there,
 * and to finance none but its own organisation.
 */
export function areaShown(area: AreaInYear, { sharing }: Viewed): AreaInYear {
  if (sharing.audience === 'SELF') return area;
  if (sharing.fundedBy !== undefined) {
    const { fundedBy: onlyFunder } = sharing;
    const expected = area.expected.filter(({ organisation }) => organisation === onlyFunder);
    return { ...area, expected, onlyFunder, withheld: withheldFrom(sharing, area.streams) };
  }
  const streams = new Map(area.streams.map((stream) => [stream.code, stream]));
  const expected = area.expected.filter(({ stream, organisation }) => {
    const found = streams.get(stream);
    return found !== undefined && isShown(sharing, found, organisation);
  });
  return { ...area, expected, withheld: withheldFrom(sharing, area.streams) };
}
