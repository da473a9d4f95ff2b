import type { Database } from '../../src/db/database.ts';
import { BARNSLEY, CARE_BOARD, ROTHERHAM, SHEFFIELD } from './bodies.ts';
import { EDITH } from './edith.ts';
import { JAMIE } from './jamie.ts';
import { MoneyBook, type Purse } from './money-book.ts';
import { NASREEN } from './nasreen.ts';

const SUPPORT: Purse = { stream: 'adult-social-care', funder: SHEFFIELD };
const HEALTH: Purse = { stream: 'personal-health-budget', funder: CARE_BOARD };
const CARER: Purse = { stream: 'carer-support', funder: BARNSLEY };

/** A payment of each persona that they, or who acts for them, may ask about. */
export interface PersonaMoney {
  readonly jamiesTax: string;
}

/** The accounts of the personas, to the demonstration's day. */
export async function recordPersonaMoney(db: Database): Promise<PersonaMoney> {
  const jamiesTax = await ofJamie(db);
  await ofEdith(db);
  await ofNasreen(db);
  return { jamiesTax };
}

const WAGES = { payee: 'Peak Payroll', purpose: 'employment', from: SUPPORT };
const POOL = { payee: 'Ryecroft Pool', purpose: 'activity' };

/**
 * One account since March that holds council and health money together: £412.50 a week and £384.00
 * every four weeks come in, his assistants' wages go out.
 */
async function ofJamie(db: Database): Promise<string> {
  const { nhsNumber } = JAMIE;
  const book = await MoneyBook.open(db, { nhsNumber, mode: 'DIRECT_PAYMENT', host: SHEFFIELD });
  const support = {
    pounds: '412.50',
    per: 'WEEK',
    every: 'FOUR_WEEKS',
    from: '2026-03-09',
  } as const;
  await book.expect(SUPPORT, support);
  const health = { pounds: '384.00', per: 'FOUR_WEEKS', every: 'FOUR_WEEKS' } as const;
  await book.expect(HEALTH, { ...health, from: '2026-03-10' });
  await book.receive(SUPPORT, '2026-03-09', '1650.00');
  await book.receive(HEALTH, '2026-03-10', '384.00');
  await book.pay('2026-03-27', '1084.60', WAGES);
  await book.receive(SUPPORT, '2026-04-06', '1650.00');
  await book.receive(HEALTH, '2026-04-07', '384.00');
  await book.keepApart(SUPPORT, '2026-04-13', '800.00');
  await book.pay('2026-04-24', '1084.60', WAGES);
  const tax = { payee: 'HM Revenue and Customs', purpose: 'employment', from: SUPPORT };
  const asked = await book.pay('2026-04-30', '212.40', tax);
  await book.receive(SUPPORT, '2026-05-04', '1650.00');
  await book.receive(HEALTH, '2026-05-05', '384.00');
  await book.pay('2026-05-06', '48.00', {
    ...{ payee: 'Hallam Physiotherapy', purpose: 'nursing-or-therapy' },
  });
  await book.pay('2026-05-22', '1118.20', WAGES);
  await book.pay('2026-05-29', '36.00', POOL);
  const twice = await book.pay('2026-05-29', '36.00', POOL);
  await book.takeBack(twice, '2026-06-01', 'recorded twice');
  await book.receive(SUPPORT, '2026-06-01', '1650.00');
  await book.receive(HEALTH, '2026-06-02', '384.00');
  await book.pay('2026-06-05', '98.40', { ...tax, payee: 'Meersbrook Insurance' });
  await book.pay('2026-06-08', '27.50', { payee: 'Steel Valley Taxis', purpose: 'travel' });
  await book.owe('2026-06-12', '1118.20', {
    ...{ payee: WAGES.payee, purpose: WAGES.purpose, purse: SUPPORT, number: 'PP-2026-06' },
    ...{ from: '2026-05-18', until: '2026-06-14', dueOn: '2026-06-26' },
  });
  return asked;
}

/**
 * The council keeps £80.00 a month for visits to her, and takes what she pays towards the home on
 * account, for nobody has said yet what her part is.
 */
async function ofEdith(db: Database): Promise<void> {
  const { nhsNumber } = EDITH;
  const held = await MoneyBook.open(db, { nhsNumber, mode: 'NOTIONAL', host: SHEFFIELD });
  await held.expect(SUPPORT, { pounds: '80.00', per: 'MONTH', every: 'MONTH', from: '2026-03-01' });
  const visits = { payee: 'Good Company visits', purpose: 'activity' };
  await held.receive(SUPPORT, '2026-03-02', '80.00');
  await held.pay('2026-03-27', '64.00', visits);
  await held.receive(SUPPORT, '2026-04-01', '80.00');
  await held.pay('2026-04-24', '64.00', visits);
  await held.receive(SUPPORT, '2026-05-01', '80.00');
  await held.pay('2026-05-14', '23.50', {
    payee: 'Ecclesall Community Transport',
    purpose: 'travel',
  });
  await held.pay('2026-05-29', '64.00', visits);
  await held.receive(SUPPORT, '2026-06-01', '80.00');
  await held.owe('2026-06-08', '64.00', {
    ...{ ...visits, purse: SUPPORT, number: 'GC-0626' },
    ...{ from: '2026-06-01', until: '2026-06-30', dueOn: '2026-06-30' },
  });
  const home = await MoneyBook.open(db, { nhsNumber, mode: 'COMMISSIONED', host: SHEFFIELD });
  for (const day of ['2026-04-13', '2026-05-11', '2026-06-08']) {
    await home.contribute(SUPPORT.stream, day, '741.60');
  }
}

/** What is left of last year's £300.00, and £25.00 a month since May; her part of the visiting support is paid. */
async function ofNasreen(db: Database): Promise<void> {
  const { nhsNumber } = NASREEN;
  const book = await MoneyBook.open(db, { nhsNumber, mode: 'DIRECT_PAYMENT', host: BARNSLEY });
  await book.receive(CARER, '2025-05-27', '300.00');
  const break_ = { payee: 'Seaview Guest House', purpose: 'respite' };
  await book.pay('2025-08-11', '164.00', break_);
  await book.pay('2025-10-06', '40.00', { payee: 'Rother Valley Choir', purpose: 'activity' });
  await book.expect(CARER, { pounds: '25.00', per: 'MONTH', every: 'MONTH', from: '2026-05-01' });
  await book.receive(CARER, '2026-05-01', '25.00');
  await book.pay('2026-05-09', '38.80', { payee: 'Dearne Sitting Service', purpose: 'respite' });
  await book.keepApart(CARER, '2026-05-18', '20.00');
  await book.receive(CARER, '2026-06-01', '25.00');
  await book.owe('2026-06-04', '60.00', {
    ...{ ...break_, purse: CARER, number: 'B-118' },
    ...{ from: '2026-08-07', until: '2026-08-10', dueOn: '2026-07-31' },
  });
  const visiting = await MoneyBook.open(db, { nhsNumber, mode: 'COMMISSIONED', host: ROTHERHAM });
  await visiting.contribute('housing-related-support', '2026-04-27', '65.00');
}
