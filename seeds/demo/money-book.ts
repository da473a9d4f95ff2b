import type { Viewer } from '../../src/access/viewer.ts';
import type { Database } from '../../src/db/database.ts';
import type { AccountMode } from '../../src/ledger/account.ts';
import { openAccount } from '../../src/ledger/open-account.ts';
import { recordContribution } from '../../src/ledger/record-contribution.ts';
import { recordDeposit } from '../../src/ledger/record-deposit.ts';
import { recordInvoice } from '../../src/ledger/record-invoice.ts';
import { recordPaymentMade } from '../../src/ledger/record-payment-made.ts';
import { recordSpend } from '../../src/ledger/record-spend.ts';
import { reverseMovement } from '../../src/ledger/reverse-movement.ts';
import type { Interval } from '../../src/ledger/schedule.ts';
import { setAside } from '../../src/ledger/set-aside.ts';
import { setPaymentSchedule } from '../../src/ledger/set-schedule.ts';
import { NO_PENCE, parsePounds } from '../../src/values/money.ts';
import { parseNhsNumber } from '../../src/values/nhs-number.ts';
import { parsePlainDate } from '../../src/values/plain-date.ts';
import { DEMO_DAY } from './bodies.ts';

/** The finance office of an organisation of the demonstration. */
export const financeOf = (organisation: string): Viewer => ({
  ...{ role: 'finance', subject: `demo-finance-${organisation}`, organisation, nhsNumber: null },
});

/** Whose money: one funder's stream. */
export interface Purse {
  readonly stream: string;
  readonly funder: string;
}

/** What a schedule says: how much, how often, from which day. */
export interface Regular {
  readonly pounds: string;
  readonly per: Interval;
  readonly every: Interval;
  readonly from: string;
  /** Where nobody says what the person pays; else they pay nothing of it. */
  readonly isPartUnknown?: boolean;
}

/**
 * One account of the demonstration, kept by its host's finance office. Every entry has a key by its
 * place, so that a demonstration that was cut off goes on where it stood.
 */
export class MoneyBook {
  private entries = 0;

  private constructor(
    private readonly db: Database,
    private readonly office: Viewer,
    private readonly account: string,
    private readonly name: string,
  ) {}

  static async open(
    db: Database,
    { nhsNumber, mode, host }: { nhsNumber: string; mode: AccountMode; host: string },
  ): Promise<MoneyBook> {
    const office = financeOf(host);
    const name = `demonstration ${mode} ${nhsNumber}`;
    const request = { nhsNumber: parseNhsNumber(nhsNumber), mode, idempotencyKey: name };
    const { account } = await openAccount(db, office, request);
    return new MoneyBook(db, office, account, name);
  }

  /** What is expected of a source, in advance. */
  async expect(purse: Purse, regular: Regular): Promise<void> {
    const { pounds, per, every, from, isPartUnknown = false } = regular;
    await setPaymentSchedule(this.db, this.office, {
      ...{ ...this.entry(), ...purse, awardReference: null, every, per, ratePounds: pounds },
      ...{ terms: isPartUnknown ? 'GROSS' : 'NET', timing: 'ADVANCE' },
      ...{ weeklyContribution: isPartUnknown ? null : NO_PENCE, reason: null },
      ...{ firstDay: parsePlainDate(from), lastDay: null, firstPaymentOn: null },
    });
  }

  async receive(purse: Purse, day: string, pounds: string): Promise<void> {
    const request = { ...this.entry(), ...purse, ...moved(day, pounds) };
    await recordDeposit(this.db, this.office, request, DEMO_DAY);
  }

  /** The person's own money, towards what a stream pays for. */
  async contribute(stream: string, day: string, pounds: string): Promise<void> {
    const request = { ...this.entry(), stream, ...moved(day, pounds) };
    await recordContribution(this.db, this.office, request, DEMO_DAY);
  }

  /** A payment, of one source or else of all that may fund it; gives its id. */
  async pay(
    day: string,
    pounds: string,
    { payee, purpose, from }: { payee: string; purpose: string; from?: Purse },
  ): Promise<string> {
    const said = { ...this.entry(), ...moved(day, pounds), payee, purpose, ...from };
    return (await recordSpend(this.db, this.office, said, DEMO_DAY)).movement;
  }

  /** A payment of which nobody says what it was for. */
  async found(day: string, pounds: string, payee: string): Promise<void> {
    const request = { ...this.entry(), ...moved(day, pounds), payee };
    await recordPaymentMade(this.db, this.office, request, DEMO_DAY);
  }

  async takeBack(movement: string, day: string, reason: string): Promise<void> {
    const request = { ...this.entry(), movement, reason, effectiveDay: parsePlainDate(day) };
    await reverseMovement(this.db, this.office, request, DEMO_DAY);
  }

  async keepApart(purse: Purse, day: string, pounds: string): Promise<void> {
    const request = { ...this.entry(), ...purse, ...moved(day, pounds) };
    await setAside(this.db, this.office, request, DEMO_DAY);
  }

  /** A bill of a provider: its money is promised until it is paid. */
  async owe(
    day: string,
    pounds: string,
    { payee, purpose, number, from, until, dueOn, purse }: Bill,
  ): Promise<void> {
    const request = {
      ...{ ...this.entry(), ...moved(day, pounds), ...purse, provider: payee, number, purpose },
      ...{ firstDay: parsePlainDate(from), lastDay: parsePlainDate(until) },
      dueOn: parsePlainDate(dueOn),
    };
    await recordInvoice(this.db, this.office, request, DEMO_DAY);
  }

  private entry() {
    this.entries += 1;
    return { account: this.account, idempotencyKey: `${this.name} ${this.entries}` };
  }
}

/** What a provider asks for, and the days of its service, both included. */
export interface Bill {
  readonly payee: string;
  readonly purpose: string;
  readonly number: string;
  readonly from: string;
  readonly until: string;
  readonly dueOn: string;
  readonly purse: Purse;
}

const moved = (day: string, pounds: string) => ({
  ...{ effectiveDay: parsePlainDate(day), amount: parsePounds(pounds) },
});
