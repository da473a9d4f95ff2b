import type { StreamRecord } from '../../src/streams/store.ts';
import type { Nature } from '../../src/streams/stream.ts';
import type { PlainDate } from '../../src/values/plain-date.ts';
import type { Sector } from '../../src/values/sector.ts';

const stream = (
  code: string,
  name: string,
  [sector, nature]: readonly [Sector, Nature],
  chargeable: boolean,
  source: string,
  closedOn: string | null = null,
): StreamRecord => ({
  code,
  name,
  sector,
  nature,
  chargeable,
  source,
  closedOn: closedOn as PlainDate | null,
});

/** The funding streams, in the order in which people are shown them; chargeable by law or not. */
export const STREAMS: readonly StreamRecord[] = [
  stream(
    'adult-social-care',
    'Adult social care',
    ['SOCIAL_CARE', 'BUDGET'],
    true,
    'Care Act 2014 s14, s18, s19',
  ),
  stream(
    'carer-support',
    'Support for carers',
    ['SOCIAL_CARE', 'BUDGET'],
    true,
    'Care Act 2014 s14, s20',
  ),
  stream(
    'reablement',
    'Reablement',
    ['SOCIAL_CARE', 'CARE_GIVEN'],
    false,
    'SI 2014/2672 reg 3; SI 2014/2840',
  ),
  stream(
    'independent-living-fund',
    'Former Independent Living Fund money',
    ['SOCIAL_CARE', 'BUDGET'],
    true,
    'Fund closed 30 June 2015; former recipients, by local award',
    '2015-06-30',
  ),
  stream(
    'continuing-healthcare',
    'NHS continuing healthcare',
    ['HEALTH', 'BUDGET'],
    false,
    'SI 2012/2996 reg 20, 21; NHS Act 2006 s1(4)',
  ),
  stream(
    'funded-nursing-care',
    'NHS-funded nursing care',
    ['HEALTH', 'BUDGET'],
    false,
    'SI 2012/2996 reg 28; NHS Act 2006 s1(4)',
  ),
  stream(
    'section-117',
    'Section 117 aftercare',
    ['HEALTH', 'BUDGET'],
    false,
    'Mental Health Act 1983 s117; R (Stennett) [2002] UKHL 34',
  ),
  stream(
    'joint-package',
    'Joint package of care',
    ['HEALTH', 'BUDGET'],
    true,
    'The council’s own share may be charged, the NHS share never: NHS Act 2006 s1(4)',
  ),
  stream(
    'wheelchair-budget',
    'Personal wheelchair budget',
    ['HEALTH', 'BUDGET'],
    false,
    'SI 2012/2996 reg 32B; NHS Act 2006 s1(4)',
  ),
  stream(
    'personal-health-budget',
    'Personal health budget',
    ['HEALTH', 'BUDGET'],
    false,
    'SI 2013/1617; NHS Act 2006 s1(4)',
  ),
  stream(
    'nhs-tariff',
    'Hospital and community care given',
    ['HEALTH', 'CARE_GIVEN'],
    false,
    'NHS Payment System; NHS Act 2006 s1(4)',
  ),
  stream(
    'mental-health-cluster',
    'Mental health care given',
    ['HEALTH', 'CARE_GIVEN'],
    false,
    'Monitor guidance on mental health currencies 2014/15; NHS Act 2006 s1(4)',
  ),
  stream(
    'disabled-facilities-grant',
    'Disabled Facilities Grant',
    ['HOUSING', 'BUDGET'],
    true,
    'Housing Grants, Construction and Regeneration Act 1996 s30 (its own means test)',
  ),
  stream(
    'housing-related-support',
    'Housing-related support',
    ['HOUSING', 'BUDGET'],
    true,
    'Formerly Supporting People; local schemes',
  ),
  stream(
    'housing-benefit',
    'Housing Benefit',
    ['HOUSING', 'ENTITLEMENT'],
    false,
    'Social Security Contributions and Benefits Act 1992 s130',
  ),
  stream(
    'tenancy-costs',
    'Rent and charges of a tenancy',
    ['HOUSING', 'COST'],
    true,
    'MHCLG CORE lettings log: what a letting costs; who pays is not in it',
  ),
  stream(
    'access-to-work',
    'Access to Work',
    ['EMPLOYMENT', 'BUDGET'],
    false,
    'Employment and Training Act 1973 s2; no means test',
  ),
  stream(
    'work-and-health',
    'Work and Health Programme and its successors',
    ['EMPLOYMENT', 'BUDGET'],
    true,
    'DWP programme; no source says whether a local award asks for a contribution',
  ),
  stream(
    'individual-placement-support',
    'Individual placement and support',
    ['EMPLOYMENT', 'CARE_GIVEN'],
    false,
    'National Cost Collection; NHS Act 2006 s1(4)',
  ),
];
