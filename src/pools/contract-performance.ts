import { type ContractForm, type ContractTerms, planOf } from '../currencies/contract.ts';
import { addPence, type Pence, takePence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';
import { SHADOW, UNPRICED } from './contract-facts.ts';
import { PEOPLE } from './measure.ts';
import type { ProtectedCell, TablesByMeasure } from './protect.ts';
import { type Publication, QUARTERS, type Quarter, RULE_VERSION } from './publication.ts';
import { type Figure, moneyIn, peopleIn } from './usage-figures.ts';

/** A quarter of a contract: what it was to pay, beside what the tariff would have paid. */
export interface PerformanceQuarter {
  readonly quarter: Quarter;
  /** The last day that it speaks for. */
  readonly asOf: PlainDate;
  /** As agreed, to the penny: no person is in it. */
  readonly plan: Pence;
  readonly shadow: Figure<Pence>;
  /** Shadow less plan. */
  readonly difference: Figure<Pence>;
  /** Whose spells ended in the quarter. */
  readonly people: Figure<number>;
  /** Of them those with a spell that no tariff is known for, which is in no shadow. */
  readonly unpricedPeople: Figure<number>;
}

export interface ContractPerformance<Contract extends ContractTerms = ContractTerms> {
  readonly contract: Contract;
  readonly form: ContractForm;
  /** Of the year, as agreed. */
  readonly plan: Pence;
  readonly quarters: readonly PerformanceQuarter[];
}

export interface Performance<Contract extends ContractTerms = ContractTerms> {
  /** The last day that is published; null where nothing is. */
  readonly asOf: PlainDate | null;
  readonly ruleVersion: number;
  readonly contracts: readonly ContractPerformance<Contract>[];
  /** How many published figures of these contracts are not shown. */
  readonly suppressed: number;
}

/** A published quarter, with its tables by contract. */
export interface PublishedQuarter extends Publication {
  readonly tables: TablesByMeasure;
}

/** Contracts against what was done, made of published tables and of what was agreed. */
export function performanceOf<Contract extends ContractTerms>(
  contracts: readonly Contract[],
  published: readonly PublishedQuarter[],
): Performance<Contract> {
  const last = published.at(-1);
  return {
    asOf: last?.asOf ?? null,
    ruleVersion: last?.ruleVersion ?? RULE_VERSION,
    contracts: contracts.map((contract) => ({
      contract,
      form: contract.form,
      plan: planned(contract),
      quarters: published.map((each) => quarterOf(contract, each)),
    })),
    suppressed: contracts.reduce((sum, contract) => sum + hiddenOf(contract, published), 0),
  };
}

const FIGURES = [PEOPLE, SHADOW, UNPRICED] as const;

function hiddenOf({ code }: ContractTerms, published: readonly PublishedQuarter[]): number {
  const cells = published.flatMap(({ tables }) =>
    FIGURES.flatMap((measure) => cellsIn(tables, measure, code)),
  );
  return cells.filter(({ shown }) => shown === null).length;
}

function quarterOf(
  contract: ContractTerms,
  { part, asOf, tables }: PublishedQuarter,
): PerformanceQuarter {
  const quarter = part as Quarter;
  const plan = planned(contract, quarter);
  const people = peopleIn(cellsIn(tables, PEOPLE, contract.code), 'NOT_PUBLISHED');
  // Whoever is told of has spells: without a price for any of them, what they come to is not known.
  const unknown = 'value' in people ? 'NOT_REPORTED' : people.suppressed;
  const shadow = moneyIn(cellsIn(tables, SHADOW, contract.code), unknown);
  const difference = 'value' in shadow ? { value: takePence(shadow.value, plan) } : shadow;
  const unpricedPeople = unpricedIn(cellsIn(tables, UNPRICED, contract.code), people);
  return { quarter, asOf, plan, shadow, difference, people, unpricedPeople };
}

/** Nobody, where people are told of and none of them has a spell without a price. */
function unpricedIn(cells: readonly ProtectedCell[], people: Figure<number>): Figure<number> {
  if (cells.length > 0) return peopleIn(cells, 'NOT_PUBLISHED');
  return 'value' in people ? { value: 0 } : people;
}

const cellsIn = (tables: TablesByMeasure, measure: string, code: string): ProtectedCell[] =>
  (tables.get(measure) ?? []).filter(({ codes }) => codes[0] === code);

/** What is paid in advance in a quarter, or in the year. */
function planned(contract: ContractTerms, quarter?: Quarter): Pence {
  const before = quarter === undefined ? 0 : QUARTERS.indexOf(quarter) * 3;
  const months = quarter === undefined ? 12 : 3;
  const own = planOf(contract).filter(({ month }) => month > before && month <= before + months);
  return addPence(...own.map(({ payment }) => payment));
}
