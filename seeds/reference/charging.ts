import type { DeferredRate, DeferredRateKind } from '../../src/charging/deferred-rates.ts';
import type { ChargingRate, PensionAge, RateKind } from '../../src/charging/rates.ts';
import { parsePounds } from '../../src/values/money.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import { decimal } from '../../src/values/ratio.ts';
import { csvRows, dayOrNull } from './csv-rows.ts';

interface RateRow {
  readonly kind: RateKind;
  readonly authority: string;
  readonly first_day: PlainDate;
  readonly until_day: string;
  readonly known_from: PlainDate;
  readonly pounds: string;
  readonly deduced: 'yes' | 'no';
  readonly source: string;
}

/** The national figures of charging for council care; a year that is not whole here is not known. */
export function referenceChargingRates(): ChargingRate[] {
  return csvRows<RateRow>('charging-rates.csv').map((row) => ({
    kind: row.kind,
    authority: row.authority || null,
    days: { from: row.first_day, until: dayOrNull(row.until_day) },
    knownFrom: row.known_from,
    amount: parsePounds(row.pounds),
    deduced: row.deduced === 'yes',
    source: row.source,
  }));
}

type AgeRow = Readonly<
  Record<'born_from' | 'born_until' | 'reached_on' | 'years' | 'months' | 'source', string>
>;

/** The timetable of pension ages, by birth date. */
export function referencePensionAges(): PensionAge[] {
  return csvRows<AgeRow>('pension-ages.csv').map((row) => {
    const on = dayOrNull(row.reached_on);
    return {
      born: { from: row.born_from as PlainDate, until: dayOrNull(row.born_until) },
      reached: on ? { on } : { years: Number(row.years), months: Number(row.months) },
      source: row.source,
    };
  });
}

interface DeferredRow {
  readonly kind: DeferredRateKind;
  readonly authority: string;
  readonly first_day: PlainDate;
  readonly until_day: string;
  readonly known_from: PlainDate;
  readonly figure: string;
  readonly source: string;
}

/** The national maximum of interest of the half-years for which a source was read; no others. */
export function referenceDeferredRates(): DeferredRate[] {
  return csvRows<DeferredRow>('deferred-rates.csv').map((row) => ({
    kind: row.kind,
    authority: row.authority || null,
    days: { from: row.first_day, until: dayOrNull(row.until_day) },
    knownFrom: row.known_from,
    figure: decimal(row.figure),
    source: row.source,
  }));
}
