package io.boxstream.kubernetes.code;

import io.boxstream.events.access.KafkaUser;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a user of the brokers may do, in the words of Strimzi.
 *
 * @param type {@code topic}, {@code group} or {@code transactionalId}
 * @param name of the resource, or what names begin with
 * @param prefix whether it is the beginning of names
 * @param operation {@code Read}, {@code Write} or {@code Describe}
 */
public record Right(String type, String name, boolean prefix, String operation)
    implements Comparable<Right> {
  private static final String ANY_END = "*";

  /** All rights of a user. */
  public static Set<Right> of(KafkaUser user) {
    return Stream.of(
            topics(user.reads(), "Read"),
            topics(user.writes(), "Write"),
            topics(user.seen(), "Describe"),
            named("group", user.groups(), "Read"),
            named("group", user.watched(), "Describe"),
            named("transactionalId", user.transactions(), "Write"))
        .flatMap(rights -> rights)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** {@code literal} or {@code prefix}. */
  public String patternType() {
    return prefix ? "prefix" : "literal";
  }

  @Override
  public int compareTo(Right other) {
    return toString().compareTo(other.toString());
  }

  private static Stream<Right> topics(Set<String> topics, String operation) {
    return topics.stream()
        .map(
            topic ->
                topic.endsWith(ANY_END)
                    ? new Right("topic", topic.substring(0, topic.length() - 1), true, operation)
                    : new Right("topic", topic, false, operation));
  }

  private static Stream<Right> named(String type, List<KafkaUser.Names> names, String operation) {
    return names.stream().map(one -> new Right(type, one.name(), one.prefix(), operation));
  }
}
