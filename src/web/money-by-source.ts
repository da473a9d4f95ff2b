import type { IntegratedBudget } from '../budgets/budget.ts';
import type { ShownAccount } from '../ledger/shown.ts';
import type { Statement } from '../statements/statement.ts';
import type { Purpose } from '../streams/purpose.ts';
import { addPence, NO_PENCE, type Pence } from '../values/money.ts';

/** One source's money on a statement: who gives it, what of it moved and what it may be used for. */
export interface SourceOnStatement {
  readonly stream: string;
  readonly funder: { readonly code: string; readonly name: string };
  /** Agreed for the financial year of the last day; null where nothing is known to be. */
  readonly agreed: Pence | null;
  readonly in: Pence;
  readonly out: Pence;
  /** What is held of it now, promised and set aside too; null on a statement of days gone by. */
  readonly left: Pence | null;
  readonly uses: readonly Purpose[];
}

export interface WhatIsKnown {
  readonly statement: Statement;
  readonly accounts: readonly ShownAccount[];
  readonly budget: IntegratedBudget;
  /** Whether the statement's last day is today. */
  readonly isNow: boolean;
  readonly uses: ReadonlyMap<string, readonly Purpose[]>;
}

/** Every source that a statement tells of, or that is held now, in order of stream and funder. */
export function moneyBySource(known: WhatIsKnown): SourceOnStatement[] {
  const { statement, accounts, isNow } = known;
  const moved = statement.movements.flatMap(({ source, change }) =>
    source && change.funderCode !== null
      ? [{ stream: source.code, code: change.funderCode, name: change.funder }]
      : [],
  );
  const held = accounts.flatMap(({ sources }) =>
    sources.map(({ stream, funder }) => ({ stream: stream.code, ...funder })),
  );
  const all = new Map(
    [...moved, ...(isNow ? held : [])].map(({ stream, code, name }) => [
      `${stream} ${code}`,
      { stream, funder: { code, name: name ?? code } },
    ]),
  );
  return [...all]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { stream, funder }]) => sourceOf(known, stream, funder));
}

function sourceOf(
  { statement, accounts, budget, isNow, uses }: WhatIsKnown,
  stream: string,
  funder: SourceOnStatement['funder'],
): SourceOnStatement {
  const own = statement.movements.filter(
    ({ source, change }) => source?.code === stream && change.funderCode === funder.code,
  );
  const agreed = budget.streams.find(
    (each) => each.stream.code === stream && each.funder.code === funder.code,
  );
  return {
    ...{ stream, funder, agreed: agreed?.figures?.awarded ?? null },
    in: sum(own.map((row) => row.in)),
    out: sum(own.map((row) => row.out)),
    left: isNow ? heldOf(accounts, stream, funder.code) : null,
    uses: uses.get(stream) ?? [],
  };
}

function heldOf(accounts: readonly ShownAccount[], stream: string, funder: string): Pence {
  const own = accounts
    .filter(({ mode }) => mode !== 'COMMISSIONED')
    .flatMap(({ sources }) => sources)
    .filter((each) => each.stream.code === stream && each.funder.code === funder);
  return sum(own.flatMap(({ available, committed, setAside }) => [available, committed, setAside]));
}

const sum = (amounts: readonly Pence[]): Pence =>
  amounts.reduce((total, amount) => addPence(total, amount), NO_PENCE);
