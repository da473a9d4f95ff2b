import { type Queries, sql } from '../db/database.ts';
import { BadValue } from '../values/bad-value.ts';
import { type CurrencyCode, codeOf, type Scheme } from './scheme.ts';
import { CURRENCY_JSON, currencyOf, SCHEME_JSON, schemeOf } from './store.ts';

/** The codes of every scheme, against which the codes in files are read. */
export class CodeLists {
  private readonly schemes: ReadonlyMap<string, Scheme>;
  private readonly currencies: ReadonlyMap<string, CurrencyCode>;

  constructor(schemes: readonly Scheme[], currencies: readonly CurrencyCode[]) {
    this.schemes = new Map(schemes.map((scheme) => [scheme.code, scheme]));
    this.currencies = new Map(currencies.map((each) => [keyOf(each.scheme, each.code), each]));
  }

  hasScheme(code: string): boolean {
    return this.schemes.has(code);
  }

  /**
   * The currency that a scheme knows by this text, in whichever way it writes it: cluster `1` is
   * `01`. Throws BadValue with UNKNOWN_CODE where there is none, UNUSABLE_CODE where it is barred.
   */
  currency(schemeCode: string, text: string): CurrencyCode {
    const scheme = this.schemes.get(schemeCode);
    if (!scheme) throw new BadValue('UNKNOWN_CODE', 'is of a scheme that the hub does not have');
    const currency = this.currencies.get(keyOf(schemeCode, codeOf(scheme, text)));
    if (!currency) {
      throw new BadValue('UNKNOWN_CODE', `is not a code of the scheme ${schemeCode}`);
    }
    if (currency.unusable !== null) {
      throw new BadValue('UNUSABLE_CODE', `must not be used: ${currency.unusable}`);
    }
    return currency;
  }
}

const keyOf = (scheme: string, code: string): string => `${scheme} ${code}`;

/** All schemes and currencies there are, in one statement. */
export async function codeLists(queries: Queries): Promise<CodeLists> {
  const [row] = await queries.rows<{
    schemes: Parameters<typeof schemeOf>[0][] | null;
    currencies: Parameters<typeof currencyOf>[0][] | null;
  }>(
    'currencies.code-lists',
    sql`select (select json_agg(${SCHEME_JSON}) from currency_schemes s) as schemes,
          (select json_agg(${CURRENCY_JSON}) from currencies c) as currencies`,
  );
  return new CodeLists((row?.schemes ?? []).map(schemeOf), (row?.currencies ?? []).map(currencyOf));
}
