import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  keepCurrencies,
  keepFactors,
  keepSchemes,
  keepTariffs,
} from '../../src/currencies/write.ts';
import type { Adapter, RawRow, RowVerdict } from '../../src/deliveries/adapter.ts';
import { headedCsv } from '../../src/deliveries/headed-csv.ts';
import { ingest } from '../../src/deliveries/ingest.ts';
import { loadContracts } from '../../src/deliveries/load-contracts.ts';
import { financialYearOf, monthOf } from '../../src/values/financial-year.ts';
import type { OrganisationCode } from '../../src/values/ids.ts';
import type { NhsNumber } from '../../src/values/nhs-number.ts';
import { fromFirstToLast, lastDay } from '../../src/values/period.ts';
import { addDays, parsePlainDate } from '../../src/values/plain-date.ts';
import { decimal } from '../../src/values/ratio.ts';
import type { TestHub } from '../support/hub.ts';

const SCHEME = 'test-spell';
const SOURCE = 'made up for the test';
const days = { from: parsePlainDate('2022-04-01'), until: parsePlainDate('2024-04-01') };

/**
 * Elective £1,000 (£1,500 once the year 2299 knows it), emergency £4,000; RCF has a factor of 1.1. In
 * a scheme of the test's own, or in one that the hub has.
 */
export async function keepTestPrices({ db }: TestHub, scheme = SCHEME): Promise<void> {
  const from = { first: days.from, later: parsePlainDate('2299-01-01') };
  const tariff = (kind: 'ELECTIVE' | 'NON_ELECTIVE', pounds: string, knownFrom = from.first) => ({
    ...{ scheme, code: 'AA01A', kind, provider: null, days, knownFrom, percent: null },
    ...{ pounds: decimal(pounds), trimPoint: null, longStayPounds: null, points: null },
    ...{ illustrative: false, source: SOURCE },
  });
  if (scheme === SCHEME) {
    await keepSchemes(db, [
      {
        ...{ code: SCHEME, name: 'Spells', measure: 'SPELL', clinical: true, form: '[A-Z0-9]+' },
        ...{ digits: null, days, succeededBy: null, source: SOURCE },
      },
    ]);
  }
  await keepCurrencies(
    db,
    ['AA01A', 'AA02A'].map((code) => ({
      ...{ scheme, code, name: 'A spell', group: null, days, unusable: null },
      ...{ review: null, source: SOURCE },
    })),
  );
  await keepTariffs(db, [
    tariff('ELECTIVE', '1000'),
    tariff('ELECTIVE', '1500', from.later),
    tariff('NON_ELECTIVE', '4000'),
  ]);
  await keepFactors(db, [
    { provider: 'RCF', days, knownFrom: days.from, factor: decimal('1.1'), source: SOURCE },
  ]);
}

/** Spells as a provider tells them: by month of discharge, the latest file for a month standing. */
const SPELLS: Adapter = {
  code: 'test-spells',
  name: 'spells of a test',
  streams: ['nhs-tariff'],
  speaksForAllStreams: true,
  staleAfterDays: 60,
  basisMustBeGiven: false,
  replacement: 'WHOLE',
  open: () => ({
    layout: headedCsv({
      required: ['Provider', 'Commissioner', 'Code', 'Method', 'Ended'],
      optional: [],
    }),
    translate,
  }),
};

function translate({ row, fields }: RawRow): RowVerdict {
  const { Provider: provider = '', Commissioner: funder, Code: code = '', Method = '' } = fields;
  const ended = parsePlainDate(fields.Ended ?? '');
  const year = financialYearOf(ended);
  const month = monthOf(year, ((Number(ended.slice(5, 7)) + 8) % 12) + 1);
  const admittedOn = addDays(ended, -3);
  const none = { reference: null, service: null, serviceRank: null, completedOn: null };
  return {
    accepted: true,
    submission: {
      scope: `test-spells ${provider} ${month.from}`,
      ...{ periodFrom: month.from, periodUntil: month.until },
      ...{ createdBySender: null, asOf: lastDay(month) },
    },
    identity: {
      ...{ source: provider, namespace: 'test-spells', localId: `${row}`, nino: null },
      ...{ nhsNumber: '9990000018' as NhsNumber, surname: null, givenNames: null },
      ...{ birthDate: null, deathDate: null, postcode: null },
    },
    awards: [
      {
        ...none,
        ...{ stream: 'nhs-tariff', funder: funder as OrganisationCode, basis: 'ACTIVITY' },
        ...{ mode: 'COMMISSIONED', legalBasis: 'NHS Act 2006 s1', year, amount: null, per: null },
        days: fromFirstToLast(admittedOn, ended),
        ...{ unitsPerWeek: null, unpricedReason: null, reportsPayments: false },
        contribution: { kind: 'NONE', reason: 'NHS care is free at the point of use' },
        currency: { scheme: SCHEME, code },
        ...{ currencyShare: null, provider, careKey: `${row}`, reported: null },
        ...{ description: 'hospital care', rawFigures: '', element: null, ceiling: null },
        activity: {
          ...{ kind: 'SPELL', scheme: SCHEME, code, admissionMethod: Method },
          ...{ patientClassification: '1', ageOnAdmission: 40, admittedOn, dischargedOn: ended },
          ...{ provider, bestPracticeEvidenced: false, marketForcesFactor: null },
        },
      },
    ],
    payments: [],
    claims: [],
    notes: [],
  };
}

export const ELECTIVE = '11';
export const EMERGENCY = '21';

/** A spell: day it ended, admission method, commissioner (else QF7), code (else the one priced). */
export type Spell = readonly [ended: string, method: string, commissioner?: string, code?: string];

/** Receives a provider's file of spells. */
export async function tellSpells(hub: TestHub, provider: string, ...spells: Spell[]) {
  const lines = spells.map(([ended, method, commissioner = 'QF7', code = 'AA01A']) =>
    [provider, commissioner, code, method, ended].join(','),
  );
  const path = join(hub.folder, randomUUID());
  await writeFile(path, ['Provider,Commissioner,Code,Method,Ended', ...lines, ''].join('\n'));
  const request = { adapter: SPELLS, files: [path], sender: provider, basis: null };
  const outcome = await ingest(hub.db, { ...request, today: hub.day, actor: 'test' });
  if (outcome.status !== 'LOADED') throw new Error(JSON.stringify(outcome));
  return outcome;
}

/** Loads a file of contracts; fails where it is refused. */
export async function loadContractsFile(hub: TestHub, text: string): Promise<void> {
  const path = join(hub.folder, randomUUID());
  await writeFile(path, text);
  const outcome = await loadContracts(hub.db, { path, actor: 'test', dryRun: false });
  if (outcome.status !== 'LOADED') throw new Error(JSON.stringify(outcome));
}
