/** The part of an SQS event that a worker reads. */
export interface QueueEvent {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

/** Which messages of a batch failed, as SQS takes it: those come again, and the others do not. */
export interface BatchAnswer {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * A Lambda handler of a work queue: `handle` is given each message's JSON, all of a batch at once; a message whose handling
 * throws comes again, and `failed` hears why.
 */
export const queueWorker =
  (handle: (message: unknown) => Promise<void>, failed: (error: unknown) => void) =>
  async ({ Records }: QueueEvent): Promise<BatchAnswer> => {
    const tried = await Promise.all(
      Records.map(async ({ messageId, body }) => {
        try {
          await handle(JSON.parse(body));
          return [];
        } catch (error) {
          failed(error);
          return [{ itemIdentifier: messageId }];
        }
      }),
    );
    return { batchItemFailures: tried.flat() };
  };
