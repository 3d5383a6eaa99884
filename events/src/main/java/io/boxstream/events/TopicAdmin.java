package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates topics from their definitions and reports where existing topics differ. It never changes
 * an existing topic: a different number of partitions moves keys to other partitions, and a
 * different cleanup policy deletes records. An operator must decide on both. Does not own the
 * client.
 */
public final class TopicAdmin {
  private static final long LIST_INTERVAL_MILLIS = 50;

  private final Admin admin;
  private final Duration timeout;

  /**
   * Creates an instance for a client.
   *
   * @param timeout for each request to the broker
   */
  public TopicAdmin(Admin admin, Duration timeout) {
    this.admin = requireNonNull(admin, "admin");
    this.timeout = requireNonNull(timeout, "timeout");
  }

  /** Creates every topic of ours that is not there yet. */
  public static Outcome createAll(String bootstrapServers) {
    return createAll(KafkaSettings.of(bootstrapServers));
  }

  /** Creates every topic of ours that is not there yet. */
  public static Outcome createAll(KafkaSettings settings) {
    try (Admin admin = KafkaClients.admin(settings)) {
      return new TopicAdmin(admin, Duration.ofSeconds(30)).create(Topics.all());
    }
  }

  /**
   * Creates the topics that do not exist yet. Several processes may do so at the same time.
   *
   * @throws TopicAdminException if the broker does not respond or refuses the request
   */
  public Outcome create(List<TopicDefinition> definitions) {
    List<String> created = new ArrayList<>();
    List<NewTopic> topics = definitions.stream().map(TopicAdmin::newTopic).toList();
    Map<String, KafkaFuture<Void>> answers = admin.createTopics(topics).values();
    answers.forEach(
        (name, answer) -> {
          if (isCreated(name, answer)) {
            created.add(name);
          }
        });
    List<TopicDefinition> existing =
        definitions.stream().filter(one -> !created.contains(one.name())).toList();
    if (existing.isEmpty()) {
      return new Outcome(created, List.of());
    }
    awaitListed(existing);
    return new Outcome(created, drift(existing));
  }

  /** Another process may just have created them: brokers list topics later than the controller. */
  private void awaitListed(List<TopicDefinition> topics) {
    List<String> names = topics.stream().map(TopicDefinition::name).toList();
    long end = System.nanoTime() + timeout.toNanos();
    try {
      while (!await("list topics", admin.listTopics().names()).containsAll(names)
          && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(LIST_INTERVAL_MILLIS);
      }
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  /**
   * The topic id, which changes when a topic is deleted and created again.
   *
   * @throws TopicAdminException if the topic does not exist or the broker does not respond
   */
  public String topicId(String topic) {
    return await(
            "describe the topic " + topic, admin.describeTopics(List.of(topic)).allTopicNames())
        .get(topic)
        .topicId()
        .toString();
  }

  /**
   * The differences between the topics on the broker and their definitions, missing topics
   * included.
   *
   * @throws TopicAdminException if the broker does not respond or refuses the request
   */
  public List<Drift> drift(List<TopicDefinition> definitions) {
    Collection<String> present = await("list topics", admin.listTopics().names());
    List<TopicDefinition> there =
        definitions.stream().filter(one -> present.contains(one.name())).toList();
    Map<String, TopicDescription> descriptions =
        await(
            "describe topics",
            admin
                .describeTopics(there.stream().map(TopicDefinition::name).toList())
                .allTopicNames());
    Map<ConfigResource, Config> configs =
        await(
            "describe the settings of topics",
            admin.describeConfigs(there.stream().map(TopicAdmin::resource).toList()).all());
    List<Drift> drift = new ArrayList<>();
    for (TopicDefinition definition : definitions) {
      if (present.contains(definition.name())) {
        drift.addAll(
            compare(
                definition,
                descriptions.get(definition.name()),
                configs.get(resource(definition))));
      } else {
        drift.add(new Drift(definition.name(), "topic", "present", Optional.empty()));
      }
    }
    return drift;
  }

  private static List<Drift> compare(
      TopicDefinition definition, TopicDescription description, Config config) {
    Map<String, String> expected = new HashMap<>(definition.settings());
    Map<String, String> found = new HashMap<>();
    expected.keySet().forEach(name -> found.put(name, value(config, name)));
    expected.put("partitions", Integer.toString(definition.partitions()));
    found.put("partitions", Integer.toString(description.partitions().size()));
    return expected.keySet().stream()
        .sorted()
        .filter(name -> !expected.get(name).equals(found.get(name)))
        .map(
            name ->
                new Drift(
                    definition.name(),
                    name,
                    expected.get(name),
                    Optional.ofNullable(found.get(name))))
        .toList();
  }

  private static String value(Config config, String name) {
    ConfigEntry entry = config.get(name);
    return entry == null ? null : entry.value();
  }

  private boolean isCreated(String name, KafkaFuture<Void> answer) {
    try {
      await("create the topic " + name, answer);
      return true;
    } catch (TopicAdminException failure) {
      if (failure.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw failure;
    }
  }

  private <T> T await(String what, KafkaFuture<T> answer) {
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    } catch (ExecutionException failure) {
      throw new TopicAdminException(what, failure.getCause());
    } catch (TimeoutException failure) {
      throw new TopicAdminException(what, failure);
    }
  }

  private static NewTopic newTopic(TopicDefinition definition) {
    return new NewTopic(
            definition.name(), Optional.of(definition.partitions()), Optional.<Short>empty())
        .configs(definition.settings());
  }

  private static ConfigResource resource(TopicDefinition definition) {
    return new ConfigResource(ConfigResource.Type.TOPIC, definition.name());
  }

  /**
   * The result of creating topics.
   *
   * @param created topics that did not exist
   * @param drift differences between existing topics and their definitions
   */
  public record Outcome(List<String> created, List<Drift> drift) {
    public Outcome {
      created = created.stream().sorted().toList();
      drift = List.copyOf(drift);
    }
  }

  /**
   * One difference between a topic and its definition.
   *
   * @param setting Kafka's name of the setting, or {@code partitions}, or {@code topic}
   * @param found empty if it is missing
   */
  public record Drift(String topic, String setting, String expected, Optional<String> found) {
    @Override
    public String toString() {
      return topic + ": " + setting + " is " + found.orElse("missing") + ", expected " + expected;
    }
  }
}
