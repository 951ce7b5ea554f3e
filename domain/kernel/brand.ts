declare const brand: unique symbol;

/** A nominal type: a `CartId` is a string, but no other string is a `CartId`. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
