import SchemaBuilder from '@pothos/core';
import type { FinancialYear } from '../src/values/financial-year.ts';
import type { Pence } from '../src/values/money.ts';
import type { NhsNumber } from '../src/values/nhs-number.ts';
import type { Nino } from '../src/values/nino.ts';
import type { PlainDate } from '../src/values/plain-date.ts';
import type { Ratio } from '../src/values/ratio.ts';
import type { Context } from './context.ts';

interface ScalarType<Value> {
  Input: Value;
  Output: Value;
}

/** The one builder of the public contract. */
export const builder = new SchemaBuilder<{
  Context: Context;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    Pence: ScalarType<Pence>;
    PlainDate: ScalarType<PlainDate>;
    FinancialYear: ScalarType<FinancialYear>;
    NhsNumber: ScalarType<NhsNumber>;
    Nino: ScalarType<Nino>;
    DateTime: ScalarType<Date>;
    Decimal: ScalarType<Ratio>;
    Code: ScalarType<string>;
  };
}>({ defaultFieldNullability: false });

builder.queryType({ description: 'What can be asked. Every answer needs a bearer token.' });
builder.mutationType({
  description:
    'What can be changed. Each takes one input and answers what it did, or why it did not.',
});
