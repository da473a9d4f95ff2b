import type { MoneyRule, MoneyRuleKind, ReviewKind } from '../../src/streams/money-rule.ts';
import type { OrganisationKind } from '../../src/streams/stream.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { csvRows, dayOrNull } from './csv-rows.ts';

interface RuleRow {
  readonly kind: MoneyRuleKind;
  readonly review: ReviewKind | '';
  readonly organisation: string;
  readonly organisation_kind: OrganisationKind | '';
  readonly stream: string;
  readonly first_day: PlainDate;
  readonly until_day: string;
  readonly known_from: PlainDate;
  readonly value: string;
  readonly local: 'yes' | 'no';
  readonly source: string;
}

/**
 * What the law says of money held for people, and where it says nothing a default that is marked
 * local. Whether the person's own money may stand beside NHS money has no default: it is a local
 * rule to be stated.
 */
export function referenceMoneyRules(): MoneyRule[] {
  return csvRows<RuleRow>('money-rules.csv').map((row) => ({
    kind: row.kind,
    review: row.review || null,
    organisation: row.organisation || null,
    organisationKind: row.organisation_kind || null,
    stream: row.stream || null,
    days: { from: row.first_day, until: dayOrNull(row.until_day) },
    knownFrom: row.known_from,
    value: row.value,
    local: row.local === 'yes',
    source: row.source,
  }));
}
