import type { OrganisationKind } from './stream.ts';

/** Whose a provider of care is: a council's own, the NHS's, or neither's. */
export const PROVIDER_SECTORS = ['COUNCIL', 'NHS', 'INDEPENDENT', 'NOT_KNOWN'] as const;
export type ProviderSector = (typeof PROVIDER_SECTORS)[number];

/** By the kind of the organisation that the provider is known as; null where it is none known here. */
export function providerSectorOf(kind: OrganisationKind | null): ProviderSector {
  switch (kind) {
    case 'council':
      return 'COUNCIL';
    case 'icb':
    case 'trust':
      return 'NHS';
    case 'provider':
      return 'INDEPENDENT';
    default:
      return 'NOT_KNOWN';
  }
}
