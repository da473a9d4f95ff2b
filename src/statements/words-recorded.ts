import { worded } from './words.ts';

export const decisionKind = worded({
  JOINT: 'a decision to pay together',
  SECTION_117: 'a decision on aftercare under section 117',
  CONTINUING_HEALTHCARE: 'a decision on NHS continuing healthcare',
});

export const toldHow = worded({
  MEETING: 'at a meeting',
  PHONE: 'by telephone',
  VIDEO_CALL: 'by a video call',
  LETTER: 'by a letter',
  EASY_READ: 'by a letter in easy read',
  LARGE_PRINT: 'by a letter in large print',
  BRAILLE: 'in braille',
  AUDIO: 'by a recording',
  SIGN_LANGUAGE: 'in sign language',
  INTERPRETER: 'through an interpreter',
  EMAIL: 'by email',
  ONLINE: 'online',
});
