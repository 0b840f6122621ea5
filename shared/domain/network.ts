const GROUPS = 8;
/** Groups of an IPv6 address that say whose network it is: the other 64 bits its machines choose themselves, and change when they like. Source: RFC 4291, section 2.5.1. */
const NETWORK_GROUPS = 4;
const IPV4_INSIDE = /^(?:0{1,4}:){0,5}:?(?::?ffff:)(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * Whom an allowance by network address is for: an IPv4 address as it is, an IPv6 one by its /64, of which one household or
 * office has at least one whole. What is no address is taken as it stands.
 */
export function networkOf(address: string): string {
  const [bare = ""] = address.trim().toLowerCase().split("%");
  const inside = IPV4_INSIDE.exec(bare)?.[1];
  if (inside !== undefined) return inside;
  const groups = groupsOf(bare);
  return groups === undefined ? bare : `${groups.slice(0, NETWORK_GROUPS).join(":")}::/64`;
}

/** The eight groups of an IPv6 address, without leading zeros; undefined of anything else. */
function groupsOf(address: string): readonly string[] | undefined {
  const halves = address.split("::");
  if (!address.includes(":") || halves.length > 2) return undefined;
  const [before = [], after = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = GROUPS - before.length - after.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...before, ...Array.from({ length: halves.length === 2 ? missing : 0 }, () => "0"), ...after];
  return groups.every((group) => /^[0-9a-f]{1,4}$/.test(group)) ? groups.map((group) => Number.parseInt(group, 16).toString(16)) : undefined;
}
