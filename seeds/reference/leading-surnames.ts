/**
 * The twenty-two commonest surnames of England and Wales, in percent of deaths registered 1984 to
 * 1997: “Comparative Table of 300 Leading Surnames”, column “GRO Deaths”
 * (http://homepages.newnet.co.uk/dance/webpjd/offstats/comtable.htm). Names that are common in one
 * place only are not in it: a local version of the model adds them.
 */
const PERCENT = {
  SMITH: 1.37,
  JONES: 1.14,
  WILLIAMS: 0.73,
  TAYLOR: 0.63,
  BROWN: 0.58,
  DAVIES: 0.58,
  EVANS: 0.47,
  THOMAS: 0.41,
  WILSON: 0.39,
  ROBERTS: 0.38,
  JOHNSON: 0.37,
  ROBINSON: 0.33,
  WRIGHT: 0.32,
  THOMPSON: 0.31,
  WALKER: 0.31,
  WHITE: 0.31,
  EDWARDS: 0.3,
  GREEN: 0.3,
  HALL: 0.3,
  WOOD: 0.3,
  HARRIS: 0.29,
  HUGHES: 0.29,
};

/** Each with its share of all people. */
export const LEADING_SURNAMES: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(PERCENT).map(([name, percent]) => [name, Math.round(percent * 100) / 10_000]),
);
