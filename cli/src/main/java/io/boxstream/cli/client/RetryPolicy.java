package io.boxstream.cli.client;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Repeats requests while a service is absent or unavailable, with growing waits. */
public final class RetryPolicy {

  private static final Duration FIRST_WAIT = Duration.ofMillis(250);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Duration timeout;
  private final Time time;
  private final Consumer<String> notices;

  /**
   * @param timeout time after the first attempt in which requests are repeated; zero for never
   * @param notices is told, once for each request, that it is repeated, and why
   */
  public RetryPolicy(Duration timeout, Time time, Consumer<String> notices) {
    this.timeout = Objects.requireNonNull(timeout, "timeout");
    this.time = Objects.requireNonNull(time, "time");
    this.notices = Objects.requireNonNull(notices, "notices");
  }

  /** Requests are sent once. */
  public static RetryPolicy never(Time time) {
    return new RetryPolicy(Duration.ZERO, time, notice -> {});
  }

  /**
   * Calls until there is an answer that counts.
   *
   * @param repeatable whether a request may be sent again when its answer is lost
   * @throws ServiceException that of the last attempt
   */
  <T> T call(boolean repeatable, Supplier<T> attempt) {
    long end = time.nanos() + timeout.toNanos();
    Duration wait = FIRST_WAIT;
    boolean told = false;
    while (true) {
      try {
        return attempt.get();
      } catch (ServiceException e) {
        Duration left = Duration.ofNanos(end - time.nanos());
        if (!isTemporary(e, repeatable) || left.isNegative() || left.isZero()) {
          throw e;
        }
        if (!told) {
          notices.accept(e.getMessage() + "; trying again for " + timeout.toSeconds() + " s");
          told = true;
        }
        time.sleep(left.compareTo(wait) < 0 ? left : wait);
        wait =
            wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
      }
    }
  }

  private static boolean isTemporary(ServiceException failure, boolean repeatable) {
    return failure instanceof NoAnswerException.Unreachable
        || failure instanceof RefusedException.Unavailable
        || (repeatable && failure instanceof NoAnswerException);
  }
}
