import type { Finding } from "../finding.ts";
import type { ShopWiring } from "./shop-wiring.ts";

const EXPLICIT = ["max_batch_size", "max_batch_timeout", "max_retries"] as const;

/**
 * Every queue is consumed once, with settings of its own: local defaults differ from production's, and a queue without
 * a consumer loses messages. What fails for good lands in a queue that somebody consumes as well.
 */
export function checkQueues({ workers }: ShopWiring): Finding[] {
  const consumers = workers.flatMap(({ file, config }) =>
    config.queues.consumers.map((consumer) => ({ file, ...consumer })),
  );
  const named = [
    ...workers.flatMap(({ file, config }) => config.queues.producers.map(({ queue }) => ({ file, queue }))),
    ...consumers,
    ...consumers.flatMap(({ file, dead_letter_queue }) =>
      dead_letter_queue === undefined ? [] : [{ file, queue: dead_letter_queue }],
    ),
  ];
  const deadLetterQueues = consumers.flatMap(({ dead_letter_queue }) => dead_letter_queue ?? []);

  const unconsumed = [...Map.groupBy(named, ({ queue }) => queue)].flatMap(([queue, [first]]) => {
    const count = consumers.filter((consumer) => consumer.queue === queue).length;
    if (count === 1 || !first) return [];
    return [
      { file: first.file, rule: `the queue "${queue}" has ${count} consumers`, todo: "give it exactly one" },
    ];
  });
  const implicit = consumers.flatMap((consumer) =>
    EXPLICIT.filter((field) => consumer[field] === undefined).map((field) => ({
      file: consumer.file,
      rule: `the consumer of "${consumer.queue}" does not set ${field}`,
      todo: "set it: what a machine at home assumes is not what production assumes",
    })),
  );
  const dropping = consumers
    .filter(
      ({ queue, dead_letter_queue }) => dead_letter_queue === undefined && !deadLetterQueues.includes(queue),
    )
    .map(({ file, queue }) => ({
      file,
      rule: `the consumer of "${queue}" has no dead_letter_queue`,
      todo: "name one, and let a Worker store what arrives there",
    }));
  return [...unconsumed, ...implicit, ...dropping];
}
