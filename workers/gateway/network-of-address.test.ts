import { describe, expect, it } from "vitest";
import { networkOfAddress } from "./network-of-address.ts";

describe("the network of an address", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["0.0.0.0", "0.0.0.0"],
    ["255.255.255.255", "255.255.255.255"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:0DB8:0001:0002::9", "2001:db8:1:2"],
    ["2001:db8::", "2001:db8:0:0"],
    ["::1", "0:0:0:0"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::ffff:cb00:7107", "203.0.113.7"],
  ])("of %s is %s", (address, network) => {
    expect(networkOfAddress(address)).toBe(network);
  });

  it("is one for all addresses that one IPv6 user can take, and another for the neighbour", () => {
    const mine = ["2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2:0:0:0:1"];
    expect(new Set(mine.map(networkOfAddress)).size).toBe(1);
    expect(networkOfAddress("2001:db8:1:3::1")).not.toBe(networkOfAddress("2001:db8:1:2::1"));
  });

  it.each([
    "",
    "localhost",
    "256.1.1.1",
    "01.2.3.4",
    "1.2.3",
    "1.2.3.4.5",
    "1.2.3.4.",
    "1.2.3.4, 5.6.7.8",
    "1:2",
    ":::",
    "2001:db8::1::2",
    "12345::",
    "fe80::1%eth0",
    "::1]/x[",
    "::ffff:1.2.3.256",
  ])("is nothing for %j", (text) => {
    expect(networkOfAddress(text)).toBeNull();
  });
});
