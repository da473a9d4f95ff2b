import { ADULTS, BOARD, COUNCIL, HEALTH } from './money.ts';

/** Whose money it can be, by place in this list. The last two are the person's own. */
export const SOURCES = [
  [ADULTS, COUNCIL],
  ['carer-support', COUNCIL],
  [HEALTH, BOARD],
  [HEALTH, COUNCIL],
  [ADULTS, 'SELF'],
  [HEALTH, 'SELF'],
] as const;
const isOwn = (source: number): boolean => source >= 4;
/** By stream, then by funder: E08000039 comes before QF7, and that before SELF. */
const order = (source: number): number => [0, 2, 4, 3, 1, 5][source] as number;

/** Anything may be spent on the first; on the second, money of health alone. */
export const PURPOSES = ['travel', 'nursing-or-therapy'] as const;
const mayFund = (source: number, purpose: number): boolean =>
  purpose === 0 || SOURCES[source]?.[0] === HEALTH;

/** Two in which money is held, and one of care that its funder buys. */
export const MODES = ['DIRECT_PAYMENT', 'THIRD_PARTY', 'COMMISSIONED'] as const;
export const isBought = (account: number): boolean => account === 2;

export type Place = 'free' | 'promised' | 'aside' | 'collected' | 'question';

export interface Change {
  readonly account: number;
  readonly place: Place;
  /** -1 for nobody's. */
  readonly source: number;
  readonly by: number;
}

export type Parts = ReadonlyMap<number, number>;

/** A movement as the model remembers it. */
export interface Remembered {
  id: string;
  readonly kind: string;
  readonly account: number;
  readonly changes: readonly Change[];
  /** What each source promised, paid or got back. */
  readonly parts: Parts;
  readonly purpose: number | null;
  reversed: boolean;
  readonly later: Remembered[];
  readonly about: Remembered | undefined;
}

/** What is to come of an operation: why it is refused, or what it is. */
export type Outcome = string | Omit<Remembered, 'id' | 'reversed' | 'later' | 'about'>;

const sum = (parts: Parts): number => [...parts.values()].reduce((all, each) => all + each, 0);

/** In proportion, by largest remainder; null where there is too little. */
function divide(has: Parts, amount: number): Map<number, number> | null {
  const able = [...has].filter(([, each]) => each > 0).sort(([a], [b]) => order(a) - order(b));
  const all = able.reduce((total, [, each]) => total + each, 0);
  if (all < amount) return null;
  const whole = able.map(([source, each]) => ({
    source,
    part: Math.floor((amount * each) / all),
    rest: (amount * each) % all,
  }));
  let over = amount - whole.reduce((total, { part }) => total + part, 0);
  for (const each of [...whole].sort((a, b) => b.rest - a.rest)) {
    if (over === 0) break;
    each.part += 1;
    over -= 1;
  }
  return new Map(
    whole.filter(({ part }) => part > 0).map(({ source, part }) => [source, part] as const),
  );
}

const only = (parts: Parts, keep: (source: number) => boolean): Map<number, number> =>
  new Map([...parts].filter(([source]) => keep(source)));

const less = (parts: Parts, taken: readonly Parts[]): Map<number, number> =>
  new Map(
    [...parts].map(([source, has]) => [
      source,
      has - taken.reduce((all, each) => all + (each.get(source) ?? 0), 0),
    ]),
  );

/**
 * The plain model: what each account has of each source and where, in pence, and nothing else. By
 * the rules as the contract writes them, worked out apart from the hub's own code.
 */
export class PlainModel {
  readonly movements: Remembered[] = [];
  private readonly places = new Map<string, Map<number, number>>();

  at(account: number, place: Place): Map<number, number> {
    const key = `${account} ${place}`;
    const found = this.places.get(key) ?? new Map<number, number>();
    this.places.set(key, found);
    return found;
  }

  /** Remembers what was done, and does it. */
  apply(done: Exclude<Outcome, string>, id: string, about?: Remembered): void {
    const movement: Remembered = { ...done, id, reversed: false, later: [], about };
    for (const { account, place, source, by } of done.changes) {
      const there = this.at(account, place);
      there.set(source, (there.get(source) ?? 0) + by);
    }
    about?.later.push(movement);
    this.movements.push(movement);
  }

  private question = (account: number): number => this.at(account, 'question').get(-1) ?? 0;

  /** Money between two places of an account; of care that is bought none is free, so none counts. */
  private between(account: number, parts: Parts, from: Place | null, to: Place | null): Change[] {
    const at = (place: Place | null, sign: number): Change[] =>
      place === null || (place === 'free' && isBought(account))
        ? []
        : [...parts]
            .filter(([, by]) => by !== 0)
            .map(([source, by]) => ({ account, place, source, by: by * sign }));
    return [...at(from, -1), ...at(to, 1)];
  }

  private done(
    kind: string,
    account: number,
    parts: Parts,
    way: readonly [Place | null, Place | null],
    purpose: number | null = null,
  ): Outcome {
    return { kind, account, parts, purpose, changes: this.between(account, parts, ...way) };
  }

  deposit(account: number, source: number, amount: number): Outcome {
    if (amount <= 0) return 'BAD_AMOUNT';
    if (isBought(account)) return 'NOT_DEPOSITABLE';
    return this.done('DEPOSIT', account, new Map([[source, amount]]), [null, 'free']);
  }

  contribute(account: number, source: number, amount: number): Outcome {
    if (amount <= 0) return 'BAD_AMOUNT';
    const place = isBought(account) ? 'collected' : 'free';
    return this.done('CONTRIBUTION', account, new Map([[source, amount]]), [null, place]);
  }

  /** Whose money a payment is. */
  private fund(
    account: number,
    purpose: number,
    amount: number,
    named: number | null,
  ): Map<number, number> | string {
    if (named !== null && isBought(account) && isOwn(named)) return 'UNKNOWN_CODE';
    if (named !== null && !mayFund(named, purpose)) return 'NOT_FUNDABLE';
    if (isBought(account)) return named === null ? 'BAD_SOURCE' : new Map([[named, amount]]);
    const known = only(this.at(account, 'free'), (each) => named === null || each === named);
    const able = only(known, (each) => mayFund(each, purpose));
    if (known.size > 0 && able.size === 0) return 'NOT_FUNDABLE';
    return this.takeFree(account, able, amount);
  }

  private takeFree(account: number, able: Parts, amount: number): Map<number, number> | string {
    const whole = sum(this.at(account, 'free')) + this.question(account);
    const parts = divide(able, amount);
    return parts === null || amount > whole ? 'INSUFFICIENT_FUNDS' : parts;
  }

  pay(
    kind: 'SPENDING' | 'HOLD',
    account: number,
    said: { purpose: number; amount: number; named: number | null },
  ): Outcome {
    if (said.amount <= 0) return 'BAD_AMOUNT';
    const parts = this.fund(account, said.purpose, said.amount, said.named);
    if (typeof parts === 'string') return parts;
    const way = ['free', kind === 'HOLD' ? 'promised' : null] as const;
    return this.done(kind, account, parts, way, said.purpose);
  }

  made(account: number, purpose: number | null, amount: number): Outcome {
    if (amount <= 0) return 'BAD_AMOUNT';
    const parts = purpose === null ? '' : this.fund(account, purpose, amount, null);
    if (typeof parts !== 'string') {
      return this.done('SPENDING', account, parts, ['free', null], purpose);
    }
    const changes: Change[] = [{ account, place: 'question', source: -1, by: -amount }];
    return { kind: 'IN_QUESTION', account, parts: new Map([[-1, amount]]), purpose, changes };
  }

  private ended(hold: Remembered): string | null {
    if (hold.kind !== 'HOLD') return 'NOT_A_HOLD';
    if (hold.reversed) return 'ALREADY_REVERSED';
    const [end] = standing(hold);
    if (!end) return null;
    return end.kind === 'SETTLEMENT' ? 'ALREADY_SETTLED' : 'ALREADY_RELEASED';
  }

  release(hold: Remembered): Outcome {
    const { account, parts } = hold;
    return this.ended(hold) ?? this.done('RELEASE', account, parts, ['promised', 'free']);
  }

  settle(hold: Remembered, amount: number): Outcome {
    if (amount <= 0) return 'BAD_AMOUNT';
    const ended = this.ended(hold);
    if (ended) return ended;
    const { account, parts: promised } = hold;
    const purpose = hold.purpose as number;
    const more = amount - sum(promised);
    if (more <= 0) {
      const parts = divide(promised, amount) as Map<number, number>;
      const back = less(promised, [parts]);
      const changes = [
        ...this.between(account, promised, 'promised', null),
        ...this.between(account, back, null, 'free'),
      ];
      return { kind: 'SETTLEMENT', account, parts, purpose, changes };
    }
    const anew = isBought(account)
      ? new Map([[[...promised.keys()][0] as number, more]])
      : this.fund(account, purpose, more, null);
    if (typeof anew === 'string') return anew;
    const parts = new Map([...promised, ...anew]);
    for (const [source, extra] of anew) parts.set(source, (promised.get(source) ?? 0) + extra);
    const changes = [
      ...this.between(account, promised, 'promised', null),
      ...this.between(account, anew, 'free', null),
    ];
    return { kind: 'SETTLEMENT', account, parts, purpose, changes };
  }

  aside(account: number, amount: number, named: number | null, back: boolean): Outcome {
    if (amount <= 0) return 'BAD_AMOUNT';
    if (isBought(account)) return 'NOT_HELD';
    const able = only(
      this.at(account, back ? 'aside' : 'free'),
      (each) => named === null || each === named,
    );
    const parts = back ? divide(able, amount) : this.takeFree(account, able, amount);
    if (parts === null || typeof parts === 'string') return 'INSUFFICIENT_FUNDS';
    return back
      ? this.done('TAKEN_BACK', account, parts, ['aside', 'free'])
      : this.done('SET_ASIDE', account, parts, ['free', 'aside']);
  }

  transfer(from: number, to: number, amount: number): Outcome {
    if (amount <= 0) return 'BAD_AMOUNT';
    if (from === to) return 'NOT_TRANSFERABLE';
    if (isBought(from) || isBought(to)) return 'NOT_HELD';
    const parts = this.takeFree(from, this.at(from, 'free'), amount);
    if (typeof parts === 'string') return parts;
    const there = this.between(to, parts, null, 'free');
    const changes = [...this.between(from, parts, 'free', null), ...there];
    return { kind: 'TRANSFER', account: from, parts, purpose: null, changes };
  }

  refund(payment: Remembered, amount: number): Outcome {
    if (amount <= 0) return 'BAD_AMOUNT';
    const { kind, account, parts: paid, purpose } = payment;
    const kinds = ['SPENDING', 'SETTLEMENT', 'ATTRIBUTION', 'IN_QUESTION'];
    if (!kinds.includes(kind)) return 'NOT_REFUNDABLE';
    if (payment.reversed) return 'ALREADY_REVERSED';
    const later = standing(payment);
    if (later.some((each) => each.kind === 'ATTRIBUTION')) return 'NOT_REFUNDABLE';
    const left = less(
      paid,
      later.filter((each) => each.kind === 'REFUND').map((each) => each.parts),
    );
    const parts = kind === 'IN_QUESTION' ? new Map([[-1, amount]]) : divide(left, amount);
    if (parts === null || amount > sum(left)) return 'MORE_THAN_PAID';
    const changes =
      kind === 'IN_QUESTION'
        ? [{ account, place: 'question' as const, source: -1, by: amount }]
        : [
            ...this.between(
              account,
              only(parts, (each) => !this.wasCollected(account, each)),
              null,
              'free',
            ),
            ...this.between(
              account,
              only(parts, (each) => this.wasCollected(account, each)),
              null,
              'collected',
            ),
          ];
    return { kind: 'REFUND', account, parts, purpose, changes };
  }

  private wasCollected = (account: number, source: number): boolean =>
    isBought(account) && isOwn(source);

  /** What of a payment in question is left to decide. */
  leftOf(payment: Remembered): number {
    return sum(
      less(
        payment.parts,
        standing(payment).map((each) => each.parts),
      ),
    );
  }

  decide(payment: Remembered, outcome: string, named: number | null): Outcome {
    const { account, purpose } = payment;
    if (payment.kind !== 'IN_QUESTION') return 'NOT_IN_QUESTION';
    if (payment.reversed) return 'ALREADY_REVERSED';
    const later = standing(payment);
    if (later.some((each) => each.kind === 'ATTRIBUTION')) return 'ALREADY_DECIDED';
    const amount = this.leftOf(payment);
    if (amount === 0) return 'NOT_IN_QUESTION';
    const parts = this.whose(payment, amount, outcome, named);
    if (typeof parts === 'string') return parts;
    const from = outcome === 'REPAID_BY_PERSON' && isBought(account) ? 'collected' : 'free';
    const changes: Change[] = [
      { account, place: 'question', source: -1, by: amount },
      ...this.between(account, parts, from, null),
    ];
    return { kind: 'ATTRIBUTION', account, parts, purpose, changes };
  }

  private whose(
    { account, purpose }: Remembered,
    amount: number,
    outcome: string,
    named: number | null,
  ): Map<number, number> | string {
    const free = this.at(account, 'free');
    if (outcome === 'REPAID_BY_PERSON') {
      if (named !== null) return 'BAD_SOURCE';
      const own = only(isBought(account) ? this.at(account, 'collected') : free, isOwn);
      return divide(own, amount) ?? 'INSUFFICIENT_FUNDS';
    }
    if (named !== null) {
      if (outcome === 'BREACH' && isOwn(named)) return 'BAD_SOURCE';
      if (isBought(account)) return isOwn(named) ? 'UNKNOWN_CODE' : new Map([[named, amount]]);
      return (free.get(named) ?? 0) < amount ? 'INSUFFICIENT_FUNDS' : new Map([[named, amount]]);
    }
    if (outcome === 'BREACH' || isBought(account)) return 'BAD_SOURCE';
    const able = only(free, (each) => purpose !== null && mayFund(each, purpose));
    if (able.size === 0) return 'NOT_FUNDABLE';
    return divide(able, amount) ?? 'INSUFFICIENT_FUNDS';
  }

  reclaim(account: number, source: number, amount: number): Outcome {
    if (amount <= 0) return 'BAD_AMOUNT';
    if (isOwn(source)) return 'NOT_RECLAIMABLE';
    if (isBought(account)) return 'NOT_HELD';
    const able = only(this.at(account, 'free'), (each) => each === source);
    const parts = this.takeFree(account, able, amount);
    return typeof parts === 'string' ? parts : this.done('RECLAIM', account, parts, ['free', null]);
  }

  recharge(account: number, by: number, to: number, amount: number): Outcome {
    if (amount <= 0) return 'BAD_AMOUNT';
    if (by === to) return 'BAD_SOURCE';
    return this.done('RECHARGE', account, new Map(), [null, null]);
  }

  reverse(movement: Remembered): Outcome {
    if (movement.kind === 'REVERSAL') return 'REVERSAL_OF_REVERSAL';
    if (movement.reversed) return 'ALREADY_REVERSED';
    if (standing(movement).length > 0) return 'BUILT_UPON';
    // What came back of a payment in question was left out of the decision about the rest.
    const beside = movement.kind === 'REFUND' && movement.about ? standing(movement.about) : [];
    if (beside.some(({ kind }) => kind === 'ATTRIBUTION')) return 'BUILT_UPON';
    const changes = movement.changes.map((each) => ({ ...each, by: -each.by }));
    const overdraws = changes.some(
      ({ account, place, source, by }) =>
        ['free', 'promised', 'aside'].includes(place) &&
        (this.at(account, place).get(source) ?? 0) + by < 0,
    );
    if (overdraws) return 'INSUFFICIENT_FUNDS';
    const { account, parts } = movement;
    return { kind: 'REVERSAL', account, parts, purpose: null, changes };
  }
}

const standing = ({ later }: Remembered): Remembered[] => later.filter(({ reversed }) => !reversed);
