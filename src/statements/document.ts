import type { Pence } from '../values/money.ts';
import type { PlainDate } from '../values/plain-date.ts';

/**
 * One value as it is held; how it is written is each rendering's matter. A null is nothing held. A
 * FILE is given whole, to be saved.
 * CODED is a code of the hub's or of a payment system's, never shown without its words.
 */
export type Cell =
  | { readonly kind: 'TEXT'; readonly text: string }
  | { readonly kind: 'DAY'; readonly day: PlainDate }
  | { readonly kind: 'MOMENT'; readonly at: Date }
  | { readonly kind: 'MONEY'; readonly pence: Pence }
  | { readonly kind: 'NUMBER'; readonly value: number }
  | { readonly kind: 'YES_NO'; readonly yes: boolean }
  | { readonly kind: 'FILE'; readonly name: string; readonly type: string; readonly base64: string }
  | {
      readonly kind: 'CODED';
      readonly code: string;
      readonly words: string;
      /** Whether a reader needs the code too, to ask about it elsewhere. */
      readonly withCode: boolean;
    }
  | { readonly kind: 'LIST'; readonly items: readonly Cell[] }
  | { readonly kind: 'PAIRS'; readonly pairs: readonly Pair[] }
  | null;

export interface Pair {
  readonly label: string;
  readonly value: Cell;
}

export interface Heading {
  /** Names the value for a machine. */
  readonly key: string;
  /** Names it for the reader. */
  readonly label: string;
  /** What a reader is told where nothing is held; left out where "not known" says it. */
  readonly none?: string;
}

/** Rows side by side (GRID), or one after the other where there is much to say of each (CARDS). */
export interface Table {
  readonly key: string;
  readonly caption: string;
  readonly layout: 'GRID' | 'CARDS';
  readonly headings: readonly Heading[];
  /** As many values in each as there are headings. */
  readonly rows: readonly (readonly Cell[])[];
}

export interface Section {
  readonly key: string;
  readonly title: string;
  /** Paragraphs before the tables. */
  readonly notes: readonly string[];
  readonly tables: readonly Table[];
}

export interface ExportDocument {
  readonly title: string;
  readonly madeOn: PlainDate;
  readonly sections: readonly Section[];
}

/** A heading, and how the value under it is taken from an item. */
export interface Column<Item> extends Heading {
  readonly of: (item: Item) => Cell;
}

export function tableOf<Item>(
  about: Pick<Table, 'key' | 'caption' | 'layout'>,
  columns: readonly Column<Item>[],
  items: readonly Item[],
): Table {
  const headings = columns.map(({ key, label, none }) =>
    none === undefined ? { key, label } : { key, label, none },
  );
  return { ...about, headings, rows: items.map((item) => columns.map(({ of }) => of(item))) };
}

export const text = (value: string | null): Cell =>
  value === null ? null : { kind: 'TEXT', text: value };
export const day = (value: PlainDate | null): Cell =>
  value === null ? null : { kind: 'DAY', day: value };
export const moment = (at: Date | null): Cell => (at === null ? null : { kind: 'MOMENT', at });
export const money = (amount: Pence | null): Cell =>
  amount === null ? null : { kind: 'MONEY', pence: amount };
export const count = (value: number | null): Cell =>
  value === null ? null : { kind: 'NUMBER', value };
export const yesNo = (yes: boolean): Cell => ({ kind: 'YES_NO', yes });
export const coded = (code: string, words: string, withCode = false): Cell => ({
  ...{ kind: 'CODED', code, words, withCode },
});
export const listOf = (items: readonly Cell[]): Cell => ({ kind: 'LIST', items });
export const pairsOf = (pairs: readonly Pair[]): Cell => ({ kind: 'PAIRS', pairs });
