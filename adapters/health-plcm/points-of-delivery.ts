import type { FieldFault } from '../../src/deliveries/adapter.ts';

/**
 * National point of delivery codes, as far as the hub has plain words for them; as analysts' public
 * lists have them, not checked against NHS England's own. The words say where care was given and no
 * more: a line is read by people who are not clinicians.
 */
const HOSPITAL: ReadonlySet<string> = new Set([
  // Admitted: elective, day case, emergency, transfers, regular attenders, and days in a bed.
  ...['EL', 'ELXBD', 'ELOBD', 'DC', 'RADAY', 'RANIGHT', 'IPOBD', 'IPFCE'],
  ...['NEL', 'NELXBD', 'NELOBD', 'NELST', 'NELNE', 'NELNEXBD', 'NELNEOBD'],
  // Outpatients: first and follow-up, consultant-led or not, one profession or several.
  ...['OPFA', 'OPFASPCL', 'OPFASPNCL', 'OPFAMPCL', 'OPFAMPNCL', 'NF2FFA', 'WAFA'],
  ...['OPFUP', 'OPFUPSPCL', 'OPFUPSPNCL', 'OPFUPMPCL', 'OPFUPMPNCL', 'NF2FFUP', 'WAFUP'],
  ...['OPPROC', 'OPPROCFA', 'OPPROCFUP', 'OPFAPREOP', 'OPFUPPREOP'],
  // Accident and emergency.
  'AE',
]);

const COMMUNITY: ReadonlySet<string> = new Set(['COMM', 'COMMINIT', 'COMMSUB']);

/** Money between the bodies, of no one patient. */
const OF_NO_PATIENT: ReadonlySet<string> = new Set(['BLOCK', 'CQUIN', 'ADJUSTMENT', 'NAOTHER']);

/** Where the care was given, in plain words; `health care` for a code without words here. */
export function plainWordsOf(pointOfDelivery: string): string {
  const code = pointOfDelivery.toUpperCase();
  if (HOSPITAL.has(code)) return 'hospital care';
  return COMMUNITY.has(code) ? 'community care' : 'health care';
}

/** False for block sums and adjustments: no patient had them. In any case of letters, to be safe. */
export function isOfOnePatient(pointOfDelivery: string): boolean {
  return !OF_NO_PATIENT.has(pointOfDelivery.trim().toUpperCase());
}

/** Why such a row is not taken as a patient's. */
export const NOT_ATTRIBUTABLE: FieldFault = {
  field: 'POINT OF DELIVERY CODE',
  code: 'NOT_ATTRIBUTABLE',
  reason: 'is a block sum or an adjustment, which is no one patient’s',
};
