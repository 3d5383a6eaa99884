package io.boxstream.events.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.TransactionSettings;
import io.boxstream.events.TransactionalPublisher;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A process for tests to kill: a member of a consumer group that answers each request with its key
 * and value. It starts when it is sent a line, says {@code working} after the answers of each poll
 * and before they are committed, and ends with its standard input.
 */
final class EchoMember {
  /** A request that takes long. */
  static final String SLOW = "slow";

  static final String WORKING = "working";
  static final String READY = "ready";

  private static final int RECORDS_PER_POLL = 20;
  private static final Duration WORK = Duration.ofMillis(1);
  private static final Duration LONG_WORK = Duration.ofMillis(500);

  private EchoMember() {}

  enum Mode {
    AT_LEAST_ONCE,
    EXACTLY_ONCE
  }

  /**
   * @param arguments brokers, mode, group, topic of requests, topic of answers, milliseconds of the
   *     transaction timeout
   */
  public static void main(String[] arguments) throws IOException {
    KafkaSettings kafka =
        new KafkaSettings(
            arguments[0], Map.of("session.timeout.ms", "1000", "heartbeat.interval.ms", "250"));
    String group = arguments[2];
    List<String> requests = List.of(arguments[3]);
    String answers = arguments[4];
    Supplier<Consumer<byte[], byte[]>> consumers =
        () -> KafkaClients.groupConsumer(kafka, group, RECORDS_PER_POLL);
    ConsumerLoopSettings settings = ConsumerLoopSettings.named("echo");
    // Loads what the first poll needs: the process is at work soon after its line.
    consumers.get().close();
    System.out.println(READY);
    if (System.in.read() < 0) {
      return;
    }
    ConsumerLoop loop =
        switch (Mode.valueOf(arguments[1])) {
          case AT_LEAST_ONCE -> {
            EventPublisher publisher = KafkaEventPublisher.connect(kafka, "echo");
            yield ConsumerLoop.perBatch(
                settings,
                consumers,
                requests,
                (records, rejections) -> answer(records, publisher, answers),
                new DeadLetters(publisher, Clock.systemUTC()));
          }
          case EXACTLY_ONCE -> {
            TransactionalPublisher publisher =
                TransactionalPublisher.forService(
                    kafka,
                    "echo",
                    TransactionSettings.random(
                        "echo-", Duration.ofMillis(Long.parseLong(arguments[5]))));
            yield ConsumerLoop.exactlyOnce(
                settings,
                consumers,
                requests,
                (records, rejections) -> answer(records, publisher, answers),
                publisher,
                new DeadLetters(publisher, Clock.systemUTC()));
          }
        };
    loop.start();
    while (System.in.read() >= 0) {
      // The parent is alive.
    }
    loop.close();
  }

  private static void answer(
      List<ConsumerRecord<byte[], byte[]>> records, EventPublisher publisher, String topic) {
    List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>();
    boolean slow = false;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      LockSupport.parkNanos(WORK.toNanos());
      slow |= new String(record.value(), UTF_8).equals(SLOW);
      sent.add(publisher.send(new ProducerRecord<>(topic, record.key(), record.value())));
    }
    sent.forEach(CompletableFuture::join);
    System.out.println(WORKING);
    if (slow) {
      LockSupport.parkNanos(LONG_WORK.toNanos());
    }
  }
}
