package io.boxstream.inference.hardexamples;

import io.boxstream.images.PerceptualHash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** The look of the images that were published lately. */
final class PublishedImages {
  /** Bits in which images that look the same may differ. */
  static final int SAME = 8;

  private static final Duration LATELY = Duration.ofDays(1);
  private static final int MOST = 10_000;

  private final Deque<Published> published = new ArrayDeque<>();

  private record Published(PerceptualHash hash, Instant at) {}

  /** Whether an image that looks the same was published within a day. */
  boolean contain(PerceptualHash hash, Instant now) {
    while (!published.isEmpty() && published.peekFirst().at().isBefore(now.minus(LATELY))) {
      published.removeFirst();
    }
    return published.stream().anyMatch(one -> one.hash().distance(hash) <= SAME);
  }

  /** Remembers an image. */
  void add(PerceptualHash hash, Instant now) {
    published.addLast(new Published(hash, now));
    if (published.size() > MOST) {
      published.removeFirst();
    }
  }
}
