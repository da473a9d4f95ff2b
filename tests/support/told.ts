import type { AwardDraft, Claim, Payment, ToldAward } from '../../src/awards/award.ts';
import type { ContractForm } from '../../src/currencies/contract.ts';
import type { PriceBook } from '../../src/currencies/tariff.ts';
import { ALWAYS, type Period } from '../../src/values/period.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';

let told = 0;

/** An award as if its submission had been loaded and spoke for all days (or the windows given). */
export function tell(
  draft: AwardDraft,
  more: {
    readonly windows?: readonly Period[];
    readonly asOf?: string;
    readonly adapter?: string;
    readonly payments?: readonly Payment[];
    readonly claims?: readonly Claim[];
    readonly submissionId?: string;
    readonly book?: PriceBook;
    readonly contractForm?: ContractForm;
    readonly diedOn?: PlainDate;
  } = {},
): ToldAward {
  told += 1;
  const asOf = (more.asOf ?? '2026-03-31') as PlainDate;
  return {
    ...draft,
    id: `award-${told}`,
    personId: 'person',
    row: told,
    submissionId: more.submissionId ?? `submission-${told}`,
    windows: more.windows ?? [ALWAYS],
    payments: more.payments ?? [],
    claims: more.claims ?? [],
    book: more.book ?? null,
    contractForm: more.contractForm ?? null,
    diedOn: more.diedOn ?? null,
    delivery: {
      ...{ id: 'delivery', adapter: more.adapter ?? 'test', sender: 'E08000039' },
      ...{ receivedOn: asOf, asOf },
    },
  };
}
