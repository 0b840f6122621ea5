import { randomUUID } from "node:crypto";
import type { LocalEvents } from "./events.ts";
import { listIn, objectIn } from "./json.ts";
import type { LocalObjects, StoredObject } from "./storage-objects.ts";
import type { SynthesizedSystem } from "./template.ts";

/** Stands in for GuardDuty: looks at files of the buckets that the template has scanned. */
export interface LocalScanner {
  scan(bucket: string, stored: StoredObject): Promise<void>;
}

/** The harmless text that every malware scanner takes for malware; in two parts, so that none takes this file for it. */
export const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");

const SCAN_TAG = "GuardDutyMalwareScanStatus";

/** Marks each scanned file as GuardDuty would, then says so on the event bus. The only malware it knows is the EICAR test file. */
export function localScanner(system: SynthesizedSystem, objects: LocalObjects, events: LocalEvents): LocalScanner {
  const scanned = new Map(
    system.ofType("AWS::GuardDuty::MalwareProtectionPlan").map(({ properties }) => {
      const plan = objectIn(objectIn(properties["ProtectedResource"])["S3Bucket"]);
      return [system.text(plan["BucketName"]), listIn(plan["ObjectPrefixes"]).map(String)] as const;
    }),
  );
  return {
    async scan(bucket, { note: { key, etag }, bytes }) {
      const prefixes = scanned.get(bucket);
      if (!prefixes || (prefixes.length > 0 && !prefixes.some((prefix) => key.startsWith(prefix)))) return;
      const scanResultStatus = bytes.includes(EICAR) ? "THREATS_FOUND" : "NO_THREATS_FOUND";
      await objects.tag(bucket, key, etag, { [SCAN_TAG]: scanResultStatus });
      await events.publish({
        version: "0",
        id: randomUUID(),
        "detail-type": "GuardDuty Malware Protection Object Scan Result",
        source: "aws.guardduty",
        account: "000000000000",
        time: new Date().toISOString(),
        region: "eu-west-2",
        resources: [],
        detail: {
          schemaVersion: "1.0",
          scanStatus: "COMPLETED",
          resourceType: "S3_OBJECT",
          s3ObjectDetails: { bucketName: bucket, objectKey: key, eTag: etag, versionId: "", s3Throttled: false },
          scanResultDetails: { scanResultStatus, threats: scanResultStatus === "THREATS_FOUND" ? [{ name: "EICAR-Test-File (not a virus)" }] : null },
        },
      });
    },
  };
}
