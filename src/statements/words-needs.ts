import { worded } from './words.ts';

export const needOutcome = worded({
  NUTRITION: 'to eat and drink well',
  HYGIENE: 'to keep clean',
  TOILET: 'to manage the toilet',
  CLOTHING: 'to be dressed as you should be',
  SAFE_AT_HOME: 'to use your home safely',
  HABITABLE_HOME: 'to keep your home fit to live in',
  RELATIONSHIPS: 'to have family and friends',
  WORK_OR_LEARNING: 'to work, train, learn or volunteer',
  COMMUNITY: 'to use what is around you, and to get there',
  CARE_OF_A_CHILD: 'to care for a child',
  WELLBEING_DIGNITY: 'to be treated with dignity and respect',
  WELLBEING_HEALTH: 'your health and how you feel',
  WELLBEING_PROTECTION: 'to be kept from abuse and neglect',
  WELLBEING_CONTROL: 'to decide over your day and your support',
  WELLBEING_PARTICIPATION: 'to take part in work, learning or leisure',
  WELLBEING_SOCIAL_AND_ECONOMIC: 'your money and your place among others',
  WELLBEING_RELATIONSHIPS: 'your relationships at home, in the family and beyond',
  WELLBEING_ACCOMMODATION: 'a home that suits you',
  WELLBEING_CONTRIBUTION: 'to give something to others',
});

export const unmetReason = worded({
  NO_MONEY: 'there is no money for it',
  NOBODY_OFFERS_IT: 'nobody here offers it',
  WAITING_FOR_ASSESSMENT: 'you wait for an assessment',
  WAITING_FOR_SERVICE: 'you wait for the service',
  NOT_ELIGIBLE: 'you were found not to be eligible',
  OTHER: 'another reason',
});

export const needEnd = worded({
  MET: 'it is met now',
  NO_LONGER_NEEDED: 'you need it no longer',
  RECORDED_IN_ERROR: 'it was written down by mistake',
});
