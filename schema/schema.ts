import { builder } from './builder.ts';
import './scalars.ts';
import './stream.ts';
import './person.ts';
import './find-people.ts';
import './restatement.ts';
import './funding.ts';
import './indicative.ts';
import './agreement.ts';
import './representative.ts';
import './opening.ts';
import './account.ts';
import './movement.ts';
import './recording.ts';
import './waiting.ts';
import './statement.ts';
import './means.ts';
import './financial-assessment.ts';
import './who-looked.ts';
import './opt-out.ts';
import './review.ts';
import './viewer.ts';
import './delivery.ts';
import './contract.ts';
import './price.ts';
import './currency.ts';

/** The public contract. */
export const schema = builder.toSchema();
