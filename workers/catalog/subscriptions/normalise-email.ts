/** One spelling of an address: hardly any mail server tells cases apart, and people write theirs in several. */
export function normaliseEmail(email: string): string {
  return email.toLowerCase();
}
