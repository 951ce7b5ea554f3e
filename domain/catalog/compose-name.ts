/** A tag, the name or a value of an option, or what an attribute holds, in composed Unicode (NFC): one word is one tag however a keyboard spelled it. */
export function composeName(name: string): string {
  return name.normalize("NFC");
}
