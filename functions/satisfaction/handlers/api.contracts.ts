import * as z from "zod/mini";
import { Period } from "../../../shared/domain/small-numbers/period.ts";
import { type ApiContract, PROBLEMS } from "../../../shared/http/contract.ts";

const Count = z.union([
  z.object({ atLeast: z.number() }),
  z.object({ fewerThan: z.number() }),
  z.object({ most: z.literal(true) }),
  z.object({ notShown: z.enum(["alike", "unusual", "protects"]) }),
]);
const Row = z.object({ id: z.string(), name: z.string(), cells: z.array(Count), total: z.optional(Count) });

/** What the API of figures of feedback answers: a publication as it is stored, the same that the page and the files are made of. */
export const satisfactionContracts = {
  publicFeedbackFigures: {
    answers: {
      200: z.object({
        period: Period,
        version: z.number(),
        publishedOn: z.string(),
        correction: z.optional(z.string()),
        rules: z.object({ version: z.number(), threshold: z.number(), base: z.number() }),
        tables: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            columns: z.array(z.object({ id: z.string(), name: z.string() })),
            rows: z.array(Row),
            totals: z.optional(z.object({ cells: z.array(Count), total: z.optional(Count) })),
          }),
        ),
        earlier: z.array(Period),
      }),
    },
    problems: [404, 429, ...PROBLEMS.open],
  },
} as const satisfies Readonly<Record<string, ApiContract>>;
