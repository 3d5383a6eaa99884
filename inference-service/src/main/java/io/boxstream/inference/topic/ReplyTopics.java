package io.boxstream.inference.topic;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.PoisonRecordException;
import io.boxstream.events.TopicDefinition;
import io.boxstream.events.Topics;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The topics that requests may have their answers sent to. None is a topic of Boxstream, nor one of
 * the brokers' own.
 */
public final class ReplyTopics {
  private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9._-]{1,249}\\*?");
  private static final String ANY_END = "*";

  /** How the names of topics start that Kafka's brokers and tools keep for themselves. */
  private static final String INTERNAL = "__";

  private static final Set<String> OURS =
      Topics.all().stream().map(TopicDefinition::name).collect(Collectors.toUnmodifiableSet());

  private final List<String> allowed;
  private final Predicate<String> exists;

  /**
   * @param allowed names of topics, or how they start followed by {@code *}
   * @param exists whether a topic exists and may be written; throws if that is not known now
   * @throws IllegalArgumentException if a name is none, or is a topic of Boxstream
   */
  public ReplyTopics(List<String> allowed, Predicate<String> exists) {
    this.allowed = List.copyOf(allowed);
    this.exists = requireNonNull(exists, "exists");
    for (String name : this.allowed) {
      if (!ALLOWED.matcher(name).matches() || isReserved(name)) {
        throw new IllegalArgumentException(
            "'"
                + name
                + "' must be the name of a topic that is not Boxstream's own, or how such names"
                + " start followed by *");
      }
    }
  }

  /** No reply topics: every answer goes to {@code detections}. */
  public static ReplyTopics none() {
    return new ReplyTopics(List.of(), topic -> false);
  }

  /**
   * Checks that answers may go to a topic.
   *
   * @throws PoisonRecordException if not
   * @throws RuntimeException if it is not known now whether the topic exists
   */
  void check(String topic) {
    if (isReserved(topic) || allowed.stream().noneMatch(name -> matches(name, topic))) {
      throw refused(
          "answers may not go to the topic '%s' (boxstream.inference.requests.reply-topics)"
              .formatted(topic));
    }
    if (!exists.test(topic)) {
      throw refused("the topic '%s' does not exist, or may not be written".formatted(topic));
    }
  }

  private static boolean isReserved(String topic) {
    return OURS.contains(topic) || topic.startsWith(INTERNAL);
  }

  private static boolean matches(String allowed, String topic) {
    return allowed.endsWith(ANY_END)
        ? topic.startsWith(allowed.substring(0, allowed.length() - 1))
        : topic.equals(allowed);
  }

  private static PoisonRecordException refused(String message) {
    return new PoisonRecordException(RequestHeaders.REPLY_TOPIC, message, null);
  }
}
