import { builder } from './builder.ts';
import './scalars.ts';
import './stream.ts';
import './person.ts';
import './restatement.ts';
import './funding.ts';
import './indicative.ts';
import './agreement.ts';
import './representative.ts';
import './opening.ts';
import './means.ts';
import './financial-assessment.ts';
import './who-looked.ts';
import './review.ts';
import './viewer.ts';
import './delivery.ts';
import './contract.ts';
import './price.ts';
import './currency.ts';

/** The public contract. */
export const schema = builder.toSchema();
