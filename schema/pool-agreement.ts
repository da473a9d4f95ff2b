import type { AgreementRecord } from '../src/pools/agreements-store.ts';
import { ACCOUNTS_BASES, CARRY_KINDS, RISK_SHARES } from '../src/pools/pool.ts';
import { lastDay } from '../src/values/period.ts';
import { toDecimal } from '../src/values/ratio.ts';
import { builder } from './builder.ts';

const AccountsBasisEnum = builder.enumType('AccountsBasis', {
  description:
    'When the host’s accounts count money as spent: CASH when it is paid, ACCRUED when what it is for was delivered.',
  values: ACCOUNTS_BASES,
});

const RiskShareEnum = builder.enumType('RiskShareRule', {
  description:
    'Who bears what is spent above the pool, and gets what is left: PRO_RATA in proportion to what each is to contribute; OWN_LINES each what its own money was spent on above its contribution; FIXED_SHARES the shares that the agreement names.',
  values: RISK_SHARES,
});

const CarryEnum = builder.enumType('PoolCarryRule', {
  description:
    'What becomes of what is left at the end of a year: KEEP all of it in the pool, RETURN all of it to the partners, KEEP_UP_TO a share of the year’s contributions.',
  values: CARRY_KINDS,
});

const percent = (share: { n: bigint; d: bigint } | null): string | null =>
  share && toDecimal({ n: share.n * 100n, d: share.d }, 6).replace(/\.?0+$/, '');

export const PoolAgreementType = builder.objectRef<AgreementRecord>('PoolAgreement').implement({
  description: 'A written agreement of the partners of a pool (NHS Act 2006 s75; SI 2000/617).',
  fields: (t) => ({
    reference: t.exposeString('reference', { description: 'What the partners call it.' }),
    aims: t.exposeString('aims', { description: 'Its aims and outcomes.' }),
    functions: t.exposeString('functions', { description: 'Whose functions it is about.' }),
    services: t.exposeString('services', { description: 'The persons and services it is for.' }),
    manager: t.exposeString('manager', {
      description: 'Who manages the pool: an office, never somebody’s name.',
    }),
    firstDay: t.field({
      type: 'PlainDate',
      description: 'The first day.',
      resolve: ({ days }) => days.from,
    }),
    lastDay: t.field({
      type: 'PlainDate',
      description: 'The last day, also where it was ended early.',
      resolve: ({ days }) => lastDay(days),
    }),
    accounts: t.field({
      type: AccountsBasisEnum,
      description: 'When money counts as spent.',
      resolve: ({ accounts }) => accounts,
    }),
    riskShare: t.field({
      type: RiskShareEnum,
      description: 'How risk is shared.',
      resolve: ({ riskShare }) => riskShare,
    }),
    carryForward: t.field({
      type: CarryEnum,
      description: 'What becomes of what is left at the end of a year.',
      resolve: ({ carry }) => carry,
    }),
    carryForwardPercent: t.string({
      nullable: true,
      description: 'KEEP_UP_TO: how much of the contributions, per cent as decimal text.',
      resolve: ({ carryShare }) => percent(carryShare),
    }),
    grantPassesWhole: t.exposeBoolean('grantPassesWhole', {
      description: 'Whether Disabled Facilities Grant goes to the districts in full.',
    }),
  }),
});
