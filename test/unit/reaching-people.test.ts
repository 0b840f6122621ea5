import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canGetMail } from "../../shared/domain/email-address.ts";
import { EmailAddress, PhoneNumber, text } from "../../shared/domain/fields.ts";
import { addressLines, letterFault, PostalAddress } from "../../shared/domain/letter-address.ts";
import { canGetTexts, readTelephone } from "../../shared/domain/telephone.ts";
import { tidied, typedFields } from "../../shared/domain/typed-text.ts";

describe("a typed text", () => {
  it("loses what nobody sees, and has one kind of dash and one kind of space", () => {
    expect(tidied("LE13\u00a01GH\u200b")).toBe("LE13 1GH");
    expect(tidied("\ufeffAnne\u2011Marie \u2013 O\u00adShea\u202e")).toBe("Anne-Marie - OShea");
    expect(tidied("Zoe\u0308 \u2212 \u{e0041}x\u3164")).toBe("Zo\u00eb - x");
    expect(tidied("one\u2028two")).toBe("one\ntwo");
  });
  it("is tidied once and for all, and plain text stays as it is", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (given) => tidied(tidied(given)) === tidied(given)));
    fc.assert(fc.property(fc.string({ unit: "grapheme-ascii" }), (given) => tidied(given) === given));
    fc.assert(fc.property(fc.string({ unit: "binary" }), (given) => !/[\p{Default_Ignorable_Code_Point}\u2010-\u2015\u2212\u00a0]/u.test(tidied(given))));
  });
  it("is tidied in every field, form and query", () => {
    expect(text(20).parse("\u200b Ann\u2060 ")).toBe("Ann");
    expect(text(20).safeParse("\u200b\u00ad").success).toBe(false);
    expect(EmailAddress.parse("Ada\u200b@people.example")).toBe("ada@people.example");
    expect(PhoneNumber.parse("07700\u2011900\u2013001")).toBe("07700-900-001");
    expect(typedFields("near=LE13%C2%A01GH%E2%80%8B&near=%E2%80%93").getAll("near")).toEqual(["LE13 1GH", "-"]);
  });
});

describe("an e-mail address", () => {
  it("is one that GOV.UK Notify sends to", () => {
    for (const good of ["a@b.co", "o'brien+trellis@mail.people.example", "x@xn--bcher-kva.example", "x@a-b.example", "x@1.people.example"])
      expect(canGetMail(good), good).toBe(true);
  });
  it("is none with two dots together, a host that is none, or signs mail stumbles over", () => {
    for (const bad of [
      "ada..l@people.example",
      "ada@people..example",
      "ada@.people.example",
      "ada@people.example.",
      "ada@people",
      "ada@people.x9",
      "ada@-.example",
      "ada@people-.example",
      "ada@pe_ople.example",
      "ada@people.e",
      "@people.example",
      "a;b@people.example",
      '"ada"@people.example',
      "ada l@people.example",
      "ada@b@people.example",
      `${"a".repeat(250)}@b.example`,
      `ada@${"a".repeat(64)}.example`,
    ])
      expect([canGetMail(bad), EmailAddress.safeParse(bad).success], bad).toEqual([false, false]);
  });
});

describe("a telephone number", () => {
  it("is read with or without its country, in any spacing", () => {
    for (const given of ["07700 900001", "+44 7700 900001", "+44 (0)7700-900-001", "0044 7700 900001", "44 7700 900001"])
      expect(readTelephone(given), given).toEqual({ number: "+447700900001", texts: true });
    expect(readTelephone("01632 960 001")).toEqual({ number: "+441632960001", texts: false });
    expect(readTelephone("+33 6 12 34 56 78")).toEqual({ number: "+33612345678", texts: false });
  });
  it("can get texts only where it is a UK mobile", () => {
    for (const given of ["01632 960001", "020 7946 0018", "0345 000 0000", "070 0000 0000", "0760 000 0000", "+33 6 12 34 56 78", ""])
      expect(canGetTexts(given), given).toBe(false);
    for (const given of ["07624 000000", "07911 123456", "+44 7400 123456"]) expect(canGetTexts(given), given).toBe(true);
  });
  it("is none where it cannot exist, or costs more", () => {
    for (const bad of [
      "1234567",
      "07700 90000",
      "07700 9000011",
      "06000 000000",
      "0900 000 0000",
      "0870 000 0000",
      "12 + 34567890",
      "letters",
      "+44",
      "()",
      "+",
    ])
      expect([readTelephone(bad), PhoneNumber.safeParse(bad).success], bad).toEqual([undefined, false]);
  });
});

describe("an address for letters", () => {
  it("has three lines to seven, the last a postcode that can exist", () => {
    for (const good of ["1 High Street\nOakham\nLE15 6AA", "1 High Street, Oakham, le156aa", "a\nb\nc\nd\ne\nf\nLE15 6AA", "1 Rue\nSt Helier\nJE2 3AB"])
      expect(letterFault(good), good).toBeUndefined();
    for (const bad of ["LE13 1GH", "1 High Street\nLE13 1GH", "a\nb\nc\nd\ne\nf\ng\nLE15 6AA", ""]) expect(letterFault(bad), bad).toBe("lines");
    for (const bad of ["ZZ1 1AA", "LE15 6AC", "LE15 6AV", "Oakham", "LE15", "QE15 6AA", "Oakham LE15 6AA", "LE15 6AA (Oakham)", "LE15-6AA"])
      expect(letterFault(`1 High Street\nOakham\n${bad}`), bad).toBe("postcode");
  });
  it("begins no line with a sign the printer takes for an order", () => {
    for (const sign of ["@", "(", ")", "=", "[", "]", '"', "\\", "/", "<", ">", "~"])
      expect(letterFault(`1 High Street\n${sign}Oakham\nLE15 6AA`), sign).toBe("beginning");
    expect(letterFault("Flat 2 (back)\n1/2 High Street\nLE15 6AA")).toBeUndefined();
  });
  it("is an address: nobody has no fixed abode", () => {
    for (const none of ["No fixed abode", "NFA", "no fixed\naddress", "of no Fixed Address"])
      expect(letterFault(`Ada\n${none}\nOakham\nLE15 6AA`), none).toBe("no-fixed-abode");
    expect(letterFault("1 Nfarm Lane\nOakham\nLE15 6AA")).toBeUndefined();
  });
  it("is what is kept: whatever is taken has lines that each can be printed", () => {
    const line = fc.string({ unit: fc.constantFrom("a", "B", " ", ",", "@", "1", "\u200b", "=", "/"), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 9 }), (lines) => {
        const read = PostalAddress.safeParse([...lines, "LE15 6AA"].join("\n"));
        if (!read.success) return true;
        const kept = addressLines(read.data);
        return kept.length >= 3 && kept.length <= 7 && kept.every((one) => /^[aB1L]/.test(one));
      }),
    );
  });
});
