import { addDays, type PlainDate } from '../values/plain-date.ts';
import { dayInWords } from './day-in-words.ts';
import { type Cell, coded, count, day, text } from './document.ts';
import type { Held } from './held.ts';

/** How what is held points to what else is held, in words and numbers that the reader finds again. */
export interface Guide {
  stream(code: string | null): Cell;
  organisation(code: string | null): Cell;
  /** Which of the numbered descriptions of the person. */
  description(identityId: string): Cell;
  /** The file, by what it tells of, who sent it and when. */
  file(deliveryId: string): Cell;
  currency(scheme: string | null, code: string | null): Cell;
  /** The text with the name before each code of an organisation that has told of the person. */
  named(text: string): string;
}

export function guideTo(held: Held): Guide {
  const { identities, deliveries, names } = held;
  const places = new Map(identities.map(({ id }, at) => [id, at + 1]));
  const files = new Map(
    deliveries.map(({ id, adapter, sender, receivedOn }) => {
      const what = `${names.format(adapter)}, from ${names.organisation(sender)}`;
      return [id, `${what}, received on ${dayInWords(receivedOn)}`];
    }),
  );
  return {
    stream: (code) => (code === null ? null : coded(code, names.stream(code))),
    organisation: (code) => (code === null ? null : coded(code, names.organisation(code))),
    description: (identityId) => count(places.get(identityId) ?? null),
    file: (deliveryId) => text(files.get(deliveryId) ?? null),
    currency: (scheme, code) =>
      scheme === null || code === null ? null : codeNamed(code, names.currency(scheme, code)),
    named: withNames(held),
  };
}

/** A code of a payment system is shown with its name, or as one whose name nobody has given. */
const codeNamed = (code: string, name: string): Cell =>
  coded(code, name === code ? 'its name is not held' : name, true);

/** Senders, funders and providers: the organisations that reasons and workings name by their code. */
function withNames({ deliveries, awards, decisions, names }: Held): (text: string) => string {
  const codes = new Set([
    ...deliveries.map(({ sender }) => sender),
    ...awards.flatMap(({ funder, provider }) =>
      provider === null ? [funder] : [funder, provider],
    ),
    ...decisions.flatMap(({ shares }) => shares.map(([funder]) => funder)),
  ]);
  return (said) =>
    said.replace(/[A-Z0-9]{3,}/g, (word) => {
      const name = codes.has(word) ? names.organisation(word) : word;
      return name === word ? word : `${name} (${word})`;
    });
}

/** The last day, of the day after it. */
export const lastDay = (until: PlainDate | null): Cell =>
  until === null ? null : day(addDays(until, -1));
