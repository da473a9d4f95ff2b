import type {
  CountedPeople,
  MultiStream,
  StreamsInArea,
  StreamsOfPeople,
} from '../src/pools/multi-stream.ts';
import { readMultiStream } from '../src/pools/read-multi-stream.ts';
import { builder } from './builder.ts';
import {
  AS_OF,
  countFigure,
  FigureUnion,
  forAnalysts,
  PART,
  QuarterEnum,
  RULE,
} from './published-figure.ts';

const Counted = builder.objectRef<CountedPeople>('PeopleByCount').implement({
  description: 'How many people have money of so many streams, or of so many sectors.',
  fields: (t) => ({
    code: t.exposeString('code', {
      description: '1, 2, 3, and of streams 4_AND_MORE; of sectors 4.',
    }),
    people: t.field({
      type: FigureUnion,
      description: 'How many people.',
      resolve: ({ people }) => countFigure(people),
    }),
  }),
});

const PEOPLE = 'How many people have money of any stream.';
const BY_STREAMS = 'By how many streams: four rows, always.';
const BY_SECTORS = 'By how many sectors: four rows, always.';
const people = ({ people: figure }: StreamsOfPeople) => countFigure(figure);
const byStreams = (told: StreamsOfPeople) => [...told.byStreams];
const bySectors = (told: StreamsOfPeople) => [...told.bySectors];

const InArea = builder.objectRef<StreamsInArea>('MultiStreamArea').implement({
  description: 'How many people of one council’s area have money of how many streams and sectors.',
  fields: (t) => ({
    area: t.exposeString('area', {
      description: 'The council, by its GSS code; NOT_KNOWN where no source says.',
    }),
    name: t.exposeString('name', { nullable: true, description: 'Its name; null of NOT_KNOWN.' }),
    people: t.field({ type: FigureUnion, description: PEOPLE, resolve: people }),
    byStreams: t.field({ type: [Counted], description: BY_STREAMS, resolve: byStreams }),
    bySectors: t.field({ type: [Counted], description: BY_SECTORS, resolve: bySectors }),
  }),
});

const MultiStreamType = builder.objectRef<MultiStream>('MultiStream').implement({
  description:
    'How many people have money of one, two, three, four and more streams at once, on the last day of a quarter: by awards that stand on it, or in an account. Streams of budgets alone; what is owed by right or given as care is none of them.',
  fields: (t) => ({
    part: t.field(PART),
    asOf: t.field(AS_OF),
    rule: t.field(RULE),
    people: t.field({ type: FigureUnion, description: PEOPLE, resolve: people }),
    byStreams: t.field({ type: [Counted], description: BY_STREAMS, resolve: byStreams }),
    bySectors: t.field({ type: [Counted], description: BY_SECTORS, resolve: bySectors }),
    areas: t.field({
      type: [InArea],
      description: 'The same by area, in order of code.',
      resolve: ({ areas }) => [...areas],
    }),
    suppressed: t.exposeInt('suppressed', {
      description: 'How many figures of the answer are not shown.',
    }),
  }),
});

builder.queryField('multiStream', (t) =>
  t.field({
    type: MultiStreamType,
    description:
      'How many people have how many streams and sectors, for analysts and finance, from published tables. What was asked is noted.',
    args: {
      year: t.arg({ type: 'FinancialYear', required: true, description: 'The financial year.' }),
      part: t.arg({
        type: QuarterEnum,
        required: false,
        description: 'A quarter; without one the last that is published.',
      }),
    },
    resolve: async (_root, { year, part }, { hub, viewer }) => {
      const answer = await readMultiStream(hub.serving, viewer, { year, part: part ?? null });
      return forAnalysts(answer, 'how many streams people have');
    },
  }),
);
