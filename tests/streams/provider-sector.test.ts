import { expect, it } from 'vitest';
import { providerSectorOf } from '../../src/streams/provider-sector.ts';

it.each([
  ['council', 'COUNCIL'],
  ['icb', 'NHS'],
  ['trust', 'NHS'],
  ['provider', 'INDEPENDENT'],
  ['government', 'NOT_KNOWN'],
  [null, 'NOT_KNOWN'],
] as const)('a provider that is known as %s is %s', (kind, sector) => {
  expect(providerSectorOf(kind)).toBe(sector);
});
