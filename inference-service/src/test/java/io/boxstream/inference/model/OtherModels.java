package io.boxstream.inference.model;

import io.boxstream.events.consume.Backoff;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Models beside a primary one: {@code hats} and {@code nothing-yet}. */
public final class OtherModels implements AutoCloseable {
  private final ExtraModelsTest.Chains chains = new ExtraModelsTest.Chains();
  private ExtraModels extras;

  /** Serves them beside a primary model. */
  public ServedModels beside(ModelHolder primary) {
    chains.serve("hats", "nothing-yet");
    extras =
        ExtraModels.start(
            chains,
            primary,
            new ExtraSettings(
                1000,
                Duration.ZERO,
                new UpdateSettings(
                    Duration.ofHours(1),
                    new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(1)))),
            new ModelMetrics(new SimpleMeterRegistry(), primary.name()),
            Clock.systemUTC());
    return new ServedModels(primary, Optional::empty, extras);
  }

  /** Promotes a fake checkpoint. */
  public void promote(String model, int generation) {
    chains.promote(model, generation, 100);
  }

  /**
   * Lets loading wait.
   *
   * @return ends that
   */
  public Runnable holdLoading() {
    CountDownLatch held = new CountDownLatch(1);
    chains.open = held;
    return held::countDown;
  }

  @Override
  public void close() throws InterruptedException {
    chains.open.countDown();
    extras.close();
  }
}
