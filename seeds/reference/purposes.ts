import type {
  PurposeRecord,
  StreamPurpose,
  UndepositableStream,
} from '../../src/streams/purpose.ts';
import { STREAMS } from './streams.ts';

const purpose = (code: string, name: string, source: string): PurposeRecord => ({
  ...{ code, name, source },
});

const DIRECT_PAYMENTS = 'Care and Support (Direct Payments) Regulations 2014; SI 2013/1617';
const NURSING_BAR = 'Care Act 2014 s22';

/** What money may be spent on, in the order in which people are shown them. */
export const PURPOSES: readonly PurposeRecord[] = [
  purpose('personal-care', 'Personal care', DIRECT_PAYMENTS),
  purpose(
    'employment',
    'Employing assistants: wages, tax and National Insurance, pension, insurance, payroll, holiday and redundancy pay, recruitment and training',
    DIRECT_PAYMENTS,
  ),
  purpose('administration', 'Managing the account', DIRECT_PAYMENTS),
  purpose('equipment', 'Equipment', DIRECT_PAYMENTS),
  purpose('adaptation', 'Adapting the home', DIRECT_PAYMENTS),
  purpose('travel', 'Travel', DIRECT_PAYMENTS),
  purpose('training', 'Training and learning', DIRECT_PAYMENTS),
  purpose('activity', 'Activities', DIRECT_PAYMENTS),
  purpose('respite', 'Respite', DIRECT_PAYMENTS),
  purpose('nursing-or-therapy', 'Nursing or therapy', NURSING_BAR),
  purpose('other', 'Something else that the plan agrees', DIRECT_PAYMENTS),
];

const undepositable = (stream: string, reason: string, source: string): UndepositableStream => ({
  ...{ stream, reason, source },
});

const NAMED: readonly UndepositableStream[] = [
  undepositable(
    'disabled-facilities-grant',
    'the grant is paid to the builder or the applicant for finished work',
    'Housing Grants, Construction and Regeneration Act 1996, Part I',
  ),
  undepositable(
    'funded-nursing-care',
    'the NHS pays it straight to the care home',
    'SI 2012/2996 reg 28',
  ),
  undepositable(
    'access-to-work',
    'it repays what was spent, against receipts',
    'Employment and Training Act 1973 s2',
  ),
];

const BY_NATURE = {
  CARE_GIVEN: 'it is what care already given cost: no money of it is the person’s to hold',
  ENTITLEMENT: 'it is a benefit owed by right, paid by its own rules',
  COST: 'it is what a tenancy costs, and nobody’s money',
} as const;

/** Streams whose money is never deposited in an account. */
export const UNDEPOSITABLE_STREAMS: readonly UndepositableStream[] = [
  ...NAMED,
  ...STREAMS.flatMap(({ code, nature, source }) =>
    nature === 'BUDGET' ? [] : [undepositable(code, BY_NATURE[nature], source)],
  ),
];

/** Purposes that nursing care money does not pay for. */
const NOT_NURSING = new Set(['training', 'activity']);

/**
 * What each budget's money may be spent on: nursing and therapy only from health streams, for a
 * council may not pay for what the NHS must provide; training and activity from all but funded
 * nursing care; everything else from every budget.
 */
export const STREAM_PURPOSES: readonly StreamPurpose[] = STREAMS.flatMap((stream) =>
  PURPOSES.filter(({ code }) => {
    if (stream.nature !== 'BUDGET') return false;
    if (code === 'nursing-or-therapy') return stream.sector === 'HEALTH';
    return !(stream.code === 'funded-nursing-care' && NOT_NURSING.has(code));
  }).map(({ code, source }) => ({ stream: stream.code, purpose: code, source })),
);
