import { isIPv6, SocketAddress } from "node:net";
import { isLoopbackName, plainAddress } from "#src/platform/config-security.ts";

/**
 * Whose address it is, for counting: an IPv4 address, or the /64 of an IPv6 one. A household or a school is given a
 * whole /64; counted singly, one machine would have 2^64 allowances.
 */
export function networkOf(address: string): string {
  const plain = plainAddress(address);
  if (!isIPv6(plain)) return plain;
  const bare = plain.split("%")[0] ?? plain;
  // Written out in one way only: "::1" and "0:0:…:1" are the same.
  const canonical = new SocketAddress({ address: bare, family: "ipv6" }).address;
  return `${groupsOf(canonical).slice(0, 4).join(":")}::/64`;
}

function groupsOf(address: string): readonly string[] {
  const [head = "", tail] = address.split("::");
  const first = head === "" ? [] : head.split(":");
  if (tail === undefined) return first;
  const last = tail === "" ? [] : tail.split(":");
  return [...first, ...Array<string>(Math.max(0, 8 - first.length - last.length)).fill("0"), ...last];
}

export const isLoopbackAddress = (address: string): boolean => {
  const plain = plainAddress(address);
  return isLoopbackName(plain) || plain.startsWith("127.");
};
