import { DeleteCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { dynamoFactsStore } from "../../functions/satisfaction/store/dynamo-facts-store.ts";
import { dynamoFiguresStore } from "../../functions/satisfaction/store/dynamo-figures-store.ts";
import { dynamoScoreStore } from "../../functions/satisfaction/store/dynamo-score-store.ts";
import { satisfactionKeys } from "../../functions/satisfaction/store/keys.ts";
import { correctFeedback } from "../../functions/satisfaction/use-cases/close-feedback.ts";
import { planSatisfaction } from "../../functions/satisfaction/use-cases/plan-satisfaction.ts";
import type { PlanDeps } from "../../functions/satisfaction/use-cases/ports.ts";
import { refreshScores } from "../../functions/satisfaction/use-cases/refresh-scores.ts";
import type { Audience } from "../../shared/domain/small-numbers/rules.ts";
import { dayMarks } from "../../shared/due/dynamo-due.ts";
import { keys } from "../../shared/table/keys.ts";
import { noon } from "../support/balance-cases.ts";
import { COUNCIL, OTHER_COUNCIL } from "../support/councils.ts";
import { aFact, manyAnswers, manyFacts, storedAnswers, storedFacts } from "../support/feedback-facts.ts";
import { sweptUntil } from "../support/swept-until.ts";
import { aTable, type TestTable } from "../support/tables.ts";

let table: TestTable;

/** The job as its role lets it. */
const deps = (): PlanDeps => {
  const own = table.tableOf("satisfactionPlan");
  return {
    ...{ facts: dynamoFactsStore(own), figures: dynamoFiguresStore(own), scores: dynamoScoreStore(own) },
    ...{ done: dayMarks(own, "satisfactionPlan"), scoresDone: dayMarks(own, "satisfactionScores") },
  };
};
const plan = (day: string) => planSatisfaction(deps(), noon(day));
const score = (day: string) => refreshScores(deps(), COUNCIL, noon(day));
const periods = (audience: Audience, council = COUNCIL) => deps().figures.periods(audience, council);
const newest = async (audience: Audience, period: string) => (await deps().figures.newest(audience, COUNCIL, period))?.publication;
const OCTOBER = "2026-10-01/P1M";
const QUARTER = "2026-10-01/P3M";

beforeAll(async () => {
  table = await aTable();
  await sweptUntil(deps().done, "2026-11-01");
  await storedFacts(table, manyFacts("2026-10", "2026-10-31", 40));
  await storedFacts(table, manyFacts("2026-11", "2026-12-01", 36));
  await storedFacts(table, manyFacts("2026-12", "2026-12-31", 44));
});

describe("the daily job of figures", () => {
  it("publishes nothing of a month while somebody who was invited in it can answer", async () => {
    expect(await plan("2026-10-31")).toEqual({ published: 0, scores: 0 });
    expect(await periods("staff")).toEqual([]);
  });
  it("publishes a month once, whoever runs it twice or at once", async () => {
    const both = await Promise.all([plan("2026-11-01"), plan("2026-11-01")]);
    expect(both.map(({ published }) => published).reduce((sum, one) => sum + one)).toBe(1);
    expect((await plan("2026-11-02")).published).toBe(0);
    expect(await periods("staff")).toEqual([OCTOBER]);
    expect(await newest("staff", OCTOBER)).toMatchObject({ audience: "staff", version: 1, publishedOn: "2026-11-01", rules: { threshold: 5, base: 5 } });
  });
  it("never works a closed month out again, whatever comes to it later", async () => {
    const before = await newest("staff", OCTOBER);
    await storedFacts(table, [aFact({ person: "late-1" }), aFact({ person: "late-2" })]);
    await plan("2026-11-03");
    expect(await newest("staff", OCTOBER)).toEqual(before);
  });
  it("waits for the last day of every invitation: on that day it is not over", async () => {
    expect((await plan("2026-12-01")).published).toBe(0);
    expect((await plan("2026-12-02")).published).toBe(1);
  });
  it("publishes a quarter for everyone once its months are, as their sum and no new count, though somebody was erased meanwhile", async () => {
    await table.table.client.send(new DeleteCommand({ TableName: table.name, Key: keys.feedbackFact(COUNCIL, "2026-11", "inv-2026-11-p0-0") }));
    expect((await plan("2027-01-01")).published).toBe(2);
    expect((await plan("2027-01-01")).published).toBe(0);
    expect(await periods("public")).toEqual([QUARTER]);
    const quarter = await newest("public", QUARTER);
    expect(quarter).toMatchObject({ audience: "public", version: 1, rules: { threshold: 10, base: 5 } });
    // 40, 36 and 44 people were invited.
    expect(quarter?.tables.find(({ id }) => id === "answered-by-channel")?.totals?.total).toEqual({ atLeast: 120 });
  });
  it("makes up for the days it missed, in the order of the months, and says nothing of those before the first invitation", async () => {
    await storedFacts(table, manyFacts("2026-11", "2026-11-30", 44), OTHER_COUNCIL);
    await storedFacts(table, manyFacts("2026-12", "2026-12-31", 40), OTHER_COUNCIL);
    await plan("2027-01-20");
    expect(await periods("staff", OTHER_COUNCIL)).toEqual(["2026-12-01/P1M", "2026-11-01/P1M"]);
    expect(await periods("public", OTHER_COUNCIL)).toEqual([QUARTER]);
    const { earlier } = (await deps().figures.newest("staff", OTHER_COUNCIL)) ?? {};
    expect(earlier).toEqual(["2026-11-01/P1M"]);
  });
});

describe("a correction", () => {
  const correct = () => correctFeedback(deps(), { council: COUNCIL, period: OCTOBER, why: "Some letters were counted late." }, noon("2027-01-21"));
  it("is refused where so few people changed that two versions would tell of one", async () => {
    expect(await correct()).toBe("too-few-changed");
    expect(await newest("staff", OCTOBER)).toMatchObject({ version: 1 });
  });
  it("is a new version of the month, and of its quarter, that says why; what was published stays as it was", async () => {
    const before = await newest("public", QUARTER);
    await storedFacts(
      table,
      ["late-3", "late-4", "late-5", "late-6"].map((person) => aFact({ person })),
    );
    expect(await correct()).toBe("done");
    for (const found of [await newest("staff", OCTOBER), await newest("public", QUARTER)])
      expect(found).toMatchObject({ version: 2, correction: "Some letters were counted late." });
    const { Items = [] } = await table.table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": satisfactionKeys.publicFigures(COUNCIL, "", 0).pk },
      }),
    );
    expect(Items.map(({ publication }) => publication.version)).toEqual([1, 2]);
    expect(Items[0]?.["publication"]).toEqual(before);
  });
  it("is made once: the same again changes nothing", async () => {
    expect(await correct()).toBe("too-few-changed");
    expect(await newest("public", QUARTER)).toMatchObject({ version: 2 });
  });
});

describe("true counts, and what scores were made of", () => {
  const reads = (name: "satisfaction" | "reviews" | "public", pk: string) => {
    const own = table.tableOf(name);
    return own.client.send(new QueryCommand({ TableName: table.name, KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": pk } }));
  };
  it("can be read by no function that serves routes", async () => {
    for (const pk of [satisfactionKeys.trueFigures(COUNCIL, "", 0).pk, satisfactionKeys.score("pa-1").pk])
      for (const name of ["satisfaction", "reviews", "public"] as const)
        await expect(reads(name, pk), `${name} ${pk}`).rejects.toMatchObject({ name: "AccessDeniedException" });
  });
  it("come from items that only the function of their records and the job can read", async () => {
    for (const pk of [keys.feedbackFact(COUNCIL, "2026-10", "").pk, keys.providerAnswer("pa-1", "").pk])
      for (const name of ["satisfaction", "public"] as const)
        await expect(reads(name, pk), `${name} ${pk}`).rejects.toMatchObject({ name: "AccessDeniedException" });
  });
});

describe("the score of a provider", () => {
  const shown = async () => (await deps().scores.score("pa-1"))?.shown;
  it("is made once a quarter, of what was answered before it ended, by whoever of two runs comes first", async () => {
    await storedFacts(table, [aFact({ person: "of-pa-1", sentOn: "2027-02-03", until: "2027-02-28", answeredOn: "2027-02-05", listings: ["pa-1"] })]);
    await storedAnswers(table, "pa-1", [...manyAnswers(9, 7, "2027-03-01"), ...manyAnswers(4, 0, "2027-04-01", 20)]);
    await score("2027-04-01");
    // Nine people before the quarter ended: too few.
    expect(await shown()).toEqual({ tooFew: true });
    await storedAnswers(table, "pa-1", manyAnswers(3, 3, "2027-03-30", 9));
    await score("2027-04-02");
    expect(await shown()).toEqual({ tooFew: true });
  });
  it("changes in a new quarter, and what everyone sees is written with it, without how many answered", async () => {
    const runs = await Promise.all([score("2027-07-01"), score("2027-07-01")]);
    expect(runs.reduce((sum, one) => sum + one)).toBe(1);
    // 16 people, of whom ten are satisfied: three in five.
    expect(await deps().scores.score("pa-1")).toEqual({ quarter: "2027-04-01/P3M", shown: { atLeast: 10, fifths: 3 }, ofAnswers: 16 });
    const items = await table.reader.queryBetween(keys.publicScore("pa-1").pk, "S", "T");
    expect(items.map(({ body }) => JSON.parse(body?.S ?? ""))).toEqual([{ quarter: "2027-04-01/P3M", shown: { atLeast: 10, fifths: 3 } }]);
  });
  it("stays where a new quarter has fewer than five new answers", async () => {
    await storedAnswers(table, "pa-1", manyAnswers(4, 4, "2027-08-01", 50));
    await score("2027-10-01");
    expect(await deps().scores.score("pa-1")).toMatchObject({ quarter: "2027-04-01/P3M", ofAnswers: 16 });
  });
});
