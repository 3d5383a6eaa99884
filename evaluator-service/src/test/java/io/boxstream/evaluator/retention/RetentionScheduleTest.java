package io.boxstream.evaluator.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.retention.Category;
import io.boxstream.artifacts.retention.Retention;
import io.boxstream.artifacts.retention.RetentionListener;
import io.boxstream.artifacts.retention.RetentionSettings;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.ObjectStat;
import io.boxstream.evaluator.RetentionMetrics;
import io.boxstream.evaluator.Samples;
import io.boxstream.testbed.MovableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RetentionScheduleTest {
  private static final Instant LATER = Samples.CLOCK.instant().plus(Duration.ofDays(30));
  private static final RetentionSettings SETTINGS =
      new RetentionSettings(
          Duration.ofDays(7), 1, 1, Duration.ofDays(365), Duration.ofDays(45), Duration.ofHours(2));

  private final MovableClock storeTime = new MovableClock(Samples.CLOCK.instant());
  private final InMemoryObjectStore store = new InMemoryObjectStore(storeTime);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RetentionMetrics metrics = new RetentionMetrics(registry);

  @Test
  void sweepsAtItsStartAndAtAnInterval() {
    try (RetentionSchedule schedule = schedule(Optional.of(Duration.ofMillis(10)), metrics)) {
      schedule.start();
      await().until(() -> schedule.status().last().isPresent());
      orphan();
      storeTime.set(LATER);

      await().until(() -> removed() == 1);

      await()
          .untilAsserted(
              () ->
                  assertThat(gauge("boxstream.retention.last.success.timestamp"))
                      .isEqualTo(LATER.getEpochSecond()));
      assertThat(schedule.status().next()).isPresent();
      assertThat(schedule.status().failure()).isEmpty();
    }
  }

  @Test
  void sweepsOnRequestWithoutASchedule() {
    orphan();
    storeTime.set(LATER);
    try (RetentionSchedule schedule = schedule(Optional.empty(), metrics)) {
      schedule.start();
      assertThat(schedule.preview().removed()).hasSize(1);
      assertThat(removed()).isZero();

      schedule.sweepNow();

      await().until(() -> schedule.status().last().isPresent());
      assertThat(removed()).isEqualTo(1);
      assertThat(schedule.status().next()).isEmpty();
    }
  }

  @Test
  void saysWhyASweepFailedAndSweepsAgain() {
    orphan();
    storeTime.set(LATER);
    AtomicReference<String> failure = new AtomicReference<>("the broker is away");
    RetentionListener listener =
        new RetentionListener() {
          @Override
          public void removing(Category category, ObjectStat object) {
            if (failure.get() != null) {
              throw new IllegalStateException(failure.get());
            }
          }

          @Override
          public void removed(Category category, ObjectStat object) {}
        };
    try (RetentionSchedule schedule = schedule(Optional.empty(), listener)) {
      schedule.start();
      schedule.sweepNow();
      await().until(() -> schedule.status().failure().equals(Optional.of("the broker is away")));
      assertThat(schedule.status().last()).isEmpty();

      failure.set(null);
      schedule.sweepNow();

      await().until(() -> schedule.status().last().isPresent());
      assertThat(schedule.status().failure()).isEmpty();
    }
  }

  private RetentionSchedule schedule(Optional<Duration> interval, RetentionListener listener) {
    return new RetentionSchedule(
        new Retention(store, SETTINGS, listener, System::nanoTime),
        interval,
        metrics::swept,
        Samples.CLOCK);
  }

  private void orphan() {
    new Artifacts(store).blobs().put(new byte[] {1, 2, 3});
  }

  private double removed() {
    return registry
        .get("boxstream.retention.removed.objects")
        .tag("category", "blobs")
        .counter()
        .count();
  }

  private double gauge(String name) {
    return registry.get(name).timeGauge().value();
  }
}
