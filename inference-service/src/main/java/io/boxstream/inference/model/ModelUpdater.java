package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.promotion.Promotion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the newest promotion into the holder. One thread reads the chain when it is woken by a
 * notification, and at an interval in case a notification was lost. A promotion that cannot be
 * loaded changes nothing but the status: the model that serves stays, and the promotion is retried
 * with backoff until it loads or a newer one replaces it.
 */
public final class ModelUpdater implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelUpdater.class);
  private static final String CHAIN = "promotion chain";

  private final PromotionSource promotions;
  private final ModelLoader loader;
  private final ModelHolder holder;
  private final UpdateSettings settings;
  private final ModelMetrics metrics;
  private final Clock clock;
  private final Semaphore notifications = new Semaphore(0);
  private final Thread thread;
  private volatile boolean stopping;
  private volatile LoadFailure failure;

  private ModelUpdater(
      PromotionSource promotions,
      ModelLoader loader,
      ModelHolder holder,
      UpdateSettings settings,
      ModelMetrics metrics,
      Clock clock) {
    this.promotions = requireNonNull(promotions, "promotions");
    this.loader = requireNonNull(loader, "loader");
    this.holder = requireNonNull(holder, "holder");
    this.settings = requireNonNull(settings, "settings");
    this.metrics = requireNonNull(metrics, "metrics");
    this.clock = requireNonNull(clock, "clock");
    this.thread = new Thread(this::follow, "model-updater");
  }

  /** Starts to follow the chain. */
  public static ModelUpdater start(
      PromotionSource promotions,
      ModelLoader loader,
      ModelHolder holder,
      UpdateSettings settings,
      ModelMetrics metrics,
      Clock clock) {
    ModelUpdater updater = new ModelUpdater(promotions, loader, holder, settings, metrics, clock);
    updater.thread.start();
    return updater;
  }

  /** Reads the promotion chain now instead of at the next interval. */
  public void checkNow() {
    notifications.release();
  }

  /** Why the newest promotion does not serve; empty when it does, or when there is none. */
  public Optional<LoadFailure> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Ends, after a load that is under way unless it waits for the store. The holder keeps its model.
   */
  @Override
  public void close() throws InterruptedException {
    stopping = true;
    thread.interrupt();
    thread.join();
  }

  private void follow() {
    RandomGenerator random = RandomGenerator.getDefault();
    try {
      while (!stopping) {
        update();
        LoadFailure failed = failure;
        Duration wait =
            failed == null ? settings.poll() : settings.backoff().delay(failed.attempts(), random);
        if (notifications.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
          notifications.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void update() {
    Optional<Promotion> latest;
    try {
      latest = promotions.latest();
    } catch (RuntimeException | Error e) {
      failed(CHAIN, e);
      return;
    }
    long serving = holder.identity().map(ModelIdentity::generation).orElse(0L);
    if (latest.isEmpty() || latest.get().generation() <= serving) {
      failure = null;
      return;
    }
    load(latest.get());
  }

  private void load(Promotion promotion) {
    Instant started = clock.instant();
    try {
      LoadedModel model = loader.load(promotion);
      if (holder.install(model)) {
        failure = null;
        metrics.swapped(model, Duration.between(started, clock.instant()));
        LOG.info(
            "Serving generation {}, checkpoint {}", promotion.generation(), promotion.checkpoint());
      }
    } catch (RuntimeException | Error e) {
      // The engine's libraries throw errors, too. The thread must not end with one.
      failed("generation " + promotion.generation() + ", checkpoint " + promotion.checkpoint(), e);
    }
  }

  private void failed(String what, Throwable cause) {
    if (stopping) {
      return;
    }
    LoadFailure before = failure;
    int attempts = before != null && before.what().equals(what) ? before.attempts() + 1 : 1;
    failure = new LoadFailure(what, reason(cause), attempts, clock.instant());
    metrics.failed(holder.name());
    if (attempts == 1) {
      LOG.warn("{} cannot be loaded; the previous model keeps serving", what, cause);
    } else {
      LOG.warn("{} cannot be loaded, attempt {}: {}", what, attempts, reason(cause));
    }
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
