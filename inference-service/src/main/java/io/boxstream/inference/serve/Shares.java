package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;

/**
 * How the sources of requests share the engine while several of them wait. With weights 3 and 1,
 * three images of the first are computed for one of the second. A source that nobody else waits
 * beside has the whole engine.
 *
 * @param weights by source, each at least 1
 */
public record Shares(Map<RequestSource, Integer> weights) {

  public Shares {
    weights = Map.copyOf(new EnumMap<>(requireNonNull(weights, "weights")));
    for (RequestSource source : RequestSource.values()) {
      Integer weight = weights.get(source);
      if (weight == null || weight < 1) {
        throw new IllegalArgumentException(
            "the weight of " + source + " must be at least 1, was " + weight);
      }
    }
  }

  /** Shares of requests by HTTP and by topic. */
  public static Shares of(int http, int topic) {
    return new Shares(Map.of(RequestSource.HTTP, http, RequestSource.TOPIC, topic));
  }

  int weight(RequestSource source) {
    return weights.get(source);
  }
}
