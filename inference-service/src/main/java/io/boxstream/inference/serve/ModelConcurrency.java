package io.boxstream.inference.serve;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Limits the number of images that are worked on at the same time. When the limit is reached, a
 * model of which few are worked on may have some more, so that requests for one model do not shut
 * out those for another. Fails at once when there may be no more. Thread-safe.
 */
public final class ModelConcurrency {
  /** A model may always have one in so many of the limit. */
  private static final int PART = 8;

  private final int limit;
  private final int reserve;
  private final String excess;
  private final Supplier<Duration> untilRoom;
  private final Map<String, Integer> images = new HashMap<>();
  private int all;

  /**
   * @param limit of all models, at least 1
   * @param what there are too many of, as the end of a sentence that begins with the limit
   * @param untilRoom an estimate of when there is room again
   */
  public ModelConcurrency(int limit, String what, Supplier<Duration> untilRoom) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be positive, was " + limit);
    }
    this.limit = limit;
    this.reserve = Math.max(1, limit / PART);
    this.excess = limit + " " + what;
    this.untilRoom = requireNonNull(untilRoom, "untilRoom");
  }

  /**
   * Takes a permit for images, all of them or none.
   *
   * @param model that is to answer, one of those that are served
   * @return to be closed when the work for all of them is done
   * @throws OverloadedException if there may be no more
   */
  public Permit acquire(String model, int number) {
    synchronized (this) {
      int own = images.getOrDefault(model, 0) + number;
      if (all + number <= limit || own <= reserve) {
        all += number;
        images.put(model, own);
        return new Permit(model, number);
      }
    }
    throw new OverloadedException(excess, untilRoom.get());
  }

  private synchronized void release(String model, int number) {
    all -= number;
    images.computeIfPresent(model, (name, own) -> own > number ? own - number : null);
  }

  /** Permission for the images of a request. Closing it twice has no effect. */
  public final class Permit implements AutoCloseable {
    private final String model;
    private final int number;
    private final AtomicBoolean returned = new AtomicBoolean();

    private Permit(String model, int number) {
      this.model = model;
      this.number = number;
    }

    @Override
    public void close() {
      if (returned.compareAndSet(false, true)) {
        release(model, number);
      }
    }
  }
}
