import { worded } from './words.ts';

export const language = worded({ en: 'English', cy: 'Welsh' });

export const printSize = worded({ usual: 'as usual', large: 'large' });

export const readFormat = worded({ full: 'in full', easy: 'easy read' });
