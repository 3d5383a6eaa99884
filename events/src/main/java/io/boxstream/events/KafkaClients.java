package io.boxstream.events;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Creates the Kafka clients of every service, configured for image-sized records and against silent
 * data loss.
 */
public final class KafkaClients {
  private static final int MEBIBYTE = 1024 * 1024;

  /** A broker returns a larger batch, but not a second one. */
  private static final int SINGLE_FETCH_BYTES = 64 * 1024;

  private static final Duration TRANSACTION_CALL = Duration.ofSeconds(15);

  private static final Duration MAX_RECONNECT_BACKOFF = Duration.ofSeconds(2);

  private KafkaClients() {}

  /** An idempotent producer that waits for every in-sync replica. */
  public static Producer<byte[], byte[]> producer(KafkaSettings settings, String clientId) {
    return producer(writing(settings, clientId));
  }

  /**
   * A producer that writes transactions. Every call that ends one returns or fails within seconds.
   */
  public static Producer<byte[], byte[]> transactionalProducer(
      KafkaSettings settings, String clientId, TransactionSettings transactions) {
    Map<String, Object> config = writing(settings, clientId);
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactions.id());
    config.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Math.toIntExact(transactions.timeout().toMillis()));
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TRANSACTION_CALL.toMillis());
    // A record that is not acknowledged soon fails its transaction, which is tried again.
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
    return producer(config);
  }

  private static Map<String, Object> writing(KafkaSettings settings, String clientId) {
    Map<String, Object> config = common(settings, clientId);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // With more than one, a partition's first batch can be lost if it fails with a retriable error
    // and the next batch succeeds: a broker accepts any batch as a producer's first (KAFKA-15591).
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 10 * MEBIBYTE);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * MEBIBYTE);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 15_000);
    // One request is under way at a time: meanwhile records gather without a wait.
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    return config;
  }

  private static Producer<byte[], byte[]> producer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A consumer in a group, with auto-commit disabled. */
  public static Consumer<byte[], byte[]> groupConsumer(
      KafkaSettings settings, String groupId, int maxPollRecords) {
    Map<String, Object> config = reading(settings, groupId, maxPollRecords);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * A consumer without a group. The caller assigns partitions and stores the positions. An offset
   * out of range is an error and does not reset the position.
   */
  public static Consumer<byte[], byte[]> assignedConsumer(
      KafkaSettings settings, String clientId, int maxPollRecords) {
    Map<String, Object> config = reading(settings, clientId, maxPollRecords);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * A consumer without a group for single records at known offsets. It fetches one batch at a time,
   * because what follows a record is of no use.
   */
  public static Consumer<byte[], byte[]> singleRecordConsumer(
      KafkaSettings settings, String clientId) {
    Map<String, Object> config = reading(settings, clientId, 1);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, SINGLE_FETCH_BYTES);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, SINGLE_FETCH_BYTES);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** An admin client. */
  public static Admin admin(KafkaSettings settings) {
    return Admin.create(common(settings, "boxstream-admin"));
  }

  private static Map<String, Object> reading(
      KafkaSettings settings, String clientId, int maxPollRecords) {
    Map<String, Object> config = common(settings, clientId);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPollRecords);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 32 * MEBIBYTE);
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * MEBIBYTE);
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
    return config;
  }

  private static Map<String, Object> common(KafkaSettings settings, String clientId) {
    Map<String, Object> config = ClientProperties.configurable(settings.properties());
    // Kafka's own factory reads certificates once.
    config.putIfAbsent(
        SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, RenewedSslEngineFactory.class.getName());
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    config.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    config.put(
        CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
        (int) MAX_RECONNECT_BACKOFF.toMillis());
    // Detects a new cluster at the same address.
    config.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, 30_000);
    return config;
  }
}
