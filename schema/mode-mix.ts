import type { ModePart, ModesOfYear, Part } from '../src/pools/mode-mix.ts';
import { type ModeMix, readModeMix } from '../src/pools/read-mode-mix.ts';
import type { Pence } from '../src/values/money.ts';
import { builder } from './builder.ts';
import { ModeEnum } from './line.ts';
import {
  countFigure,
  FigureUnion,
  forAnalysts,
  moneyFigure,
  RULE,
  type ShownFigure,
  shareFigure,
} from './published-figure.ts';

/** A figure of a mode as it is shown, and its share. */
interface ShownPart {
  readonly figure: ShownFigure;
  readonly share: ShownFigure;
}

const money = ({ figure, share }: Part<Pence>): ShownPart => ({
  ...{ figure: moneyFigure(figure), share: shareFigure(share) },
});

const PartType = builder.objectRef<ShownPart>('ModeFigure').implement({
  description: 'A figure of one mode, and its share.',
  fields: (t) => ({
    figure: t.field({
      type: FigureUnion,
      description: 'What it comes to.',
      resolve: ({ figure }) => figure,
    }),
    share: t.field({
      type: FigureUnion,
      description:
        'In per cent of all that is shown of the same by mode: what is not shown is in none of it. Not told where the figure is not, or where nothing is shown.',
      resolve: ({ share }) => share,
    }),
  }),
});

const ModeType = builder.objectRef<ModePart>('ModePart').implement({
  description: 'What of a pool is held in one way. Committed and spent are never added up.',
  fields: (t) => ({
    mode: t.field({ type: ModeEnum, description: 'Which.', resolve: ({ mode }) => mode }),
    people: t.field({
      type: PartType,
      description:
        'How many people; the share is of the sum over modes, and who has money in two is in both.',
      resolve: ({ people: { figure, share } }) => ({
        ...{ figure: countFigure(figure), share: shareFigure(share) },
      }),
    }),
    committed: t.field({
      type: PartType,
      description: 'What the awards in force come to, paid or not.',
      resolve: ({ committed }) => money(committed),
    }),
    spend: t.field({
      type: PartType,
      description: 'What was spent for them.',
      resolve: ({ spend }) => money(spend),
    }),
  }),
});

const ofYear = (mix: ModesOfYear) => [...mix.modes];
const MODES = 'Each mode, whether or not anything is held so.';
const AS_OF = 'The last day that is published; null where nothing is.';
const SUPPRESSED = 'How many published cells are not shown; figures and shares leave them out.';

const YearType = builder.objectRef<ModesOfYear>('ModeMixYear').implement({
  description: 'How a pool’s money was held in the year before.',
  fields: (t) => ({
    asOf: t.field({
      ...{ type: 'PlainDate', nullable: true, description: AS_OF },
      resolve: ({ asOf }) => asOf,
    }),
    modes: t.field({ type: [ModeType], description: MODES, resolve: ofYear }),
    suppressed: t.exposeInt('suppressed', { description: SUPPRESSED }),
  }),
});

const ModeMixType = builder.objectRef<ModeMix>('ModeMix').implement({
  description:
    'How a pool’s money is held: by direct payment, by a third party, notionally or commissioned, of what is published of a year.',
  fields: (t) => ({
    asOf: t.field({
      ...{ type: 'PlainDate', nullable: true, description: AS_OF },
      resolve: ({ asOf }) => asOf,
    }),
    rule: t.field(RULE),
    modes: t.field({ type: [ModeType], description: MODES, resolve: ofYear }),
    suppressed: t.exposeInt('suppressed', { description: SUPPRESSED }),
    yearBefore: t.field({
      type: YearType,
      nullable: true,
      description:
        'The same of the year before, of its published parts that this year has too; null where none is.',
      resolve: ({ yearBefore }) => yearBefore,
    }),
  }),
});

builder.queryField('modeMix', (t) =>
  t.field({
    type: ModeMixType,
    nullable: true,
    description:
      'How a pool’s money is held, for analysts and finance, from published tables; null for a pool that is none. What was asked is noted.',
    args: {
      pool: t.arg.string({ required: true, description: 'The pool, by its code.' }),
      year: t.arg({ type: 'FinancialYear', required: true, description: 'The financial year.' }),
    },
    resolve: async (_root, asked, { hub, viewer, today }) =>
      forAnalysts(
        await readModeMix(hub.serving, viewer, asked, today),
        'how a pool’s money is held',
      ),
  }),
);
