/** A handle in composed Unicode (NFC), so that one word is one handle however a keyboard spelled it. */
export function composeHandle(handle: string): string {
  return handle.normalize("NFC");
}
