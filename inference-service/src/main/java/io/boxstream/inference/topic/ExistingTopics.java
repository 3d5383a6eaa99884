package io.boxstream.inference.topic;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks the brokers which topics exist, and remembers it for a while: a producer would wait for a
 * topic that is not there, and every request of its partition with it. Owns and closes the client.
 */
public final class ExistingTopics implements Predicate<String>, AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration REMEMBERED = Duration.ofSeconds(30);

  /** A sender chooses the names. */
  private static final int MOST = 10_000;

  private final Admin admin;
  private final Clock clock;
  private final Map<String, Known> known =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MOST;
        }
      };

  private record Known(boolean exists, Instant until) {}

  public ExistingTopics(Admin admin, Clock clock) {
    this.admin = requireNonNull(admin, "admin");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Whether a topic exists and its description may be read.
   *
   * @throws KafkaException if the brokers do not answer
   */
  @Override
  public synchronized boolean test(String topic) {
    Instant now = clock.instant();
    Known before = known.get(topic);
    if (before != null && now.isBefore(before.until())) {
      return before.exists();
    }
    boolean exists = ask(topic);
    known.remove(topic);
    known.put(topic, new Known(exists, now.plus(REMEMBERED)));
    return exists;
  }

  private boolean ask(String topic) {
    try {
      admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof UnknownTopicOrPartitionException
          || failure.getCause() instanceof InvalidTopicException
          || failure.getCause() instanceof TopicAuthorizationException) {
        return false;
      }
      throw new KafkaException("the brokers do not describe the topic " + topic, failure);
    } catch (TimeoutException failure) {
      throw new KafkaException("the brokers do not describe the topic " + topic, failure);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  @Override
  public void close() {
    admin.close(TIMEOUT);
  }
}
