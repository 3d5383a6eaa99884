package io.boxstream.console.health;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.consume.ConsumerLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Whether the broker answers the follower of the topics. Its consumer asks at least once a second,
 * also when there is nothing new. Called by one thread.
 */
public final class BrokerProbe implements Probe {
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final Supplier<ConsumerLoop.Status> follower;
  private final LongSupplier nanoTime;
  private long responses;
  private long answeredAt;
  private Optional<HealthState> state = Optional.empty();

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  public BrokerProbe(Supplier<ConsumerLoop.Status> follower, LongSupplier nanoTime) {
    this.follower = requireNonNull(follower, "follower");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
    this.answeredAt = nanoTime.getAsLong();
  }

  @Override
  public CompletableFuture<Optional<Observation>> observe() {
    ConsumerLoop.Status status = follower.get();
    long now = nanoTime.getAsLong();
    long present = status.traffic().responses();
    if (present != responses && present > 0) {
      answeredAt = now;
      state = Optional.of(HealthState.UP);
    } else if (now - answeredAt > SILENCE.toNanos()) {
      state = Optional.of(HealthState.AWAY);
    }
    responses = present;
    List<HealthCheck> checks =
        status.failure().stream()
            .map(failure -> new HealthCheck("topics", "DOWN", Map.of("failure", failure)))
            .toList();
    return CompletableFuture.completedFuture(state.map(known -> new Observation(known, checks)));
  }
}
