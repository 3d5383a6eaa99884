package io.boxstream.inference.rollout;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.rollout.RolloutCounts;
import io.boxstream.events.HardExample.Request;
import io.boxstream.events.RolloutChanged;
import io.boxstream.events.RolloutState;
import io.boxstream.inference.model.ModelHolder;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.CanaryRouter;
import io.boxstream.inference.serve.ImageReader;
import io.boxstream.inference.serve.Submission;
import io.boxstream.inference.serve.ThresholdSelector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This instance's part in the rollout of its model. One thread loads the challenger, has both
 * models look at answered images while no request waits for the engine, and publishes what was
 * counted. A request never waits for it. A canary's requests go to the challenger through the
 * pipeline like any others, and to the champion if the challenger fails.
 */
public final class RolloutPart implements CanaryRouter, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutPart.class);
  private static final Duration WAIT = Duration.ofMillis(200);
  private static final Duration BUSY_WAIT = Duration.ofMillis(5);
  private static final int LOAD_ATTEMPTS = 3;
  private static final Duration LOAD_PAUSE = Duration.ofSeconds(2);

  private final Serving serving;
  private final ChallengerLoader loader;
  private final ProgressReports reports;
  private final ImageComparison comparison;
  private final RolloutMetrics metrics;
  private final Clock clock;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile RolloutChanged announced;
  private volatile ActiveRollout active;
  private RolloutCounts earlier = RolloutCounts.NONE;
  private int loadAttempts;
  private Instant nextLoad = Instant.MIN;

  /**
   * What is compared.
   *
   * @param champion the model that serves
   * @param thresholds scores from which on a box counts as found
   * @param reader decodes images
   * @param idle whether no request waits for the engine
   */
  public record Serving(
      ModelHolder champion,
      ThresholdSelector thresholds,
      ImageReader reader,
      BooleanSupplier idle) {
    public Serving {
      requireNonNull(champion, "champion");
      requireNonNull(thresholds, "thresholds");
      requireNonNull(reader, "reader");
      requireNonNull(idle, "idle");
    }
  }

  private RolloutPart(
      Serving serving,
      ChallengerLoader loader,
      ProgressReports reports,
      RolloutMetrics metrics,
      Clock clock) {
    this.serving = requireNonNull(serving, "serving");
    this.loader = requireNonNull(loader, "loader");
    this.reports = requireNonNull(reports, "reports");
    this.comparison =
        new ImageComparison(
            serving.champion(), serving.thresholds(), serving.reader(), System::nanoTime);
    this.metrics = requireNonNull(metrics, "metrics");
    this.clock = requireNonNull(clock, "clock");
    this.thread = new Thread(this::run, "rollout");
  }

  /** Starts the thread. */
  public static RolloutPart start(
      Serving serving,
      ChallengerLoader loader,
      ProgressReports reports,
      RolloutMetrics metrics,
      Clock clock) {
    RolloutPart part = new RolloutPart(serving, loader, reports, metrics, clock);
    part.metrics.show(part::isInUse, part::total);
    part.thread.start();
    return part;
  }

  /** Takes note of the newest rollout of the model; returns at once. */
  public void announced(RolloutChanged rollout) {
    announced = requireNonNull(rollout, "rollout");
  }

  @Override
  public CompletableFuture<Answer> detect(
      Submission image, Request request, Function<Submission, CompletableFuture<Answer>> pipeline) {
    ActiveRollout now = active;
    if (now == null || image.model() != serving.champion()) {
      return pipeline.apply(image);
    }
    return now.detect(image, request, pipeline);
  }

  /** Ends, after a load that is under way. */
  @Override
  public void close() throws InterruptedException {
    stopping = true;
    thread.interrupt();
    thread.join();
    Optional.ofNullable(active).ifPresent(ActiveRollout::close);
  }

  private boolean isInUse() {
    ActiveRollout now = active;
    return now != null && now.isLoaded() && now.withdrawn().isEmpty();
  }

  private synchronized RolloutCounts total() {
    ActiveRollout now = active;
    return now == null ? earlier : earlier.plus(now.counts());
  }

  private void run() {
    try {
      while (!stopping) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void step() throws InterruptedException {
    try {
      follow();
      ActiveRollout now = active;
      if (now == null) {
        TimeUnit.MILLISECONDS.sleep(WAIT.toMillis());
        return;
      }
      load(now);
      compareNext(now);
      report(now);
    } catch (RuntimeException | Error e) {
      // Libraries throw errors, too. The thread must not end with one.
      LOG.warn("An image could not be compared in a rollout", e);
    }
  }

  /** Begins and ends with what was announced. */
  private void follow() {
    RolloutChanged newest = announced;
    ActiveRollout now = active;
    boolean runs = newest != null && newest.state() == RolloutState.RUNNING;
    if (now != null && !(runs && newest.rolloutId().equals(now.rollout().rolloutId()))) {
      reports.publish(now);
      retire(now);
      LOG.info("Rollout {} has ended: {}", now.name(), newest.reason());
      now = null;
    }
    if (now == null && runs) {
      loadAttempts = 0;
      nextLoad = Instant.MIN;
      active = new ActiveRollout(newest, serving.champion());
      LOG.info("Rollout {} begins, {}", active.name(), newest.mode().code());
    }
  }

  private synchronized void retire(ActiveRollout ended) {
    active = null;
    earlier = earlier.plus(ended.counts());
    ended.close();
  }

  private void load(ActiveRollout now) {
    boolean served = serving.champion().identity().isPresent();
    if (!served
        || now.isLoaded()
        || now.withdrawn().isPresent()
        || clock.instant().isBefore(nextLoad)) {
      // The memory that the champion leaves is known when it is there.
      return;
    }
    try {
      now.install(loader.load(now.rollout()));
      reports.publish(now);
    } catch (RuntimeException | Error e) {
      if (stopping) {
        return;
      }
      loadAttempts++;
      nextLoad = clock.instant().plus(LOAD_PAUSE);
      LOG.warn("The challenger of rollout {} cannot be loaded", now.name(), e);
      if (loadAttempts >= LOAD_ATTEMPTS) {
        now.withdraw("the challenger cannot be loaded: " + reason(e));
      }
    }
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private void compareNext(ActiveRollout now) throws InterruptedException {
    Optional<byte[]> image = now.next(WAIT);
    if (image.isEmpty() || now.withdrawn().isPresent()) {
      return;
    }
    while (!serving.idle().getAsBoolean()) {
      if (stopping || now.withdrawn().isPresent() || !now.rollout().equals(announced)) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(BUSY_WAIT.toMillis());
      report(now);
    }
    comparison.compare(image.get(), now.challenger(), now.tally());
  }

  private void report(ActiveRollout now) {
    if (now.withdrawn().isEmpty()) {
      now.checkBudgets();
    }
    reports.publishIfDue(now);
  }
}
