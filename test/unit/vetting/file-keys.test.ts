import { describe, expect, it } from "vitest";
import { checkedKey, fileAt, fileKey, UPLOAD_TYPE } from "../../../functions/vetting/rules/file-keys.ts";

describe("where a file is kept", () => {
  it("says its case, its evidence and whose it is, and is read back as it was written", () => {
    const place = { case: "a-case", evidence: "training", file: "f1" };
    const workers = { case: "a-case", evidence: "training.w1", file: "f1" };
    expect([fileKey(place), fileKey(workers)]).toEqual(["evidence/a-case/training/-/f1", "evidence/a-case/training/w1/f1"]);
    expect([fileAt(fileKey(place)), fileAt(fileKey(workers))]).toEqual([place, workers]);
    const officers = { ...workers, by: "ann" };
    expect([fileKey(officers), fileAt(fileKey(officers))]).toEqual(["evidence/a-case/training/w1/f1/ann", officers]);
  });
  it("is another once it was checked, for each content, and never one that a form is made for", () => {
    const place = { case: "a-case", evidence: "training.w1", file: "f1", by: "ann" };
    expect(checkedKey(place, '"ab12"')).toBe("checked/a-case/training/w1/f1/ab12");
    expect(checkedKey(place, "cd")).not.toBe(checkedKey(place, "ab12"));
    expect(fileAt(checkedKey(place, "ab12"))).toBeUndefined();
  });
  it("is none of ours under any other key", () => {
    const others = [
      "",
      "evidence",
      "other/a-case/training/-/f1",
      "evidence/a-case/training/-/f1/not an id",
      "evidence/a-case/training/-/f1/ben/more",
      "evidence/a-case/training/-",
      "evidence//training/-/f1",
      "evidence/a-case//-/f1",
      "evidence/a-case/training/-/",
      "evidence/a case/training/-/f1",
      "evidence/a-case/training/-/f 1",
    ];
    for (const key of others) expect(fileAt(key), key).toBeUndefined();
  });
  it("keeps to bytes: no file is stored as something a browser would open", () => {
    expect(UPLOAD_TYPE).toBe("application/octet-stream");
  });
});
