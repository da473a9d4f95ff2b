import { builder } from './builder.ts';

/** Why the hub did not do what was asked: a code for programs and words to act on. */
export interface Refused {
  readonly code: string;
  readonly message: string;
}

export const Refusal = builder.interfaceRef<Refused>('Refusal').implement({
  description: 'What was asked for was not done, and nothing was written.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Stable, for programs.' }),
    message: t.exposeString('message', {
      description: 'Why, in words to act on; never repeats a value that could be personal.',
    }),
  }),
});
