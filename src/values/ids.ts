import type { Brand } from './brand.ts';

/** Opaque ids from the database (uuid). None is made from anything about a person. */
export type PersonId = Brand<string, 'PersonId'>;
export type IdentityId = Brand<string, 'IdentityId'>;
export type DeliveryId = Brand<string, 'DeliveryId'>;
export type SubmissionId = Brand<string, 'SubmissionId'>;
export type AwardId = Brand<string, 'AwardId'>;
export type AccountId = Brand<string, 'AccountId'>;
export type MovementId = Brand<string, 'MovementId'>;

/** A GSS code for a council, an ODS code for an NHS body, `DWP` for the department. */
export type OrganisationCode = Brand<string, 'OrganisationCode'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}
