import { NOT_KNOWN, type Sex } from '../../src/people/characteristic.ts';
import { BadValue } from '../../src/values/bad-value.ts';

/**
 * Code lists of Client Level Data, release 2 and release 1. Sources: DHSC adult social care client
 * level data dashboard (data-cleaning and deduplication methodology, published SQL) and the
 * specification as quoted by SocialCareData/standard. Release 2 lists are case-sensitive. The order
 * of event outcomes is the owner's rank among repeated rows.
 */
export interface CodeList {
  readonly release2: readonly string[];
  readonly release1: readonly string[];
}

export const ETHNICITY: CodeList = {
  release2: [
    'Asian or Asian British: Any other Asian background',
    'Asian or Asian British: Bangladeshi',
    'Asian or Asian British: Chinese',
    'Asian or Asian British: Indian',
    'Asian or Asian British: Pakistani',
    'Black, Black British, Caribbean or African: African',
    'Black, Black British, Caribbean or African: Any other Black, Black British or Caribbean background',
    'Black, Black British, Caribbean or African: Caribbean',
    'Mixed or multiple ethnic groups: Any other Mixed or multiple ethnic background',
    'Mixed or multiple ethnic groups: White and Asian',
    'Mixed or multiple ethnic groups: White and Black African',
    'Mixed or multiple ethnic groups: White and Black Caribbean',
    'No data: Refused',
    'No data: Undeclared or not known',
    'Other ethnic group: Any other ethnic group',
    'Other ethnic group: Arab',
    'White: Any other White background',
    'White: English, Welsh, Scottish, Northern Irish or British',
    'White: Gypsy or Irish Traveller',
    'White: Irish',
    'White: Roma',
  ],
  release1: [
    'Asian or Asian British - Any other Asian background',
    'Asian or Asian British - Bangladeshi',
    'Asian or Asian British - Chinese',
    'Asian or Asian British - Indian',
    'Asian or Asian British - Pakistani',
    'Black, Black British, Caribbean or African - African',
    'Black, Black British, Caribbean or African - Any other Black, Black British or Caribbean background',
    'Black, Black British, Caribbean or African - Caribbean',
    'Mixed or multiple ethnic groups - Any other Mixed or multiple ethnic background',
    'Mixed or multiple ethnic groups - White and Asian',
    'Mixed or multiple ethnic groups - White and Black African',
    'Mixed or multiple ethnic groups - White and Black Caribbean',
    'No data - Refused',
    'No data - Undeclared or not known',
    'Other ethnic group - Any other ethnic group',
    'Other ethnic group - Arab',
    'White - Any other White background',
    'White - English, Welsh, Scottish, Northern Irish or British',
    'White - Gypsy or Irish Traveller',
    'White - Irish',
    'White - Roma',
  ],
};

/**
 * The specification's list of Gender is not among the sources at hand: the words seen in files are
 * read, and any other says nothing and rejects nothing.
 */
export function sexOf(text: string): Sex | null {
  return SEX_OF[text.toLowerCase()] ?? null;
}

const SEX_OF: Readonly<Record<string, Sex>> = {
  ...{ female: 'FEMALE', male: 'MALE', other: 'OTHER', unknown: NOT_KNOWN },
};

export const CLIENT_TYPE: CodeList = {
  release2: ['Service user', 'Unpaid carer', 'Unpaid carer known by association'],
  release1: ['Service User', 'Carer', 'Carer known by association'],
};

export const PRIMARY_SUPPORT_REASON: CodeList = {
  release2: [
    'Physical support: Access and mobility only',
    'Physical support: Personal care support',
    'Sensory support: Support for visual impairment',
    'Sensory support: Support for hearing impairment',
    'Sensory support: Support for dual impairment',
    'Support with memory and cognition',
    'Learning disability support',
    'Mental health support',
    'Social support: Substance misuse support',
    'Social support: Asylum seeker support',
    'Social support: Support for social isolation or other reason',
    'Social support: Support to unpaid carer',
    'Unknown',
  ],
  release1: [
    'Physical Support: Access & mobility only',
    'Physical Support: Personal care support',
    'Sensory Support: Support for visual impairment',
    'Sensory Support: Support for hearing impairment',
    'Sensory Support: Support for dual impairment',
    'Support with Memory & Cognition',
    'Learning Disability Support',
    'Mental Health Support',
    'Social Support: Substance misuse support',
    'Social Support: Asylum seeker support',
    'Social Support: Support for Social Isolation/Other',
    'Social Support: Support to Carer',
    'Unknown',
  ],
};

export const CLIENT_FUNDING_STATUS: CodeList = {
  release2: [
    'Fully client funded',
    'Joint client and social care funded',
    'Fully social care funded',
    'Unknown',
  ],
  release1: [],
};

export const EVENT_TYPE: CodeList = {
  release2: ['Request', 'Assessment', 'Service', 'Review'],
  release1: ['Request', 'Assessment', 'Service', 'Review'],
};

export const EVENT_OUTCOME: CodeList = {
  release2: [
    'Progress to reablement/ST-Max',
    'Progress to assessment, review or reassessment',
    'Progress to support planning or services',
    'Continuation of support or services',
    'Admitted to hospital',
    'NFA: Responsibility moved to another local authority',
    'NFA: Referral to NHS services or NHS funded social care',
    'NFA: Self-funded client or under 12wk disregard',
    'NFA: Information and advice or signposting',
    'NFA: Referral to other service within the local authority',
    'NFA: Support declined',
    'NFA: Deceased',
    'NFA: Support ended as planned',
    'NFA: Support ended for other reason',
    'NFA: No services offered for other reason',
    'NFA: Other',
  ],
  release1: [
    'Progress to Reablement/ST-Max',
    'Progress to Assessment',
    'Admitted to hospital',
    'Progress to Re-assessment / Unplanned Review',
    'Progress to Support Planning / Services',
    'Progress to End of Life Care',
    'No change in package',
    'Service ended as planned',
    'Progress to financial assessment',
    'Provision of service',
    'NFA - Deceased',
    'NFA - Moved to another LA',
    'NFA - 100% NHS funded care',
    'NFA - Information & Advice / Signposting only',
    'NFA - Self-funded client (Inc. 12wk disregard)',
    'NFA - Support declined',
    'NFA - Support ended: Other reason',
    'NFA - No services offered: Other reason',
    'NFA- Other',
  ],
};

export const SERVICE_TYPE: CodeList = {
  release2: [
    'Short term support: ST-Max',
    'Short term support: Ongoing low level',
    'Short term support: Other short term',
    'Long term support: Nursing care',
    'Long term support: Residential care',
    'Long term support: Community',
    'Long term support: Prison',
    'Unpaid carer support: Direct to unpaid carer',
    'Unpaid carer support: Support involving the person cared-for',
  ],
  release1: [
    'Short Term Support: ST-Max',
    'Short Term Support: Ongoing Low Level',
    'Short Term Support: Other Short Term',
    'Long Term Support: Nursing Care',
    'Long Term Support: Residential Care',
    'Long Term Support: Community',
    'Long Term Support: Prison',
    'Carer Support: Direct to Carer',
    'Carer Support: Support involving the person cared-for',
  ],
};

export const SERVICE_COMPONENT: CodeList = {
  release2: [
    'Reablement',
    'Short term nursing care',
    'Short term residential care',
    'Long term nursing care',
    'Long term residential care',
    'Home support or domiciliary care',
    'Day support',
    'Meals',
    'Transport',
    'Equipment',
    'Direct payment',
    'Shared Lives',
    'Community supported living',
    'Extra care housing',
    'Professional support: Social worker',
    'Professional support: Other',
    'Learning, education or employment support',
    'End of life care',
    'Emergency support',
    'Other short term support',
    'Other long term support',
    'Unpaid carer respite',
    'Unpaid carer sitting service',
    'Unpaid carer universal services',
    'Other unpaid carer support',
  ],
  release1: [
    'Reablement',
    'Short Term Nursing Care',
    'Short Term Residential Care',
    'Long Term Nursing Care',
    'Long Term Residential Care',
    'Home Support',
    'Day Support',
    'Meals',
    'Transport',
    'Equipment',
    'Direct Payment',
    'Shared Lives',
    'Community Supported Living',
    'Professional Support',
    'Professional Support- Social Worker',
    'Learning/Education/Employment Support',
    'End of Life Care',
    'Emergency Support',
    'Other Short Term Support',
    'Other Long Term Support',
    'Carer Respite',
    'Carer Sitting Service',
    'Carer Universal Services',
    'Other Carer Support',
  ],
};

export const DELIVERY_MECHANISM: CodeList = {
  release2: ['Direct payment', 'CASSR managed personal budget', 'CASSR commissioned support'],
  release1: ['Direct Payment', 'CASSR Managed Personal Budget', 'CASSR Commissioned Support'],
};

export const COST_FREQUENCY: CodeList = {
  release2: [
    'Per session',
    'Hourly',
    'Daily',
    'Weekly',
    'Fortnightly',
    '4-weekly',
    'Monthly',
    'Quarterly',
    'Annually',
    'One-off',
  ],
  release1: [
    'Per session',
    'Hourly',
    'Daily',
    'Weekly',
    'Fortnightly',
    '4-weekly',
    'Monthly',
    'Quarterly',
    'Annually',
    'One-off',
  ],
};

/** A value of a list, and whether it is the wording of release 1 (the owner's verdict −7). */
export interface Coded {
  readonly value: string;
  readonly fromRelease1: boolean;
}

/** Release 2 first, to the letter; then release 1; anything else is invalid. */
export function codedBy(list: CodeList): (text: string) => Coded {
  const release2 = new Set(list.release2);
  const release1 = new Set(list.release1);
  return (text) => {
    if (release2.has(text)) return { value: text, fromRelease1: false };
    if (release1.has(text)) return { value: text, fromRelease1: true };
    throw new BadValue('UNKNOWN_CODE', 'is not a value of this field’s list in release 2 or 1');
  };
}

/** Where release 1 has another word for the same thing, not only other capitals or dashes. */
const RENAMED: Readonly<Record<string, string>> = {
  'Service User': 'Service user',
  Carer: 'Unpaid carer',
  'Carer known by association': 'Unpaid carer known by association',
  'Carer Support: Direct to Carer': 'Unpaid carer support: Direct to unpaid carer',
  'Carer Support: Support involving the person cared-for':
    'Unpaid carer support: Support involving the person cared-for',
  'Home Support': 'Home support or domiciliary care',
  'Professional Support': 'Professional support: Other',
  'Professional Support- Social Worker': 'Professional support: Social worker',
  'Learning/Education/Employment Support': 'Learning, education or employment support',
  'Carer Respite': 'Unpaid carer respite',
  'Carer Sitting Service': 'Unpaid carer sitting service',
  'Carer Universal Services': 'Unpaid carer universal services',
  'Other Carer Support': 'Other unpaid carer support',
};

/** The release 2 wording of a value, so that a service stays itself when a council moves over. */
export function inRelease2(list: CodeList, { value, fromRelease1 }: Coded): string {
  if (!fromRelease1) return value;
  const renamed = RENAMED[value];
  if (renamed) return renamed;
  const same = (text: string) => text.toLowerCase();
  return list.release2.find((each) => same(each) === same(value)) ?? value;
}
