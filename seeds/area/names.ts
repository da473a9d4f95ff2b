/** Invented people get one of each; no pair is meant to be anybody. */
export const GIVEN_NAMES_OF_WOMEN = [
  ...['Aisha', 'Alice', 'Amina', 'Anwen', 'Beatrice', 'Bronwen', 'Carol', 'Chloe', 'Dalisay'],
  ...['Deborah', 'Eileen', 'Elzbieta', 'Fatima', 'Flora', 'Gillian', 'Hannah', 'Imogen', 'Iris'],
  ...['Jasvinder', 'Joan', 'Kathleen', 'Keziah', 'Leila', 'Lorna', 'Maureen', 'Mei', 'Nadine'],
  ...['Olga', 'Pauline', 'Priya', 'Rosemary', 'Sandra', 'Shanice', 'Sylvia', 'Teresa', 'Yasmin'],
];

export const GIVEN_NAMES_OF_MEN = [
  ...['Aaron', 'Abdul', 'Alan', 'Andrzej', 'Barry', 'Ben', 'Cedric', 'Chidi', 'Connor', 'Darren'],
  ...['Dennis', 'Emrys', 'Faisal', 'Frank', 'Gareth', 'Gordon', 'Harjit', 'Hugh', 'Ian', 'Imran'],
  ...[
    'Jerome',
    'Keith',
    'Kofi',
    'Leonard',
    'Liam',
    'Malcolm',
    'Mohsin',
    'Nigel',
    'Owen',
    'Patrick',
  ],
  ...[
    'Rajesh',
    'Roy',
    'Samuel',
    'Stanley',
    'Terence',
    'Vikram',
    'Walter',
    'Xavier',
    'Yusuf',
    'Zak',
  ],
];

export const SURNAMES = [
  ...['Abara', 'Ackworth', 'Ashdown', 'Bairstow', 'Banerjee', 'Birkinshaw', 'Blackwood', 'Bright'],
  ...['Broadbent', 'Calder', 'Chowdhury', 'Clegg', 'Copley', 'Crossland', 'Danquah', 'Dearden'],
  ...[
    'Drabble',
    'Eastwood',
    'Elmhirst',
    'Fairbank',
    'Farooq',
    'Firth',
    'Garside',
    'Gill',
    'Goddard',
  ],
  ...['Hallam', 'Hepworth', 'Hinchliffe', 'Hobson', 'Ibrahim', 'Illingworth', 'Jagger', 'Jowett'],
  ...['Kamara', 'Kowalczyk', 'Lockwood', 'Lumb', 'Mahmood', 'Marsh', 'Moorhouse', 'Musgrave'],
  ...['Naylor', 'Netherwood', 'Oldroyd', 'Osei', 'Padgett', 'Pell', 'Quarmby', 'Ramsden', 'Rawson'],
  ...[
    'Sagar',
    'Shackleton',
    'Sidhu',
    'Stott',
    'Sugden',
    'Teasdale',
    'Thackray',
    'Tordoff',
    'Uddin',
  ],
  ...['Varley', 'Wadsworth', 'Wheelhouse', 'Wolstenholme', 'Xu', 'Yardley', 'Zielinski'],
];

/** No postcode ends in two of these letters, so none of an invented person's is a real address. */
const NEVER_LAST = 'CIKMOV';
const FIRST_HALVES = ['S1', 'S6', 'S12', 'S35', 'S60', 'S63', 'S65', 'S70', 'S71', 'S75'];

/** A postcode in its form that belongs to no address; `draw` gives a number below its argument. */
export function inventedPostcode(draw: (count: number) => number): string {
  const letter = () => NEVER_LAST[draw(NEVER_LAST.length)];
  return `${FIRST_HALVES[draw(FIRST_HALVES.length)]} ${draw(10)}${letter()}${letter()}`;
}
