import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { networkOf } from "../../shared/domain/network.ts";

describe("the network of an address", () => {
  it("is the address itself of IPv4, also where it is written as IPv6", () => {
    for (const written of ["192.0.2.7", " 192.0.2.7 ", "::ffff:192.0.2.7", "::FFFF:192.0.2.7", "0:0:0:0:0:ffff:192.0.2.7"])
      expect(networkOf(written)).toBe("192.0.2.7");
  });
  it("is the first half of an IPv6 address, however that is written", () => {
    for (const written of ["2001:db8:1:2::1", "2001:0DB8:0001:0002:ffff:ffff:ffff:ffff", "2001:db8:1:2:0:0:0:1%eth0"])
      expect(networkOf(written)).toBe("2001:db8:1:2::/64");
    expect(networkOf("2001:db8::1")).toBe("2001:db8:0:0::/64");
    expect(networkOf("::1")).toBe("0:0:0:0::/64");
    expect(networkOf("2001:db8:1:3::1")).not.toBe(networkOf("2001:db8:1:2::1"));
  });
  it("is what was given where that is no address", () => {
    for (const none of ["", "nobody", "1::2::3", "1:2:3:4:5:6:7:8:9", "1:2:3", "2001:db8:1:2:3:4:5:xyz"]) expect(networkOf(none)).toBe(none);
  });
  it("is one for all machines of a network, and another for every other network", () => {
    const half = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 4, maxLength: 4 });
    const written = (groups: readonly number[]) => groups.map((group) => group.toString(16)).join(":");
    fc.assert(
      fc.property(half, half, half, half, (network, machine, otherNetwork, otherMachine) => {
        const here = networkOf(`${written(network)}:${written(machine)}`);
        const same = written(network) === written(otherNetwork);
        return (
          here === networkOf(`${written(network)}:${written(otherMachine)}`) && (here === networkOf(`${written(otherNetwork)}:${written(machine)}`)) === same
        );
      }),
    );
  });
});
