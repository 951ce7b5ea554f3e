/**
 * INV-8 Whom a limit per buyer counts: the e-mail address without blanks around it, in lower case. Nothing else is made
 * equal: dots and `+tags` mean something at one mail provider and nothing at the next, so two people might become one.
 * It keeps the hasty from buying twice, not somebody with a hundred addresses.
 */
export function buyerOfEmail(email: string): string {
  return email.trim().toLowerCase();
}
