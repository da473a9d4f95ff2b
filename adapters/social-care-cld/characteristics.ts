import type { ReadingContext } from '../../src/deliveries/adapter.ts';
import {
  type CharacteristicDraft,
  type ClientGroup,
  characteristicsSaid,
  type EthnicGroup,
  NOT_KNOWN,
} from '../../src/people/characteristic.ts';
import type { Coded } from './code-lists.ts';
import type { CldRow } from './format.ts';

/**
 * What a row says of its own person for totals. A carer is supported for caring, whatever the person
 * they care for needs: the reason of a carer's row counts where it is that one, and else says nothing.
 */
export function characteristicsOf(values: CldRow, isCarer: boolean): CharacteristicDraft[] {
  const group = clientGroupOf(values['Primary Support Reason'] ?? null);
  return characteristicsSaid({
    SEX: values.Gender,
    ETHNIC_GROUP: ethnicGroupOf(values.Ethnicity ?? null),
    CLIENT_GROUP: isCarer && group !== 'SOCIAL_SUPPORT' ? null : group,
  });
}

/** Both releases begin each value with its group, and the text that says there is none. */
const ETHNIC_GROUPS: readonly (readonly [begins: string, group: EthnicGroup])[] = [
  ['Asian or Asian British', 'ASIAN'],
  ['Black, Black British, Caribbean or African', 'BLACK'],
  ['Mixed or multiple ethnic groups', 'MIXED'],
  ['White', 'WHITE'],
  ['Other ethnic group', 'OTHER'],
  ['No data', NOT_KNOWN],
];

function ethnicGroupOf(coded: Coded | null): EthnicGroup | null {
  return coded && startOf(ETHNIC_GROUPS, coded.value);
}

/** The releases differ in capitals and in what comes after. */
const CLIENT_GROUPS: readonly (readonly [begins: string, group: ClientGroup])[] = [
  ['physical support', 'PHYSICAL_SUPPORT'],
  ['sensory support', 'SENSORY_SUPPORT'],
  ['support with memory', 'MEMORY_AND_COGNITION'],
  ['learning disability', 'LEARNING_DISABILITY'],
  ['mental health', 'MENTAL_HEALTH'],
  ['social support', 'SOCIAL_SUPPORT'],
  ['unknown', NOT_KNOWN],
];

function clientGroupOf(coded: Coded | null): ClientGroup | null {
  return coded && startOf(CLIENT_GROUPS, coded.value.toLowerCase());
}

function startOf<Group>(
  groups: readonly (readonly [begins: string, group: Group])[],
  value: string,
): Group | null {
  return groups.find(([begins]) => value.startsWith(begins))?.[1] ?? null;
}

/** A location as the Care Quality Commission numbers most of them: 1-101641234. */
const LOCATION = /^1-\d{6,12}$/;

/**
 * Who gives the care: the location's number, or the organisation known here whose code it is or, of a
 * trust's own sites, begins with. Anything else may be somebody's name and is not kept.
 */
export function providerOf({ organisation }: ReadingContext, values: CldRow): string | null {
  const location = values['Provider CQC Location ID'] ?? null;
  if (location === null) return null;
  if (LOCATION.test(location) || organisation(location)) return location;
  const trust = /^[A-Z0-9]{5}$/.test(location) ? organisation(location.slice(0, 3)) : undefined;
  return trust?.kind === 'trust' ? trust.code : null;
}
