package io.boxstream.inference.drift;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.detection.Detection;
import io.boxstream.detection.drift.DriftFeature;
import io.boxstream.detection.drift.ImageTraits;
import io.boxstream.events.HardExample.Request;
import io.boxstream.images.ImageQuality;
import io.boxstream.images.RgbImage;
import io.boxstream.inference.drift.DriftState.Status;
import io.boxstream.inference.hardexamples.AnsweredRequest;
import io.boxstream.inference.model.ModelIdentity;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.AnswerListener;
import io.boxstream.inference.serve.ImageReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes images of the traffic evenly over time, measures them in one thread of its own, and
 * compares windows of them with the validation images. A request never waits for it. It spends a
 * small part of the time of a processor at most, however large the images are.
 */
public final class DriftMonitor implements AnswerListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DriftMonitor.class);

  /** How long a store that does not answer is left alone. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  private final DriftSettings settings;
  private final Supplier<Optional<ModelIdentity>> serving;
  private final DriftReferences references;
  private final ImageReader reader;
  private final Outputs outputs;
  private final Clock clock;
  private final BlockingQueue<AnsweredRequest> taken = new ArrayBlockingQueue<>(1);

  /** From when an image is taken until it was looked at and the pause after it is known. */
  private final AtomicBoolean busy = new AtomicBoolean();

  private final Thread thread;
  private volatile boolean stopping;
  private volatile Instant next = Instant.MIN;
  private volatile DriftState state = DriftState.of(Status.WAITING);
  private Optional<ModelIdentity> model = Optional.empty();
  private Optional<ModelWatch> watch = Optional.empty();

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
      Supplier<Optional<ModelIdentity>> serving,
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
   * @param serving the promoted model that serves; answers of others do not count
   * @param reader decodes images
   */
  public static DriftMonitor start(
      DriftSettings settings,
      Supplier<Optional<ModelIdentity>> serving,
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
    if (!isDue() || !isServed(answer.identity()) || !busy.compareAndSet(false, true)) {
      return;
    }
    // Another image may have been looked at since the first check.
    if (isDue()) {
      taken.add(new AnsweredRequest(image, answer, request));
    } else {
      busy.set(false);
    }
  }

  private boolean isDue() {
    return !clock.instant().isBefore(next);
  }

  /** What is known now. */
  public DriftState state() {
    return state;
  }

  /** Ends; the window that is being filled is lost. */
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
    Duration least = Duration.ZERO;
    try {
      if (isServed(request.answer().identity())) {
        follow(request.answer().identity());
        measure(request, began);
      }
    } catch (RuntimeException | Error e) {
      // Libraries throw errors, too. The thread must not end with one.
      LOG.warn("An image could not be looked at for drift", e);
      outputs.metrics().count(DriftMetrics.Image.FAILED);
      least = model.isPresent() ? Duration.ZERO : RETRY;
    }
    Instant ended = clock.instant();
    Duration pause = settings.pauseAfter(Duration.between(began, ended));
    next = ended.plus(pause.compareTo(least) > 0 ? pause : least);
    busy.set(false);
  }

  private boolean isServed(ModelIdentity identity) {
    return serving.get().filter(identity::equals).isPresent();
  }

  /** A generation that is new begins with empty windows. */
  private void follow(ModelIdentity identity) {
    if (model.isPresent() && model.get().equals(identity)) {
      return;
    }
    model = Optional.empty();
    watch = Optional.empty();
    state = DriftState.of(Status.WAITING);
    outputs.metrics().reset();
    watch =
        references.find(identity).map(reference -> new ModelWatch(identity, reference, settings));
    model = Optional.of(identity);
    if (watch.isEmpty()) {
      LOG.info(
          "Traffic of checkpoint {} is not watched for drift: its evaluation has no drift profile."
              + " Evaluations of earlier releases and of small validation sets have none",
          identity.checkpointId());
      state = new DriftState(Status.NO_REFERENCE, model, 0, Optional.empty(), Optional.empty());
    }
  }

  private void measure(AnsweredRequest request, Instant now) {
    if (watch.isEmpty()) {
      return;
    }
    ModelWatch current = watch.get();
    current.add(request, traits(request, current.reference().thresholds()), now);
    outputs.metrics().count(DriftMetrics.Image.MEASURED);
    Optional<DriftFinding> latest = state.latest();
    if (current.isFull()) {
      ModelWatch.Outcome outcome = current.close();
      latest = Optional.of(outcome.finding());
      // Told before it is published: a broker that does not answer must not hide it.
      state = state(current, latest);
      report(outcome);
    }
    state = state(current, latest);
  }

  private DriftState state(ModelWatch current, Optional<DriftFinding> latest) {
    return new DriftState(Status.WATCHING, model, current.images(), current.since(), latest);
  }

  private ImageTraits traits(AnsweredRequest request, ScoreThresholds thresholds) {
    RgbImage image = reader.read(request.image());
    Answer answer = request.answer();
    List<String> classes = answer.identity().classes();
    List<Detection> found =
        answer.detections().stream()
            .filter(one -> one.score() >= thresholds.of(classes.get(one.classIndex())))
            .toList();
    return ImageTraits.of(ImageQuality.of(image), answer.width(), answer.height(), found, classes);
  }

  private void report(ModelWatch.Outcome outcome) {
    DriftFinding finding = outcome.finding();
    outputs.metrics().finding(finding, kind(finding));
    outcome.typical().forEach(one -> outputs.images().offer(one.request(), one.typicality()));
    if (!outcome.begins()) {
      return;
    }
    LOG.warn(
        "Traffic drifts from the validation images of checkpoint {}: {}",
        finding.model().checkpointId(),
        finding.drifting().stream()
            .map(DriftFeature::code)
            .sorted()
            .collect(Collectors.joining(", ")));
    try {
      outputs.sink().publish(finding);
    } catch (RuntimeException e) {
      LOG.warn("The event of a drift could not be published and is lost: {}", e.toString());
    }
  }

  private DriftMetrics.Window kind(DriftFinding finding) {
    if (!finding.drifting().isEmpty()) {
      return DriftMetrics.Window.DRIFTING;
    }
    boolean differs =
        finding.comparisons().stream()
            .anyMatch(one -> one.isDrift(DriftSettings.LEVEL, settings.leastEffect()));
    return differs ? DriftMetrics.Window.DIFFERENT : DriftMetrics.Window.USUAL;
  }
}
