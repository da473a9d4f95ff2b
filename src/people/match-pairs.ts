import type { Transaction } from '../db/database.ts';
import { Matcher } from './match.ts';
import { probesFor } from './match-blocking.ts';
import { latestModel } from './match-model-store.ts';
import {
  candidatesFor,
  comparablesOf,
  type Found,
  keepPairs,
  type NewPair,
  type StoredComparable,
  type StoredProbe,
} from './match-store.ts';

/** Identities compared with those that are there, at a time; each asks about a dozen look-ups. */
const AT_ONCE = 500;

/**
 * Compares identities that begin to count with the live ones that could be the same person, and
 * keeps the pairs worth linking or reviewing. Those that share a key are left to the rules of keys.
 * Does nothing where no model has been loaded.
 */
export async function findPairs(tx: Transaction, ids: readonly string[]): Promise<void> {
  const model = ids.length === 0 ? undefined : await latestModel(tx);
  if (!model) return;
  const matcher = new Matcher(model);
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const given = await comparablesOf(tx, ids.slice(at, at + AT_ONCE));
    const probes = given.flatMap((identity): StoredProbe[] =>
      probesFor(identity).map((probe) => ({
        ...probe,
        id: identity.id,
        hasNhsNumber: identity.nhsNumber !== null,
      })),
    );
    if (probes.length === 0) continue;
    const found = await candidatesFor(tx, probes, model.mostInBlock);
    const pairs = pairsFrom(matcher, given, found);
    if (pairs.length > 0) await keepPairs(tx, model.version, pairs);
  }
}

function pairsFrom(
  matcher: Matcher,
  given: readonly StoredComparable[],
  found: readonly Found[],
): NewPair[] {
  const byId = new Map(given.map((identity) => [identity.id, identity]));
  const pairs = new Map<string, NewPair>();
  for (const other of found) {
    const identity = byId.get(other.foundFor);
    if (!identity || sharesKey(identity, other)) continue;
    const isOlder = identity.ordinal < other.ordinal;
    const [left, right] = isOlder ? [identity.id, other.id] : [other.id, identity.id];
    const key = `${left} ${right}`;
    if (pairs.has(key)) continue;
    const comparison = matcher.compare(identity, other);
    if (comparison.outcome !== 'NOTHING') pairs.set(key, { left, right, comparison });
  }
  return [...pairs.values()];
}

function sharesKey(a: StoredComparable, b: StoredComparable): boolean {
  if (a.nhsNumber !== null && a.nhsNumber === b.nhsNumber) return true;
  if (a.nino !== null && a.nino === b.nino) return true;
  if (a.localId === null || a.localId !== b.localId) return false;
  return a.source === b.source && a.namespace === b.namespace;
}
