package io.boxstream.inference.hardexamples;

import io.boxstream.images.PerceptualHash;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * The images that were published lately: for an hour how they look, and for a day their bytes. An
 * hour, because all frames of a camera that does not move look the same.
 */
final class PublishedImages {
  /** Bits in which images that look the same may differ. */
  static final int SAME = 6;

  private static final Duration LOOK = Duration.ofHours(1);
  private static final Duration BYTES = Duration.ofDays(1);
  private static final int MOST = 10_000;

  private final Deque<Published> published = new ArrayDeque<>();

  /** An image by its look, and by length and hash of its bytes. */
  private record Published(PerceptualHash look, int length, int bytes, Instant at) {

    boolean isLike(PerceptualHash other, Instant now) {
      return at.isAfter(now.minus(LOOK)) && look.distance(other) <= SAME;
    }

    boolean has(byte[] image) {
      return length == image.length && bytes == Arrays.hashCode(image);
    }
  }

  /**
   * Whether the image or one that looks the same was published lately.
   *
   * @param image encoded
   * @param look of the upright image
   */
  boolean contain(byte[] image, PerceptualHash look, Instant now) {
    while (!published.isEmpty() && !published.peekFirst().at().isAfter(now.minus(BYTES))) {
      published.removeFirst();
    }
    return published.stream().anyMatch(one -> one.isLike(look, now) || one.has(image));
  }

  /** Remembers an image. */
  void add(byte[] image, PerceptualHash look, Instant now) {
    published.addLast(new Published(look, image.length, Arrays.hashCode(image), now));
    if (published.size() > MOST) {
      published.removeFirst();
    }
  }
}
