import type { Step } from '../awards/working.ts';
import type { OrganisationCode } from '../values/ids.ts';
import {
  addPence,
  NO_PENCE,
  type Pence,
  pence,
  poundsText,
  splitByLargestRemainder,
  takePence,
} from '../values/money.ts';
import { leastCommon } from './attribute.ts';
import type { Partner, PoolAgreement, RiskShareKind } from './pool.ts';

/** What a partner bears of an overspend, or gets of an underspend (below zero), and how it came to that. */
export interface PartnerRisk {
  readonly partner: OrganisationCode;
  readonly amount: Pence;
  readonly working: readonly Step[];
}

export interface RiskSaid {
  readonly agreement: Pick<PoolAgreement, 'partners' | 'riskShare'>;
  readonly host: OrganisationCode;
  /** What each is to contribute in the year. */
  readonly due: ReadonlyMap<string, Pence>;
  /** What is left of earlier years in the pool. */
  readonly broughtForward: Pence;
  /** What is spent, or will be, of each one’s own money; also of funders that are no partner. */
  readonly spent: ReadonlyMap<string, Pence>;
  /** What is spent above the pool; below zero where less is. */
  readonly variance: Pence;
}

const WORDS: Readonly<Record<RiskShareKind, string>> = {
  PRO_RATA: 'shared in proportion to what each is to contribute',
  FIXED_SHARES: 'shared by the shares that the agreement names',
  OWN_LINES: 'each bears what its own money was spent on above its contribution',
};

/**
 * An over- or underspend by partner, in order of their codes; to the penny all of it. A partner bears
 * no more of an overspend than the agreement says: what is above that is borne by the others, by the
 * same shares, and by the host where nobody is left.
 */
export function riskShared(said: RiskSaid): PartnerRisk[] {
  const partners = said.agreement.partners.toSorted((a, b) =>
    a.organisation < b.organisation ? -1 : 1,
  );
  const first =
    said.agreement.riskShare === 'OWN_LINES' ? ownLines(partners, said) : byWeight(partners, said);
  return withinLimits(partners, first, said).map(({ partner, amount, working }) => ({
    ...{ partner, amount },
    working: [
      {
        step: `over (+) or under (−) the pool, ${WORDS[said.agreement.riskShare]}`,
        result: poundsText(said.variance),
      },
      ...working,
    ],
  }));
}

function byWeight(partners: readonly Partner[], said: RiskSaid): PartnerRisk[] {
  const weights = weightsOf(partners, said);
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole === 0n) return ofHost(partners, said, said.variance);
  const amounts = splitByLargestRemainder(said.variance, weights);
  return partners.map(({ organisation }, at) => ({
    partner: organisation,
    amount: amounts[at] as Pence,
    working: [
      {
        step: `× ${weights[at]} ÷ ${whole}, pence by largest remainder`,
        result: poundsText(amounts[at] as Pence),
      },
    ],
  }));
}

/** Whole numbers in proportion to the partners’ shares. */
function weightsOf(partners: readonly Partner[], { agreement, due }: RiskSaid): bigint[] {
  if (agreement.riskShare !== 'FIXED_SHARES') {
    return partners.map(({ organisation }) => due.get(organisation) ?? 0n);
  }
  const bottom = partners.reduce((whole, { share }) => leastCommon(whole, share?.d ?? 1n), 1n);
  return partners.map(({ share }) => (share ? share.n * (bottom / share.d) : 0n));
}

function ofHost(partners: readonly Partner[], said: RiskSaid, amount: Pence): PartnerRisk[] {
  return partners.map(({ organisation }) => {
    const isHost = organisation === said.host;
    const own = isHost ? amount : NO_PENCE;
    const step = 'nobody is to contribute anything: it is the host’s';
    return { partner: organisation, amount: own, working: [{ step, result: poundsText(own) }] };
  });
}

function ownLines(partners: readonly Partner[], said: RiskSaid): PartnerRisk[] {
  const dues = partners.map(({ organisation }) => said.due.get(organisation) ?? NO_PENCE);
  const isNothing = dues.every((due) => due === 0n);
  const brought = isNothing
    ? partners.map(({ organisation }) =>
        organisation === said.host ? said.broughtForward : NO_PENCE,
      )
    : splitByLargestRemainder(said.broughtForward, dues);
  const codes = new Set<string>(partners.map(({ organisation }) => organisation));
  const ofOthers = addPence(
    ...[...said.spent].flatMap(([code, amount]) => (codes.has(code) ? [] : [amount])),
  );
  return partners.map(({ organisation: partner }, at) => {
    const spent = said.spent.get(partner) ?? NO_PENCE;
    const others = partner === said.host ? ofOthers : NO_PENCE;
    const amount = takePence(addPence(spent, others), dues[at] as Pence, brought[at] as Pence);
    const working = [
      { step: 'spent of its own money', result: poundsText(spent) },
      ...(others === 0n
        ? []
        : [
            {
              step: '+ spent of money of no partner, which is the host’s',
              result: poundsText(others),
            },
          ]),
      { step: '− what it is to contribute', result: poundsText(dues[at] as Pence) },
      ...(brought[at] === 0n
        ? []
        : [
            {
              step: '− its part of what was brought forward',
              result: poundsText(brought[at] as Pence),
            },
          ]),
    ];
    return { partner, amount, working };
  });
}

/** Who is at their limit bears it and no more; what is above goes to the others, until nobody is above. */
function withinLimits(
  partners: readonly Partner[],
  first: readonly PartnerRisk[],
  said: RiskSaid,
): PartnerRisk[] {
  let shares = [...first];
  const full = new Set<string>();
  const limitOf = (code: string) =>
    partners.find(({ organisation }) => organisation === code)?.most ?? null;
  for (;;) {
    const over = shares.filter(({ partner, amount }) => {
      const most = limitOf(partner);
      return !full.has(partner) && most !== null && amount > most;
    });
    if (over.length === 0) return shares;
    for (const { partner } of over) full.add(partner);
    const left = addPence(
      ...over.map(({ partner, amount }) => takePence(amount, limitOf(partner) as Pence)),
    );
    shares = shares.map((each) =>
      over.includes(each) ? limited(each, limitOf(each.partner)) : each,
    );
    shares = addedTo(shares, partners, { left, full, said });
  }
}

function limited({ partner, amount, working }: PartnerRisk, most: Pence | null): PartnerRisk {
  const step = `bears at most ${poundsText(most as Pence)} of an overspend; the rest is for the others`;
  const rest = poundsText(takePence(amount, most as Pence));
  return { partner, amount: most as Pence, working: [...working, { step, result: `−${rest}` }] };
}

function addedTo(
  shares: readonly PartnerRisk[],
  partners: readonly Partner[],
  { left, full, said }: { left: Pence; full: ReadonlySet<string>; said: RiskSaid },
): PartnerRisk[] {
  const all = weightsOf(partners, said);
  const weights = partners.map(({ organisation }, at) =>
    full.has(organisation) ? 0n : (all[at] as bigint),
  );
  const isHosts = weights.every((weight) => weight === 0n);
  const parts = isHosts
    ? partners.map(({ organisation }) => (organisation === said.host ? left : NO_PENCE))
    : splitByLargestRemainder(left, weights);
  return shares.map((share, at) => {
    const part = parts[at] as Pence;
    if (part === 0n) return share;
    const step = isHosts
      ? '+ what no partner has agreed to bear, which is the host’s'
      : '+ its part of what others do not bear';
    const working = [...share.working, { step, result: poundsText(part) }];
    return { ...share, amount: pence(share.amount + part), working };
  });
}
