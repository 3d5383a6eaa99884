package io.boxstream.events.consume;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.MDC;

/** Names a record in the log lines written while it is open. */
final class LogContext implements AutoCloseable {
  private static final String TOPIC = "topic";
  private static final String PARTITION = "partition";
  private static final String OFFSET = "offset";

  private LogContext() {}

  static LogContext of(ConsumerRecord<byte[], byte[]> record) {
    MDC.put(TOPIC, record.topic());
    MDC.put(PARTITION, Integer.toString(record.partition()));
    MDC.put(OFFSET, Long.toString(record.offset()));
    return new LogContext();
  }

  @Override
  public void close() {
    MDC.remove(TOPIC);
    MDC.remove(PARTITION);
    MDC.remove(OFFSET);
  }
}
