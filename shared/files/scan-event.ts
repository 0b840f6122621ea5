import * as z from "zod/mini";

/** What GuardDuty says of an object it has looked at, as EventBridge brings it: the parts Trellis reads. */
export const ScanEvent = z.object({
  source: z.literal("aws.guardduty"),
  detail: z.object({
    scanStatus: z.string(),
    s3ObjectDetails: z.object({ bucketName: z.string(), objectKey: z.string(), eTag: z.string() }),
    scanResultDetails: z.optional(z.nullable(z.object({ scanResultStatus: z.optional(z.nullable(z.string())) }))),
  }),
});

export type ScanEvent = z.infer<typeof ScanEvent>;

export type ScanOutcome = "clean" | "threat" | "unscanned";

/** Clean only when a scan that was completed found nothing. Whatever could not be scanned is not clean. */
export function scanOutcome({ detail }: ScanEvent): ScanOutcome {
  if (detail.scanStatus !== "COMPLETED") return "unscanned";
  const found = detail.scanResultDetails?.scanResultStatus;
  return found === "NO_THREATS_FOUND" ? "clean" : found === "THREATS_FOUND" ? "threat" : "unscanned";
}
