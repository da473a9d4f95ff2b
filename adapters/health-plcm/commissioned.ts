import type { AwardDraft } from '../../src/awards/award.ts';
import type { FieldFault } from '../../src/deliveries/adapter.ts';
import { type CommissionedDraft, withoutPerson } from '../../src/deliveries/commissioned.ts';
import type { PatientAsSent } from '../../src/deliveries/patient-sent.ts';
import { type CommissionedRow, LOCAL_ID, NO_PROVIDER_CODE } from './format.ts';
import { isOfOnePatient, NOT_ATTRIBUTABLE } from './points-of-delivery.ts';

/** A sum of the contract may be told, and may not be put to a patient. */
export function faultsOfSum(values: CommissionedRow): FieldFault[] {
  const isPut = values['NHS NUMBER'] !== null || values[LOCAL_ID] !== null;
  return isPut && !isOfOnePatient(values['POINT OF DELIVERY CODE']) ? [NOT_ATTRIBUTABLE] : [];
}

/** What a row says, as the award it would be, without whom it is about. */
export function commissionedOf(values: CommissionedRow, award: AwardDraft): CommissionedDraft {
  const isCare = isOfOnePatient(values['POINT OF DELIVERY CODE']);
  return withoutPerson(award, {
    kind: isCare ? 'CARE' : 'CONTRACT_SUM',
    patient: patientOf(values),
    commissioner: values['ORGANISATION IDENTIFIER (CODE OF COMMISSIONER)'],
    year: values['FINANCIAL YEAR'],
    month: Number(values['FINANCIAL MONTH']),
    quantity: values['ACTIVITY COUNT (POINT OF DELIVERY)'].value,
  });
}

/** A patient whose identity is withheld has no mark at all. */
function patientOf(values: CommissionedRow): PatientAsSent {
  if (values['WITHHELD IDENTITY REASON'] !== null) return { number: null, localId: null };
  const [provider, text] = [values['ORGANISATION IDENTIFIER (CODE OF PROVIDER)'], values[LOCAL_ID]];
  const isNamed = text !== null && !NO_PROVIDER_CODE.has(provider);
  return { number: values['NHS NUMBER'], localId: isNamed ? { provider, text } : null };
}
