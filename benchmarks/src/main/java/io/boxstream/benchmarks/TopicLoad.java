package io.boxstream.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.boxstream.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A client that sends detection requests to their topic and reads the answers from theirs.
 *
 * @param bootstrapServers of the broker
 * @param images JPEG files, in turn
 */
record TopicLoad(String bootstrapServers, List<byte[]> images) {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  TopicLoad {
    requireNonNull(bootstrapServers, "bootstrapServers");
    images = List.copyOf(images);
  }

  /** Sends so many requests as fast as the broker takes them. */
  AnswerTimes atOnce(int count) throws Exception {
    return send(count, 0, number -> null);
  }

  /** Sends so many requests as fast as the broker takes them, to these partitions in turn. */
  AnswerTimes atOnce(int count, List<Integer> partitions) throws Exception {
    return send(count, 0, number -> partitions.get(number % partitions.size()));
  }

  /** Requests are due at equal intervals; an answer's time counts from then on. */
  AnswerTimes atRate(double rate, Duration duration) throws Exception {
    return send((int) (rate * duration.toNanos() / 1e9), (long) (1e9 / rate), number -> null);
  }

  /**
   * @param partition of a request by its number; null if its key decides
   */
  private AnswerTimes send(int count, long interval, IntFunction<Integer> partition)
      throws Exception {
    AnswerTimes times = new AnswerTimes();
    Map<String, Long> due = new ConcurrentHashMap<>();
    String run = Long.toString(System.nanoTime());
    AtomicBoolean stopping = new AtomicBoolean();
    try (Consumer<String, byte[]> consumer = consumer();
        Producer<String, byte[]> producer = producer()) {
      CompletableFuture<Void> reading =
          CompletableFuture.runAsync(() -> read(consumer, due, times, stopping));
      long start = System.nanoTime();
      for (int number = 0; number < count; number++) {
        long time = start + number * interval;
        HttpLoad.awaitTime(time);
        String key = run + "-" + number;
        due.put(key, time);
        ProducerRecord<String, byte[]> request =
            new ProducerRecord<>(
                Topics.DETECTION_REQUESTS,
                partition.apply(number),
                key,
                images.get(number % images.size()));
        request.headers().add("content-type", "image/jpeg".getBytes(UTF_8));
        producer.send(request);
      }
      producer.flush();
      long end = System.nanoTime() + LONGEST.toNanos();
      while (!due.isEmpty() && System.nanoTime() < end && !reading.isDone()) {
        Thread.sleep(20);
      }
      stopping.set(true);
      reading.get();
    }
    due.keySet().forEach(unanswered -> times.fail());
    return times;
  }

  private static void read(
      Consumer<String, byte[]> consumer,
      Map<String, Long> due,
      AnswerTimes times,
      AtomicBoolean stopping) {
    while (!stopping.get()) {
      var records = consumer.poll(Duration.ofMillis(50));
      long now = System.nanoTime();
      records.forEach(
          record -> {
            Long time = due.remove(record.key());
            if (time != null) {
              times.add(time, now);
            }
          });
    }
  }

  /** Begins at the end of the topic. */
  private Consumer<String, byte[]> consumer() {
    Consumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    consumer
        .partitionsFor(Topics.DETECTIONS)
        .forEach(part -> partitions.add(new TopicPartition(part.topic(), part.partition())));
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return consumer;
  }

  /** To its users each millisecond matters: it waits for no further requests. */
  private Producer<String, byte[]> producer() {
    Map<String, Object> settings = new HashMap<>(settings());
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> settings() {
    return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
  }
}
