/** A value of type `T` that went through its own check; nothing else may stand in for it. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };
