/** The measure of which a table counts everybody who is in a publication, whatever they bring. */
export const PEOPLE = 'PEOPLE';

/** What was spent, and what awards come to: the money of a pool’s publication. */
export const ACTUAL = 'ACTUAL';
export const COMMITTED = 'COMMITTED';

/** Told by the median and deciles of what each person brings, and never added up. */
export const WEEKLY = 'WEEKLY';
/** The same of an hour of support, where it is paid by the hour. */
export const HOURLY = 'HOURLY';
