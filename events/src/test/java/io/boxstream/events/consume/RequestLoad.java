package io.boxstream.events.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.boxstream.events.EventPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends requests, numbered by key, at a steady pace from a thread of its own until it ends. */
final class RequestLoad {
  private static final int KEYS = 24;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final EventPublisher publisher;
  private final String topic;
  private final AtomicBoolean enough = new AtomicBoolean();
  private final List<String> sent = new ArrayList<>();
  private final Thread thread = new Thread(this::sendAll, "load");

  private RequestLoad(EventPublisher publisher, String topic) {
    this.publisher = publisher;
    this.topic = topic;
  }

  static RequestLoad start(EventPublisher publisher, String topic) {
    RequestLoad load = new RequestLoad(publisher, topic);
    load.thread.start();
    return load;
  }

  /** Ends, and returns {@code key/number} of all requests, which are on the topic. */
  List<String> end() throws InterruptedException {
    enough.set(true);
    thread.join();
    return List.copyOf(sent);
  }

  private void sendAll() {
    for (int number = 0; !enough.get(); number++) {
      for (int key = 0; key < KEYS; key++) {
        String value = key + "/" + number;
        publisher
            .send(
                new ProducerRecord<>(
                    topic, Integer.toString(key).getBytes(UTF_8), value.getBytes(UTF_8)))
            .join();
        sent.add(value);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
