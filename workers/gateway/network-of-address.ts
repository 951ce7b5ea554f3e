const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const IPV6_CHARACTERS = /^[0-9a-f:.]+$/i;
/** ::ffff:0:0/96, an IPv4 address in IPv6 clothes (RFC 4291, section 2.5.5.2). */
const MAPPED = "0:0:0:0:0:ffff";

/**
 * What of an address its user can't change at will: an IPv4 address, or the first 64 bits of an IPv6 one, since the
 * rest is the user's own to choose (RFC 4291, section 2.5.1; RFC 8981). Null for what is no address.
 */
export function networkOfAddress(address: string): string | null {
  if (IPV4.test(address)) return address;
  const groups = groupsOfIpv6(address);
  if (!groups) return null;
  return groups.slice(0, 6).join(":") === MAPPED ? ipv4Of(groups) : groups.slice(0, 4).join(":");
}

/** The eight groups in their one spelling, which is that of URLs: lower case, no leading zeros. */
function groupsOfIpv6(address: string): string[] | null {
  if (!address.includes(":") || !IPV6_CHARACTERS.test(address)) return null;
  const url = `http://[${address}]/`;
  if (!URL.canParse(url)) return null;
  const [head = [], tail = []] = new URL(url).hostname
    .slice(1, -1)
    .split("::")
    .map((part) => part.split(":").filter((group) => group !== ""));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => "0");
  return [...head, ...zeros, ...tail];
}

function ipv4Of(groups: readonly string[]): string {
  return groups
    .slice(6)
    .map((group) => Number.parseInt(group, 16))
    .flatMap((pair) => [pair >> 8, pair & 255])
    .join(".");
}
