import { AttributeType, BillingMode, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import type { Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { ledgerTable } from "../../shared/table/definition.ts";
import { keptIf } from "../stages.ts";

/** The table of money, sealed with the key of the other. Built from `shared/table/definition.ts`; kept whatever happens to its stack. */
export class LedgerTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { encryptionKey, keepData }: { readonly encryptionKey: Key; readonly keepData: boolean }) {
    super(scope, id);
    this.table = new Table(this, "Table", {
      partitionKey: { name: ledgerTable.partitionKey, type: AttributeType.STRING },
      sortKey: { name: ledgerTable.sortKey, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: ledgerTable.timeToLive,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: keptIf(keepData),
    });
  }
}
