package io.boxstream.inference.drift;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.HardExample.Request;
import io.boxstream.inference.drift.DriftState.Status;
import io.boxstream.inference.hardexamples.AnsweredRequest;
import io.boxstream.inference.model.ModelIdentity;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.AnswerListener;
import io.boxstream.inference.serve.ImageReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes images of the traffic of each model evenly over time, measures them in one thread of its
 * own, and compares windows of them with the validation images. A request never waits for it. It
 * spends a small part of the time of a processor at most, for all models together and however large
 * the images are.
 */
public final class DriftMonitor implements AnswerListener, AutoCloseable {
  /** Models that are watched at a time; each has some megabytes at most beside its images. */
  static final int MOST_MODELS = 16;

  private static final Logger LOG = LoggerFactory.getLogger(DriftMonitor.class);
  private static final long IMAGE_BYTES = 32L << 20;

  /** How long a store that does not answer is left alone. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  /** A model that had no traffic for so long makes room for another. */
  private static final Duration LEAST_IDLE = Duration.ofHours(1);

  private static final int IDLE_WINDOWS = 4;

  private final DriftSettings settings;
  private final Function<String, Optional<ModelIdentity>> serving;
  private final DriftReferences references;
  private final ImageReader reader;
  private final Outputs outputs;
  private final Clock clock;
  private final SharedBytes bytes = new SharedBytes(IMAGE_BYTES);
  private final BlockingQueue<AnsweredRequest> taken = new ArrayBlockingQueue<>(1);

  /** From when an image is taken until it was looked at and the pause after it is known. */
  private final AtomicBoolean busy = new AtomicBoolean();

  private final Thread thread;
  private final Map<String, ModelDrift> models = new ConcurrentHashMap<>();
  private final Map<String, Instant> next = new ConcurrentHashMap<>();
  private volatile boolean stopping;
  private volatile Instant nextOfAll = Instant.MIN;

  /**
   * Where findings go.
   *
   * @param sink publishes them
   * @param images takes images that are typical of a drift
   */
  public record Outputs(DriftSink sink, DriftedImages images, DriftMetrics metrics) {
    public Outputs {
      requireNonNull(sink, "sink");
      requireNonNull(images, "images");
      requireNonNull(metrics, "metrics");
    }
  }

  DriftMonitor(
      DriftSettings settings,
      Function<String, Optional<ModelIdentity>> serving,
      DriftReferences references,
      ImageReader reader,
      Outputs outputs,
      Clock clock) {
    this.settings = requireNonNull(settings, "settings");
    this.serving = requireNonNull(serving, "serving");
    this.references = requireNonNull(references, "references");
    this.reader = requireNonNull(reader, "reader");
    this.outputs = requireNonNull(outputs, "outputs");
    this.clock = requireNonNull(clock, "clock");
    this.thread = new Thread(this::run, "drift");
  }

  /**
   * Starts to watch.
   *
   * @param serving the promoted model that serves under a name; answers of others do not count
   * @param reader decodes images
   */
  public static DriftMonitor start(
      DriftSettings settings,
      Function<String, Optional<ModelIdentity>> serving,
      DriftReferences references,
      ImageReader reader,
      Outputs outputs,
      Clock clock) {
    DriftMonitor monitor = new DriftMonitor(settings, serving, references, reader, outputs, clock);
    monitor.thread.start();
    return monitor;
  }

  @Override
  public void answered(byte[] image, Answer answer, Request request) {
    String model = answer.identity().model();
    if (!isDue(model) || !isServed(answer.identity()) || !busy.compareAndSet(false, true)) {
      return;
    }
    // Another image may have been looked at since the first check.
    if (isDue(model)) {
      taken.add(new AnsweredRequest(image, answer, request));
    } else {
      busy.set(false);
    }
  }

  private boolean isDue(String model) {
    Instant now = clock.instant();
    return !now.isBefore(nextOfAll) && !now.isBefore(next.getOrDefault(model, Instant.MIN));
  }

  /** What is known now of the traffic of a model. */
  public DriftState state(String model) {
    ModelDrift watched = models.get(model);
    return watched == null ? DriftState.of(Status.WAITING) : watched.state();
  }

  /** Ends; the windows that are being filled are lost. */
  @Override
  public void close() throws InterruptedException {
    stopping = true;
    thread.interrupt();
    thread.join();
  }

  private void run() {
    try {
      while (!stopping) {
        look(taken.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks at a request, and decides when the next one is taken. */
  void look(AnsweredRequest request) {
    Instant began = clock.instant();
    ModelIdentity identity = request.answer().identity();
    Duration least = Duration.ZERO;
    if (isServed(identity)) {
      Optional<ModelDrift> watched = watched(identity.model(), began);
      least = watched.isPresent() ? look(watched.get(), request, began) : settings.window();
    }
    Instant ended = clock.instant();
    Duration spent = Duration.between(began, ended);
    Duration pause = settings.pauseAfter(spent);
    next.put(identity.model(), ended.plus(pause.compareTo(least) > 0 ? pause : least));
    nextOfAll = ended.plus(settings.restAfter(spent));
    busy.set(false);
  }

  /** The least pause before the next image of this model. */
  private Duration look(ModelDrift watched, AnsweredRequest request, Instant now) {
    try {
      watched.look(request, now);
    } catch (RuntimeException | Error e) {
      // Libraries throw errors, too. The thread must not end with one.
      LOG.warn("An image could not be looked at for drift", e);
      outputs.metrics().of(request.answer().identity().model()).count(DriftMetrics.Image.FAILED);
      return watched.isFollowed() ? Duration.ZERO : RETRY;
    }
    return Duration.ZERO;
  }

  private Optional<ModelDrift> watched(String model, Instant now) {
    ModelDrift known = models.get(model);
    if (known != null) {
      return Optional.of(known);
    }
    if (models.size() >= MOST_MODELS && !makeRoom(now)) {
      LOG.debug("Traffic of {} is not watched for drift: that of {} models is", model, MOST_MODELS);
      return Optional.empty();
    }
    ModelDrift watched =
        new ModelDrift(settings, references, reader, outputs, outputs.metrics().of(model), bytes);
    models.put(model, watched);
    return Optional.of(watched);
  }

  /** Forgets a model without traffic. */
  private boolean makeRoom(Instant now) {
    Duration windows = settings.window().multipliedBy(IDLE_WINDOWS);
    Instant then = now.minus(windows.compareTo(LEAST_IDLE) > 0 ? windows : LEAST_IDLE);
    Optional<Map.Entry<String, ModelDrift>> idle =
        models.entrySet().stream().filter(one -> one.getValue().isIdleSince(then)).findAny();
    idle.ifPresent(
        one -> {
          one.getValue().close();
          models.remove(one.getKey());
        });
    return idle.isPresent();
  }

  private boolean isServed(ModelIdentity identity) {
    return serving.apply(identity.model()).filter(identity::equals).isPresent();
  }
}
