const ADDRESS_MAX = 2_048;

/** Names that lead home, wherever they are asked for: reserved ones, and services that turn a name into any address. */
const PRIVATE_NAMES =
  /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|private|corp|home|lan|arpa|test|example|invalid|onion|nip\.io|sslip\.io|xip\.io|localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|traefik\.me)$/;

/** First and last address of what is not the public internet (IANA's special-purpose registry). */
const PRIVATE_V4 = [
  ["0.0.0.0", "0.255.255.255"],
  ["10.0.0.0", "10.255.255.255"],
  ["100.64.0.0", "100.127.255.255"],
  ["127.0.0.0", "127.255.255.255"],
  ["169.254.0.0", "169.254.255.255"],
  ["172.16.0.0", "172.31.255.255"],
  ["192.0.0.0", "192.0.0.255"],
  ["192.0.2.0", "192.0.2.255"],
  ["192.88.99.0", "192.88.99.255"],
  ["192.168.0.0", "192.168.255.255"],
  ["198.18.0.0", "198.19.255.255"],
  ["198.51.100.0", "198.51.100.255"],
  ["203.0.113.0", "203.0.113.255"],
  ["224.0.0.0", "255.255.255.255"],
].map(([first = "", last = ""]) => [numberOf(first), numberOf(last)] as const);

/**
 * IMP-5 Why an address from somebody's file is not fetched, or null. Only plain web addresses of the public internet are:
 * no private, loopback, link-local or metadata address, in whatever way it is written (the URL parser has made one of
 * 127.1, 0x7f000001 and 2130706433), none by a name that means one, no other port, no password. What a public name
 * leads to can't be seen from a Worker; the platform itself lets none of them out to a private network.
 */
export function findAddressDanger(address: string): string | null {
  const url = address.length <= ADDRESS_MAX ? URL.parse(address) : null;
  if (!url) return "is not an address";
  if (url.protocol !== "http:" && url.protocol !== "https:") return "is not a web address (http or https)";
  if (url.username !== "" || url.password !== "") return "holds a user name or password";
  if (url.port !== "") return "names a port";

  const host = url.hostname.replace(/\.$/, "");
  const isPublic = host.startsWith("[") ? isPublicV6(host.slice(1, -1)) : isPublicName(host);
  return isPublic ? null : "does not lead to the public internet";
}

function isPublicName(host: string): boolean {
  if (/^[0-9.]+$/.test(host)) {
    const number = numberOf(host);
    return !PRIVATE_V4.some(([first, last]) => number >= first && number <= last);
  }
  return host.includes(".") && !PRIVATE_NAMES.test(host);
}

/** Global unicast (2000::/3) alone, without documentation and without tunnels that hold any IPv4 address. */
function isPublicV6(host: string): boolean {
  const first = Number.parseInt(host.split(":")[0] || "0", 16);
  if (first < 0x2000 || first > 0x3fff) return false;
  return !/^(?:2001:db8:|2001:0?:|2001::|2002:|3fff:)/.test(host);
}

function numberOf(host: string): number {
  return host.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
