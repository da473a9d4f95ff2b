import { builder } from './builder.ts';
import './scalars.ts';
import './stream.ts';
import './person.ts';
import './viewer.ts';
import './delivery.ts';

/** The public contract. */
export const schema = builder.toSchema();
