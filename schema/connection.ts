import type { ArgBuilder, ObjectRef } from '@pothos/core';
import { GraphQLError } from 'graphql';
import { isUuid } from '../src/values/ids.ts';
import { builder } from './builder.ts';

type Types = typeof builder.$inferSchemaTypes;

export const MOST_IN_A_PAGE = 100;

/** One page of a list; `hasNextPage` is known because one more than asked for was read. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly hasNextPage: boolean;
  readonly cursorOf: (node: Node) => string;
}

const PageInfo = builder
  .objectRef<{ readonly hasNextPage: boolean; readonly endCursor: string | null }>('PageInfo')
  .implement({
    description: 'Where a page ends.',
    fields: (t) => ({
      hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether more follow.' }),
      endCursor: t.exposeString('endCursor', {
        nullable: true,
        description: 'Give it as `after` for the next page; null for an empty page.',
      }),
    }),
  });

/** A Relay connection over nodes of one type, in order of id. */
export function connectionOf<Node>(name: string, node: ObjectRef<Types, Node>) {
  const edge = builder
    .objectRef<{ readonly node: Node; readonly cursor: string }>(`${name}Edge`)
    .implement({
      description: `One ${name} of a page and its place.`,
      fields: (t) => ({
        node: t.field({
          type: node as never,
          description: 'The item.',
          resolve: (e) => e.node as never,
        }),
        cursor: t.exposeString('cursor', { description: 'Its place in the list.' }),
      }),
    });
  return builder.objectRef<Page<Node>>(`${name}Connection`).implement({
    description: `A page of ${name} items.`,
    fields: (t) => ({
      nodes: t.field({
        type: [node as never],
        description: 'The items of the page.',
        resolve: (page) => page.nodes as never,
      }),
      edges: t.field({
        type: [edge],
        description: 'The items with their places.',
        resolve: (page) => page.nodes.map((each) => ({ node: each, cursor: page.cursorOf(each) })),
      }),
      pageInfo: t.field({
        type: PageInfo,
        description: 'Where the page ends.',
        resolve: ({ nodes, hasNextPage, cursorOf }) => {
          const last = nodes.at(-1);
          return { hasNextPage, endCursor: last === undefined ? null : cursorOf(last) };
        },
      }),
    }),
  });
}

type ArgumentBuilder = ArgBuilder<Types>;

export const firstArgument = (t: ArgumentBuilder) =>
  t.int({ required: true, description: `How many, 1 to ${MOST_IN_A_PAGE}.` });

/** The arguments of every list. */
export const pageArguments = (t: ArgumentBuilder) => ({
  first: firstArgument(t),
  after: t.string({ required: false, description: 'The endCursor of the page before.' }),
});

/** Checks a page's arguments; a page out of bounds is refused, not clamped. */
export function readPage(
  args: { first: number; after?: string | null | undefined },
  isKey: (text: string) => boolean = isUuid,
): { first: number; after: string | null } {
  if (args.first < 1 || args.first > MOST_IN_A_PAGE) {
    throw badInput(`first must be from 1 to ${MOST_IN_A_PAGE}`);
  }
  if (args.after === null || args.after === undefined) return { first: args.first, after: null };
  const key = Buffer.from(args.after, 'base64url').toString('utf8');
  if (!isKey(key)) throw badInput('after is not a cursor of this list');
  return { first: args.first, after: key };
}

/** A page from one item more than was asked for. */
export function pageOf<Node extends { readonly id: string }>(
  found: readonly Node[],
  first: number,
): Page<Node> {
  return {
    nodes: found.slice(0, first),
    hasNextPage: found.length > first,
    cursorOf: (node) => Buffer.from(node.id, 'utf8').toString('base64url'),
  };
}

export function badInput(reason: string): GraphQLError {
  return new GraphQLError(reason, { extensions: { code: 'BAD_USER_INPUT' } });
}
