import { expect, it } from "vitest";
import { findAddressDanger } from "./find-address-danger.ts";

it.each([
  "https://cdn.shopify.com/s/files/1/0001/a.jpg?v=1",
  "http://93.184.215.14/a.png",
  "https://[2606:4700::6810:84e5]/a.png",
  "https://bücher.de/a.png",
  "https://example.com./a.png",
  "https://cdn.example.org:443/a.png",
])("takes %s", (address) => {
  expect(findAddressDanger(address)).toBeNull();
});

it.each([
  "test-image.png",
  "",
  "//cdn.shopify.com/a.jpg",
  "ftp://cdn.shopify.com/a.jpg",
  "file:///etc/passwd",
  "data:image/png;base64,AAAA",
  "javascript:alert(1)",
  "https://user:secret@cdn.shopify.com/a.jpg",
  "https://cdn.shopify.com@127.0.0.1/a.jpg",
  "https://cdn.shopify.com:8080/a.jpg",
  `https://cdn.shopify.com/${"a".repeat(2_048)}`,
  "http://127.0.0.1/",
  "http://127.1/",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0177.0.0.1/",
  "http://0/",
  "http://127.0.0.1./",
  "http://１２７.0.0.1/",
  "http://10.1.2.3/",
  "http://100.100.100.200/latest/meta-data/",
  "http://169.254.169.254/latest/meta-data/",
  "http://172.16.0.1/",
  "http://172.31.255.255/",
  "http://192.168.1.1/",
  "http://224.0.0.1/",
  "http://255.255.255.255/",
  "http://[::1]/",
  "http://[::]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:7f00:1]/",
  "http://[fe80::1]/",
  "http://[fd00:ec2::254]/",
  "http://[64:ff9b::7f00:1]/",
  "http://[2002:7f00:1::]/",
  "http://[2001:db8::1]/",
  "http://localhost/",
  "http://LOCALHOST./",
  "http://shop.localhost/",
  "http://printer.local/",
  "http://metadata.google.internal/computeMetadata/v1/",
  "http://metadata/",
  "http://127.0.0.1.nip.io/",
  "http://10-0-0-1.sslip.io/",
  "http://localtest.me/",
  "http://1.0.0.127.in-addr.arpa/",
])("refuses %s", (address) => {
  expect(findAddressDanger(address)).not.toBeNull();
});
