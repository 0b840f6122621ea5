import * as z from "zod/mini";

/** What a seal needs of an entry's image in the table's stream. */
const Image = z.object({ record: z.object({ S: z.string() }), sequence: z.object({ N: z.string() }), hash: z.object({ S: z.string() }) });

/** Records of the table's stream, as Lambda hands them on. */
export const StreamEvent = z.object({
  Records: z.array(
    z.object({
      eventID: z.string(),
      dynamodb: z.object({ ApproximateCreationDateTime: z.number(), NewImage: z.optional(z.unknown()) }),
    }),
  ),
});
type StreamRecord = z.infer<typeof StreamEvent>["Records"][number];

/** The entries among records of the stream, written for the first time or over another: both are sealed, so that the second is found. */
export const headsIn = (records: readonly StreamRecord[]) =>
  records.flatMap(({ dynamodb: { NewImage } }) => {
    const image = Image.safeParse(NewImage);
    return image.success ? [{ record: image.data.record.S, sequence: Number(image.data.sequence.N), hash: image.data.hash.S }] : [];
  });
