package io.boxstream.ingest.catalog;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Reads the topic id from the broker. It changes when the topic is deleted and created again. */
public final class TopicIdentity implements Supplier<String> {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final KafkaSettings settings;
  private final String topic;

  /**
   * @param settings connection to the broker
   * @param topic name of the topic
   */
  public TopicIdentity(KafkaSettings settings, String topic) {
    this.settings = requireNonNull(settings, "settings");
    this.topic = requireNonNull(topic, "topic");
  }

  @Override
  public String get() {
    try (Admin admin = KafkaClients.admin(settings)) {
      return admin
          .describeTopics(List.of(topic))
          .topicNameValues()
          .get(topic)
          .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          .topicId()
          .toString();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("the broker does not return the id of topic " + topic, e);
    }
  }
}
