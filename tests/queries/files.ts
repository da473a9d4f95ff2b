/** The smallest files of each kind that may be attached, and some that may not. */
const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))),
  );

export const PDF = bytes(
  '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
);
export const JPEG = bytes(
  [0xff, 0xd8, 0xff, 0xe0, 0, 16],
  'JFIF',
  [0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xd9],
);
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);
export const TEXT = Buffer.from('Annwyl Siân,\r\nI get 12 hours, not 10.\r\n');

export const REFUSED: Readonly<Record<string, Buffer>> = {
  'a page': bytes('<!doctype html><script>alert(1)</script>'),
  'a page after a space': bytes(' \n<HTML><body>'),
  'a drawing': bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
  'a drawing as XML': bytes('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
  'a script': bytes('#!/bin/sh\nrm -rf /\n'),
  'a program': bytes('MZ', [0x90, 0, 3, 0, 0, 0]),
  'another program': bytes([0x7f], 'ELF', [2, 1, 1, 0]),
  'an archive': bytes('PK', [3, 4, 20, 0, 0, 0, 8, 0], 'x'.repeat(30)),
  'an animation': bytes('GIF89a', [1, 0, 1, 0, 0, 0, 0]),
  'a document that holds programs': bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
  'rich text': bytes('{\\rtf1 hello}'),
  'half a picture': bytes([0x89], 'PNG', [0x0d, 0x0a, 0x1a, 0x0a]),
  'text in no known letters': bytes([0x53, 0x69, 0xe2, 0x6e]),
  'text with nothing in it': bytes(' \n '),
  'text with a nought in it': bytes('a', [0], 'b'),
};
