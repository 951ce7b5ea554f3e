/** Bindings of the identity Worker (see wrangler.toml) and its secret. */
export type IdentityEnv = {
  SOUK_ENV: string;
  ACTOR_TOKEN_KEY: string;
  DB: D1Database;
};
