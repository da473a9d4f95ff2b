import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Context } from './context.ts';

/** A document that has passed validation, with what to run of it. */
export interface Operation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** Names the document by its text. */
  readonly hash: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: Context;
}

/** Compiled documents kept; beyond that the one unused for longest goes. */
const MOST_KEPT = 500;
const NOT_COMPILED = 'not compiled';

/**
 * Runs operations. A document seen for the second time is compiled to a function, which answers
 * about twice as fast; one seen once is run as it stands, so that nobody can make the hub compile
 * by sending documents that differ each time.
 */
export class Executor {
  private readonly kept = new Map<string, CompiledQuery | typeof NOT_COMPILED>();

  /** The answer, once it is kept whom it tells of. */
  async run(operation: Operation): Promise<ExecutionResult> {
    return withReadsKept(await this.answer(operation), operation.context);
  }

  private async answer(operation: Operation): Promise<ExecutionResult> {
    const { schema, document, operationName, variables, context } = operation;
    // The compiler reads variables less strictly than the standard does (@oneOf): they are read
    // here first, and what is wrong with them is told as the caller's fault.
    const inputs = operation.operation.variableDefinitions ?? [];
    const read = getVariableValues(schema, inputs, variables, { maxErrors: 10 });
    if (read.errors) return { errors: read.errors };
    const compiled = this.compiled(operation);
    if (compiled) return withWholeErrors(await compiled.query({}, context, variables));
    const contextValue = context;
    const run = { schema, document, operationName, variableValues: variables, contextValue };
    return await execute({ ...run, rootValue: {} });
  }

  private compiled({ hash, operationName, schema, document }: Operation): CompiledQuery | null {
    const key = `${operationName ?? ''} ${hash}`;
    const known = this.kept.get(key);
    this.kept.delete(key);
    const now = known === NOT_COMPILED ? compile(schema, document, operationName) : known;
    this.kept.set(key, now ?? NOT_COMPILED);
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value as string);
    return now ?? null;
  }
}

/** The answer itself, or a fault in its place where it could not be kept who was seen. */
export async function withReadsKept<Result extends ExecutionResult>(
  result: Result,
  context: Context,
): Promise<Result | ExecutionResult> {
  // Without data nothing of anybody is told.
  if (result.data === null || result.data === undefined) return result;
  try {
    await context.keepReads();
    return result;
  } catch (cause) {
    const originalError = cause instanceof Error ? cause : new Error('the reads were not kept');
    return { errors: [new GraphQLError('the reads were not kept', { originalError })] };
  }
}

/** Errors of a compiled document lack parts that the server counts on. */
function withWholeErrors(result: ExecutionResult): ExecutionResult {
  if (!result.errors) return result;
  const errors = result.errors.map(({ message, path, nodes, originalError, extensions }) => {
    const cause = originalError ?? undefined;
    return new GraphQLError(message, {
      ...(path ? { path } : {}),
      ...(nodes ? { nodes } : {}),
      ...(cause ? { originalError: cause } : {}),
      extensions: extensions ?? (cause as { extensions?: object } | undefined)?.extensions ?? {},
    });
  });
  return { ...result, errors };
}

function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
): CompiledQuery | undefined {
  const made = compileQuery(schema, document, operationName ?? '');
  return isCompiledQuery(made) ? made : undefined;
}
