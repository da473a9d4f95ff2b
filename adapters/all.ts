import type { Adapter } from '../src/deliveries/adapter.ts';
import { bankStatement } from './bank-statement/adapter.ts';
import { caseAllocations } from './case-allocations/adapter.ts';
import { employmentAccessToWork } from './employment-access-to-work/adapter.ts';
import { employmentIps } from './employment-ips/adapter.ts';
import { healthChc } from './health-chc/adapter.ts';
import { healthMhsdsClusters } from './health-mhsds-clusters/adapter.ts';
import { healthPlcm } from './health-plcm/adapter.ts';
import { healthSusApc } from './health-sus-apc/adapter.ts';
import { housingCore } from './housing-core/adapter.ts';
import { housingDfg } from './housing-dfg/adapter.ts';
import { housingShbe } from './housing-shbe/adapter.ts';
import { localAwards } from './local-awards/adapter.ts';
import { payments } from './payments/adapter.ts';
import { pooledFundPlan } from './pooled-fund-plan/adapter.ts';
import { socialCareCld } from './social-care-cld/adapter.ts';

/** Every format that this hub reads, with the settings of its feeds. */
export const ADAPTERS: readonly Adapter[] = [
  socialCareCld,
  healthPlcm,
  healthSusApc,
  healthMhsdsClusters,
  healthChc,
  housingShbe,
  housingCore,
  housingDfg,
  employmentAccessToWork,
  employmentIps,
  localAwards,
  caseAllocations,
  bankStatement,
  payments,
  pooledFundPlan,
];
