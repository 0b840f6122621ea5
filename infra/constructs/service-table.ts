import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import { Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { table } from "../../shared/table/definition.ts";
import { keptIf } from "../stages.ts";

/** The one table, with its key. Built from `shared/table/definition.ts`; kept whatever happens to its stack. */
export class ServiceTable extends Construct {
  readonly table: Table;
  readonly key: Key;

  constructor(scope: Construct, id: string, { keepData }: { readonly keepData: boolean }) {
    super(scope, id);
    const removalPolicy = keptIf(keepData);
    this.key = new Key(this, "Key", { description: "Encrypts the Trellis table", enableKeyRotation: true, removalPolicy });
    this.table = new Table(this, "Table", {
      partitionKey: { name: table.partitionKey, type: AttributeType.STRING },
      sortKey: { name: table.sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: table.timeToLive,
      stream: StreamViewType.NEW_IMAGE,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: this.key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy,
    });
    for (const [indexName, { partitionKey, sortKey, keysOnly }] of Object.entries(table.indexes)) {
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: partitionKey, type: AttributeType.STRING },
        sortKey: { name: sortKey, type: AttributeType.STRING },
        projectionType: keysOnly ? ProjectionType.KEYS_ONLY : ProjectionType.ALL,
      });
    }
  }
}
