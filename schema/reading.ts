import DataLoader from 'dataloader';
import { readingsFor } from '../src/people/choose-reading.ts';
import { type ChosenReading, FORMATS, LANGUAGES, SIZES } from '../src/people/reading.ts';
import type { VisiblePerson } from '../src/people/visible.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { PersonType } from './person.ts';

const named = (values: readonly string[]) =>
  Object.fromEntries(values.map((value) => [value.toUpperCase(), { value }]));

const ReadingLanguage = builder.enumType('ReadingLanguage', {
  description: 'EN English, CY Welsh.',
  values: named(LANGUAGES),
});

const ReadingSize = builder.enumType('ReadingSize', {
  description: 'USUAL print or LARGE print: 18 point and more, stacked.',
  values: named(SIZES),
});

const ReadingFormat = builder.enumType('ReadingFormat', {
  description: 'FULL, or EASY read: short sentences, one idea each.',
  values: named(FORMATS),
});

const ReadingType = builder.objectRef<ChosenReading>('Reading').implement({
  description: 'How a person said that they read: for whoever writes to them or prints for them.',
  fields: (t) => ({
    language: t.field({
      type: ReadingLanguage,
      description: 'In which language.',
      resolve: ({ language }) => language,
    }),
    size: t.field({ type: ReadingSize, description: 'How large.', resolve: ({ size }) => size }),
    format: t.field({
      type: ReadingFormat,
      description: 'In what form.',
      resolve: ({ format }) => format,
    }),
    chosenAt: t.field({ type: 'DateTime', description: 'When.', resolve: ({ at }) => at }),
  }),
});

/** One request's readers: what a page asks for is read together. */
const loaders = new WeakMap<Context, DataLoader<VisiblePerson, ChosenReading | null>>();

function loaderOf(context: Context): DataLoader<VisiblePerson, ChosenReading | null> {
  const own =
    loaders.get(context) ??
    new DataLoader<VisiblePerson, ChosenReading | null>(
      (people) => readingsFor(context.hub.serving, people),
      { maxBatchSize: 100 },
    );
  loaders.set(context, own);
  return own;
}

builder.objectField(PersonType, 'reading', (t) =>
  t.field({
    type: ReadingType,
    nullable: true,
    description:
      'What they chose last; null where they have chosen nothing, and for finance, which needs no letter to be large.',
    resolve: (person, _args, context) => loaderOf(context).load(person),
  }),
);
