import { createHmac } from "node:crypto";
import type { Searched } from "./search-event.ts";

/** Groups of an address that say which part of the network it is of: 24 bits of IPv4, 48 of IPv6. Source: market.md 2.4, Plausible's method. */
const [IPV4_PARTS, IPV6_GROUPS] = [3, 3];

/** The network that an address is of, cut to /24 or /48: no machine, and no household. */
export function wideNetwork(address: string): string {
  if (!address.includes(":")) return address.split(".").slice(0, IPV4_PARTS).join(".");
  return address.split("/")[0]?.split(":").slice(0, IPV6_GROUPS).join(":") ?? "";
}

const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/Edg/, "edge"],
  [/OPR|Opera/, "opera"],
  [/SamsungBrowser/, "samsung"],
  [/Firefox|FxiOS/, "firefox"],
  [/Chrome|CriOS/, "chrome"],
  [/Safari/, "safari"],
];
/** The family of a browser, without its version or the machine it runs on. */
export const browserFamily = (userAgent: string): string => FAMILIES.find(([pattern]) => pattern.test(userAgent))?.[1] ?? "other";

const classOf = ({ services, groups, languages }: Pick<Searched, "services" | "groups" | "languages">): string =>
  [services, groups, languages].map((codes) => codes.toSorted().join("+")).join("/");

const HASH_HEX = 16;
const hash = (salt: string, parts: readonly string[]): string =>
  createHmac("sha256", Buffer.from(salt, "base64")).update(JSON.stringify(parts)).digest("hex").slice(0, HASH_HEX);

/** Whose a search is not: names of 64 bits that mean nothing without their salts. */
export interface Marks {
  readonly visitor: string;
  readonly network: string;
  readonly lot: number;
}

/** The marks of a search: of the visitor and the network by the day's salt, each another for every area and class; and the lot of the network by the month's, of which there are few. */
export function marksOf(
  salts: { readonly day: string; readonly month: string },
  { address, userAgent }: { readonly address: string; readonly userAgent: string },
  searched: Searched & { readonly area: string },
  lots: number,
): Marks {
  const network = wideNetwork(address);
  const about = [classOf(searched), searched.area, network];
  return {
    visitor: hash(salts.day, ["visitor", ...about, browserFamily(userAgent)]),
    network: hash(salts.day, ["network", ...about]),
    lot: Number.parseInt(hash(salts.month, ["lot", network]).slice(0, 8), 16) % lots,
  };
}
