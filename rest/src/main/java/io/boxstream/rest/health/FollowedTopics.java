package io.boxstream.rest.health;

import io.boxstream.events.consume.ConsumerLoop;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The topics that a service reads. Each service has one bean of this type.
 *
 * @param loops the status of the loop that reads it, by topic
 */
public record FollowedTopics(Map<String, Supplier<ConsumerLoop.Status>> loops) {

  public FollowedTopics {
    loops = Map.copyOf(loops);
  }

  /** What the loops are doing now, by topic, in the order of their names. */
  Map<String, ConsumerLoop.Status> statuses() {
    Map<String, ConsumerLoop.Status> statuses = new TreeMap<>();
    loops.forEach((topic, loop) -> statuses.put(topic, loop.get()));
    return statuses;
  }
}
