package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.promotion.Promotion;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Models that are loaded at the first request for them and kept while there is memory. The least
 * recently used ones make room for others, but never one that is in use. A loaded model follows its
 * promotion chain. One thread loads, replaces and unloads; requests for a model that is being
 * loaded wait for it together, and no others do.
 */
public final class ExtraModels implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExtraModels.class);
  private static final Duration ROOM_PAUSE = Duration.ofMillis(100);

  private final ModelSources sources;
  private final ModelHolder primary;
  private final ExtraSettings settings;
  private final ModelMetrics metrics;
  private final Clock clock;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final ExtraModelTable models;
  private final ModelRoom room;
  private final ScheduledExecutorService loader =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "model-loader");
            thread.setDaemon(true);
            return thread;
          });

  private ExtraModels(
      ModelSources sources,
      ModelHolder primary,
      ExtraSettings settings,
      ModelMetrics metrics,
      Clock clock) {
    this.sources = requireNonNull(sources, "sources");
    this.primary = requireNonNull(primary, "primary");
    this.settings = requireNonNull(settings, "settings");
    this.metrics = requireNonNull(metrics, "metrics");
    this.clock = requireNonNull(clock, "clock");
    this.models = new ExtraModelTable(primary::another, model -> run(() -> load(model)));
    this.room = new ModelRoom(primary, models, settings.memory(), metrics);
  }

  /**
   * Starts to serve models.
   *
   * @param primary the model that is always in memory; what it takes counts
   */
  public static ExtraModels start(
      ModelSources sources,
      ModelHolder primary,
      ExtraSettings settings,
      ModelMetrics metrics,
      Clock clock) {
    ExtraModels models = new ExtraModels(sources, primary, settings, metrics, clock);
    models.models.add(sources.fixed(), sources::promotions);
    if (!sources.isEmpty()) {
      long poll = settings.update().poll().toMillis();
      models.loader.scheduleWithFixedDelay(models::follow, 0, poll, TimeUnit.MILLISECONDS);
    }
    return models;
  }

  /**
   * Asks for a model, which stays in memory until the use is closed.
   *
   * @return at once if the model is loaded, later if it has to be; fails with {@link
   *     UnknownModelException} or {@link ModelUnavailableException}. Who gives up cancels it or
   *     completes it
   */
  public CompletableFuture<ModelUse> use(String name) {
    return models
        .find(name)
        .map(
            model ->
                models.ask(
                    model, clock.instant(), settings.patience(), asked -> run(() -> load(asked))))
        .orElseGet(() -> CompletableFuture.failedFuture(new UnknownModelException(name, known())));
  }

  /**
   * Keeps memory for the challenger of a rollout, which is none of these models. What is not in use
   * is unloaded for it; it waits for what is in use as long as requests do.
   *
   * @param bytes that it takes, by estimate
   * @return fails with {@link ModelLoadException} if there is no room; the message says what to do
   */
  public CompletableFuture<MemoryReservation> reserve(long bytes) {
    CompletableFuture<MemoryReservation> reservation = new CompletableFuture<>();
    Instant patientUntil = clock.instant().plus(settings.patience());
    run(() -> reserve(bytes, patientUntil, reservation));
    return reservation;
  }

  /** Reads the promotion chain of a model now, or looks for it if it is new. */
  public void checkNow(String name) {
    run(
        () -> {
          if (models.find(name).isEmpty() && sources.mayBeServed(name)) {
            addPromoted();
          }
          models.find(name).ifPresent(this::update);
        });
  }

  /** Whether a model of that name may be served now or later. */
  public boolean mayBeServed(String name) {
    return sources.mayBeServed(name);
  }

  /** Holds a model while it is in memory; empty if there is none of that name. */
  Optional<ModelHolder> holder(String name) {
    return models.find(name).map(ExtraModel::holder);
  }

  /** The models that may be served, by name. */
  public List<ModelStatus> statuses() {
    return models.statuses();
  }

  /** Ends after what is being loaded. Those who wait are told that the service stops. */
  @Override
  public void close() throws InterruptedException {
    models.close();
    loader.shutdownNow();
    loader.awaitTermination(1, TimeUnit.MINUTES);
    models.all().forEach(model -> model.holder().close());
  }

  private List<String> known() {
    List<String> names = new ArrayList<>();
    names.add(primary.name());
    models.all().forEach(model -> names.add(model.name()));
    return names;
  }

  private void run(Runnable task) {
    try {
      loader.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("The service is stopping", e);
    }
  }

  private void addPromoted() {
    try {
      models.add(sources.promoted(), sources::promotions);
    } catch (RuntimeException e) {
      LOG.warn("The names of models cannot be read", e);
    }
  }

  private void follow() {
    addPromoted();
    models.all().forEach(this::update);
    room.make(0);
  }

  private void load(ExtraModel model) {
    if (!models.isIn(model, ModelState.LOADING)) {
      return;
    }
    long releases = models.releases();
    Instant started = clock.instant();
    try {
      Promotion promotion =
          model
              .promotions()
              .latest()
              .orElseThrow(
                  () -> new ModelLoadException("none of its checkpoints has been promoted"));
      long bytes = sources.memory(model.name()).bytes(promotion);
      room.requireThatItFits(bytes);
      if (room.make(bytes)) {
        install(model, sources.loader(model.name()).load(promotion), started);
      } else {
        awaitRoom(model, releases);
      }
    } catch (RuntimeException | Error e) {
      // The engine's libraries throw errors, too. The thread must not end with one.
      LoadFailure failure = failure(model, e);
      models.refuse(
          model,
          failure,
          failure.at().plus(settings.update().backoff().delay(failure.attempts(), random)));
    }
  }

  private void reserve(
      long bytes, Instant patientUntil, CompletableFuture<MemoryReservation> reservation) {
    try {
      room.requireThatAChallengerFits(bytes);
      if (room.reserve(bytes)) {
        MemoryReservation made = new MemoryReservation(() -> room.release(bytes));
        if (!reservation.complete(made)) {
          // Whoever waited has given up.
          made.close();
        }
      } else if (clock.instant().isBefore(patientUntil)) {
        loader.schedule(
            () -> reserve(bytes, patientUntil, reservation),
            ROOM_PAUSE.toMillis(),
            TimeUnit.MILLISECONDS);
      } else {
        throw new ModelLoadException(
            "the memory for models is taken by others that are in use; raise"
                + " boxstream.inference.models-memory, or start the rollout when they are not");
      }
    } catch (RuntimeException | Error e) {
      reservation.completeExceptionally(e);
    }
  }

  private void awaitRoom(ExtraModel model, long releases) {
    Duration left = model.patienceLeft(clock.instant());
    if (left.isNegative() || left.isZero()) {
      throw new ModelLoadException(
          "the memory for models is taken by others that are in use"
              + " (boxstream.inference.models-memory)");
    }
    models.awaitRoom(model, releases);
    loader.schedule(() -> load(model), left.toMillis() + 1, TimeUnit.MILLISECONDS);
  }

  private void install(ExtraModel model, LoadedModel loaded, Instant started) {
    if (!model.holder().install(loaded)) {
      return;
    }
    ModelIdentity identity = loaded.identity();
    metrics.swapped(loaded, Duration.between(started, clock.instant()));
    LOG.info(
        "Serving model {}, generation {}, checkpoint {}",
        model.name(),
        identity.generation(),
        identity.checkpointId());
    models.loaded(model, loaded.bytes());
  }

  /** Replaces a loaded model if there is a newer promotion; the old one serves until then. */
  private void update(ExtraModel model) {
    if (!models.isIn(model, ModelState.LOADED)) {
      return;
    }
    Instant started = clock.instant();
    try {
      Optional<Promotion> latest = model.promotions().latest();
      long serving = model.holder().identity().map(ModelIdentity::generation).orElse(0L);
      if (latest.isEmpty() || latest.get().generation() <= serving) {
        return;
      }
      long bytes = sources.memory(model.name()).bytes(latest.get());
      room.requireThatItFits(bytes);
      // Where others are in use, the larger one replaces the smaller one all the same.
      room.make(Math.max(0, bytes - model.bytes()));
      install(model, sources.loader(model.name()).load(latest.get()), started);
    } catch (RuntimeException | Error e) {
      models.failed(model, failure(model, e));
    }
  }

  private LoadFailure failure(ExtraModel model, Throwable cause) {
    int attempts = model.failure().map(LoadFailure::attempts).orElse(0) + 1;
    String message = cause.getMessage();
    LoadFailure failure =
        new LoadFailure(
            "model " + model.name(),
            message == null ? cause.getClass().getSimpleName() : message,
            attempts,
            clock.instant());
    metrics.failed(model.name());
    if (attempts == 1) {
      LOG.warn("The newest promotion of {} cannot be loaded", model.name(), cause);
    } else {
      LOG.warn("Attempt {} to load {} failed: {}", attempts, model.name(), failure.reason());
    }
    return failure;
  }
}
