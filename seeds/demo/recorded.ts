import type { Database } from '../../src/db/database.ts';
import { type AwardRequest, recordAward } from '../../src/decisions/record-award.ts';
import { type DecisionRequest, recordDecision } from '../../src/decisions/record-decision.ts';
import { recordTold } from '../../src/decisions/record-told.ts';
import type { ToldHow } from '../../src/decisions/told.ts';
import { recordReview } from '../../src/plans/record-review.ts';
import type { ReviewKind } from '../../src/streams/money-rule.ts';
import { parseFinancialYear } from '../../src/values/financial-year.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import { parsePounds } from '../../src/values/money.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';
import { parsePlainDate } from '../../src/values/plain-date.ts';
import { decimal } from '../../src/values/ratio.ts';
import { caseload } from './access.ts';
import { BARNSLEY, CARE_BOARD, DEMO_DAY, DEMO_YEAR, ROTHERHAM, SHEFFIELD } from './bodies.ts';
import { EDITH } from './edith.ts';
import { JAMIE } from './jamie.ts';
import { financeOf } from './money-book.ts';
import { NASREEN } from './nasreen.ts';
import type { Persona } from './persona.ts';

const personOf = ({ nhsNumber }: Persona) => ({ nhsNumber: parseNhsNumber(nhsNumber) });

/** What Barnsley agreed for Nasreen in May, which its file of the year has yet to bring. */
export async function recordNasreensAward(db: Database): Promise<void> {
  const request: AwardRequest = {
    ...{ person: personOf(NASREEN), stream: 'carer-support', basis: 'RECURRING', per: 'MONTH' },
    ...{ mode: 'DIRECT_PAYMENT', legalBasis: 'Care Act 2014 s20', reference: 'CS-900003' },
    ...{ description: 'A monthly payment for breaks from caring', funder: BARNSLEY },
    ...{ ratePounds: decimal('25.00'), unitsPerWeek: null, currency: null },
    days: { from: parsePlainDate('2026-05-01'), until: null },
    contribution: { kind: 'NONE', pounds: null },
    evidence: 'carer’s assessment of 20 April 2026',
    idempotencyKey: 'demonstration award of Nasreen',
  };
  await recordAward(db, financeOf(BARNSLEY), request, DEMO_DAY);
}

/** That council and board share the cost of somebody's care; proposed, it acts on nothing. */
export async function recordProposal(db: Database): Promise<void> {
  const shares = [BARNSLEY, CARE_BOARD].map((code) => ({
    ...{ funder: code as OrganisationCode, percent: decimal('50') },
  }));
  const request: DecisionRequest = {
    ...{ person: { nhsNumber: parseNhsNumber(caseload().at(-3) as string) }, shares },
    ...{ stream: 'adult-social-care', kind: 'JOINT', state: 'PROPOSED', interimPayer: null },
    days: { from: parsePlainDate('2026-07-01'), until: null },
    ...{ reason: 'health needs have grown since the last plan', evidence: 'panel of 9 June 2026' },
    idempotencyKey: 'demonstration proposal',
  };
  await recordDecision(db, financeOf(BARNSLEY), request, DEMO_DAY);
}

type ToldRow = readonly [
  ...[by: string, of: Persona, stream: string, pounds: string],
  ...[on: string, how: ToldHow, who: string],
];

const TOLD: readonly ToldRow[] = [
  [SHEFFIELD, JAMIE, 'adult-social-care', '27599.22', '2026-04-09', 'LETTER', 'his social worker'],
  [
    ...([CARE_BOARD, JAMIE, 'personal-health-budget', '5005.71'] as const),
    ...(['2026-04-14', 'EASY_READ', 'his health budget coordinator'] as const),
  ],
  [
    ...([CARE_BOARD, EDITH, 'funded-nursing-care', '13247.41'] as const),
    ...(['2026-04-16', 'PHONE', 'the nurse who assessed her'] as const),
  ],
  [
    ...([ROTHERHAM, NASREEN, 'housing-related-support', '2007.50'] as const),
    ...(['2026-04-21', 'MEETING', 'her housing support worker'] as const),
  ],
];

/** When, how and by whom the personas were told how much they have. */
export async function recordAllTold(db: Database): Promise<void> {
  for (const [by, person, stream, pounds, on, how, who] of TOLD) {
    const request = {
      ...{ person: personOf(person), stream, year: parseFinancialYear(DEMO_YEAR), how, by: who },
      ...{ amount: parsePounds(pounds), on: parsePlainDate(on), evidence: 'note in the record' },
      idempotencyKey: `demonstration told ${person.name} ${stream}`,
    };
    await recordTold(db, financeOf(by), request, DEMO_DAY);
  }
}

const REVIEWS: readonly (readonly [string, Persona, string, ReviewKind, string])[] = [
  [SHEFFIELD, JAMIE, 'adult-social-care', 'PLAN', '2025-08-20'],
  [SHEFFIELD, JAMIE, 'adult-social-care', 'DIRECT_PAYMENT_AUDIT', '2025-09-30'],
  [CARE_BOARD, JAMIE, 'personal-health-budget', 'PLAN', '2025-09-24'],
  [SHEFFIELD, EDITH, 'adult-social-care', 'PLAN', '2025-07-03'],
  [BARNSLEY, NASREEN, 'carer-support', 'PLAN', '2025-11-12'],
];

/** Reviews that were held: the next ones of Jamie are due after the summer, Edith's in July. */
export async function recordReviews(db: Database): Promise<void> {
  for (const [by, person, stream, kind, heldOn] of REVIEWS) {
    const request = {
      ...{ ...personOf(person), stream, kind, heldOn: parsePlainDate(heldOn) },
      idempotencyKey: `demonstration review ${person.name} ${stream} ${kind}`,
    };
    await recordReview(db, financeOf(by), request, DEMO_DAY);
  }
}
