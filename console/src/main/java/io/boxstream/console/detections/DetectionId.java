package io.boxstream.console.detections;

import io.boxstream.events.Topics;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/** Names a record of {@code detections}: {@code detections-3-1729}. */
record DetectionId(int partition, long offset) {
  private static final Pattern FORM =
      Pattern.compile(Topics.DETECTIONS + "-([0-9]{1,6})-([0-9]{1,18})");

  /** The record of a name; empty if it is none. */
  static Optional<DetectionId> parse(String name) {
    Matcher form = FORM.matcher(name);
    return form.matches()
        ? Optional.of(
            new DetectionId(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2))))
        : Optional.empty();
  }

  TopicPartition topicPartition() {
    return new TopicPartition(Topics.DETECTIONS, partition);
  }

  @Override
  public String toString() {
    return "%s-%d-%d".formatted(Topics.DETECTIONS, partition, offset);
  }
}
