import type { FieldFault, ReadingContext } from './adapter.ts';

/** A field of a row that names an organisation, and the code in it; null where it is blank. */
export interface NamedParty {
  readonly field: string;
  readonly code: string | null;
}

type Sender = Pick<ReadingContext, 'sender' | 'basis' | 'organisation'>;

/**
 * Whether the sender may tell of one patient's care: for individual care only who gave the care
 * may; otherwise either party of the contract. Both must be known here, where they are named; a
 * provider of another list than the hub's is let through with `unlistedProvider`.
 * Source: commissioning extracts reach commissioners without the patient's name.
 */
export function faultsOfParties(
  { sender, basis, organisation }: Sender,
  provider: NamedParty,
  commissioner: NamedParty,
  unlistedProvider = false,
): FieldFault[] {
  const faults: FieldFault[] = [];
  if (basis === 'individual-care' && provider.code !== sender.code) {
    faults.push({
      field: provider.field,
      code: 'OTHER_ORGANISATION',
      reason: 'is not the sender: for individual care only the provider sends its own rows',
    });
  } else if (provider.code !== sender.code && commissioner.code !== sender.code) {
    faults.push({
      field: provider.field,
      code: 'OTHER_ORGANISATION',
      reason: 'is not the sender, and neither is the commissioner',
    });
  }
  for (const { field, code } of unlistedProvider ? [commissioner] : [provider, commissioner]) {
    if (code === null || organisation(code)) continue;
    const reason = 'is not an organisation known here';
    faults.push({ field, code: 'UNKNOWN_ORGANISATION', reason });
  }
  return faults;
}
