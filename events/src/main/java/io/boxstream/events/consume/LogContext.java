package io.boxstream.events.consume;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.MDC;

/** Adds the topic, partition and offset of a record to the logging context. */
final class LogContext {
  private static final String TOPIC = "topic";
  private static final String PARTITION = "partition";
  private static final String OFFSET = "offset";

  private LogContext() {}

  static void about(ConsumerRecord<byte[], byte[]> record, Runnable logging) {
    MDC.put(TOPIC, record.topic());
    MDC.put(PARTITION, Integer.toString(record.partition()));
    MDC.put(OFFSET, Long.toString(record.offset()));
    try {
      logging.run();
    } finally {
      MDC.remove(TOPIC);
      MDC.remove(PARTITION);
      MDC.remove(OFFSET);
    }
  }
}
