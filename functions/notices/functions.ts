import { NOTICE_GRANTS, partitionsOf } from "../../shared/records/grants.ts";
import { indexes } from "../../shared/table/keys.ts";
import type { FunctionSpec } from "../function-spec.ts";
import { DeliverEnv } from "./deliver.env.ts";
import { FindWaitingEnv } from "./find-waiting.env.ts";

export const noticesFunctions = {
  deliver: {
    entry: "functions/notices/deliver.handler.ts",
    env: DeliverEnv,
    table: { mode: "write", ...NOTICE_GRANTS, indexes: { gsi1: partitionsOf(indexes.noticesOf) } },
    memoryMb: 512,
    timeoutSeconds: 60,
    ifItFails: "People do not hear what was decided about them, or what they must do by when.",
    secrets: ["notify"],
    queue: {
      batchSize: 5,
      maxConcurrency: 10,
      visibilitySeconds: 900,
      // A quarter of an hour apart: half a day in which Notify may be out.
      maxReceiveCount: 48,
      outbox: {
        filter: { eventName: ["INSERT"], dynamodb: { NewImage: { entity: { S: ["notice"] }, state: { S: ["waiting"] } } } },
        message: '{"notice": <$.dynamodb.NewImage.id.S>}',
      },
    },
    alarmsOn: [
      {
        event: "notice-failed",
        impact:
          "A notice could not be delivered by one of its ways. It goes by the next there is; the person, who caused it and the officer of the case see it.",
      },
    ],
  },
  findWaiting: {
    entry: "functions/notices/find-waiting.handler.ts",
    env: FindWaitingEnv,
    table: { mode: "write", ...NOTICE_GRANTS, indexes: { gsi3: partitionsOf(indexes.waitingNotices, indexes.sentNotices) } },
    memoryMb: 512,
    timeoutSeconds: 300,
    ifItFails: "A notice that was lost on its way stays unsent: someone does not hear what was decided, or what they must do by when.",
    schedule: { everyMinutes: 60 },
    sendsTo: ["deliver"],
    alarmsOn: [
      {
        event: "notices-waiting",
        impact: "Notices waited longer than they should and were put in the queue again. Check that GOV.UK Notify, the pipe and the queue work.",
      },
    ],
  },
} as const satisfies Record<string, FunctionSpec>;
