package io.boxstream.inference.drift;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.detection.Detection;
import io.boxstream.detection.drift.DriftFeature;
import io.boxstream.detection.drift.ImageTraits;
import io.boxstream.images.ImageQuality;
import io.boxstream.images.RgbImage;
import io.boxstream.inference.drift.DriftState.Status;
import io.boxstream.inference.hardexamples.AnsweredRequest;
import io.boxstream.inference.model.ModelIdentity;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.ImageReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known about the traffic of a model, and who is told. Used by one thread. */
final class ModelDrift {
  private static final Logger LOG = LoggerFactory.getLogger(ModelDrift.class);

  private final DriftSettings settings;
  private final DriftReferences references;
  private final ImageReader reader;
  private final DriftMonitor.Outputs outputs;
  private final DriftMetrics.OfModel metrics;
  private final SharedBytes bytes;
  private volatile DriftState state = DriftState.of(Status.WAITING);
  private Optional<ModelIdentity> model = Optional.empty();
  private Optional<ModelWatch> watch = Optional.empty();
  private Instant latest = Instant.MIN;

  ModelDrift(
      DriftSettings settings,
      DriftReferences references,
      ImageReader reader,
      DriftMonitor.Outputs outputs,
      DriftMetrics.OfModel metrics,
      SharedBytes bytes) {
    this.settings = requireNonNull(settings, "settings");
    this.references = requireNonNull(references, "references");
    this.reader = requireNonNull(reader, "reader");
    this.outputs = requireNonNull(outputs, "outputs");
    this.metrics = requireNonNull(metrics, "metrics");
    this.bytes = requireNonNull(bytes, "bytes");
  }

  /** What is known now; any thread may ask. */
  DriftState state() {
    return state;
  }

  /** Whether it is known what the traffic is compared with, or that there is nothing. */
  boolean isFollowed() {
    return model.isPresent();
  }

  /** Whether it may be forgotten: nothing has been looked at since then, and nothing drifts. */
  boolean isIdleSince(Instant then) {
    return latest.isBefore(then) && watch.filter(ModelWatch::isDrifting).isEmpty();
  }

  /** It is forgotten. */
  void close() {
    watch.ifPresent(ModelWatch::discard);
    metrics.reset();
  }

  /**
   * Looks at a request.
   *
   * @throws RuntimeException if the image or the reference cannot be read
   */
  void look(AnsweredRequest request, Instant now) {
    latest = now;
    follow(request.answer().identity());
    if (watch.isPresent()) {
      measure(watch.get(), request, now);
    }
  }

  /** A generation that is new begins with empty windows. */
  private void follow(ModelIdentity identity) {
    if (model.isPresent() && model.get().equals(identity)) {
      return;
    }
    Optional<DriftEnding> ending = watch.flatMap(ModelWatch::replaced);
    watch.ifPresent(ModelWatch::discard);
    model = Optional.empty();
    watch = Optional.empty();
    state = DriftState.of(Status.WAITING);
    metrics.reset();
    ending.ifPresent(this::publish);
    watch =
        references
            .find(identity)
            .map(reference -> new ModelWatch(identity, reference, settings, bytes));
    model = Optional.of(identity);
    if (watch.isEmpty()) {
      LOG.info(
          "Traffic of checkpoint {} is not watched for drift: its evaluation has no drift profile."
              + " Evaluations of earlier releases and of small validation sets have none",
          identity.checkpointId());
      state = new DriftState(Status.NO_REFERENCE, model, 0, Optional.empty(), Optional.empty());
    }
  }

  private void measure(ModelWatch current, AnsweredRequest request, Instant now) {
    current.add(request, traits(request, current.reference().thresholds()), now);
    metrics.count(DriftMetrics.Image.MEASURED);
    Optional<DriftFinding> finding = state.latest();
    if (current.isFull()) {
      ModelWatch.Outcome outcome = current.close();
      finding = Optional.of(outcome.finding());
      // Told before it is published: a broker that does not answer must not hide it.
      state = state(current, finding);
      report(outcome);
    }
    state = state(current, finding);
  }

  private DriftState state(ModelWatch current, Optional<DriftFinding> finding) {
    return new DriftState(Status.WATCHING, model, current.images(), current.since(), finding);
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
    metrics.finding(finding, kind(outcome));
    outcome.typical().forEach(one -> outputs.images().offer(one.request(), one.typicality()));
    if (outcome.begins()) {
      LOG.warn(
          "Traffic of {} drifts from the validation images of checkpoint {}: {}",
          finding.model().model(),
          finding.model().checkpointId(),
          finding.drifting().stream()
              .map(DriftFeature::code)
              .sorted()
              .collect(Collectors.joining(", ")));
      try {
        outputs.sink().begins(finding);
      } catch (RuntimeException e) {
        LOG.warn("The event of a drift could not be published and is lost: {}", e.toString());
      }
    }
    outcome.ending().ifPresent(this::publish);
  }

  private void publish(DriftEnding ending) {
    LOG.info(
        "Traffic of {} does not drift any more ({}) in {}",
        ending.model().model(),
        ending.reason().code(),
        ending.features().stream()
            .map(DriftFeature::code)
            .sorted()
            .collect(Collectors.joining(", ")));
    try {
      outputs.sink().ends(ending);
    } catch (RuntimeException e) {
      LOG.warn("The event that a drift is over could not be published: {}", e.toString());
    }
  }

  private static DriftMetrics.Window kind(ModelWatch.Outcome outcome) {
    if (!outcome.finding().drifting().isEmpty()) {
      return DriftMetrics.Window.DRIFTING;
    }
    return outcome.differs() ? DriftMetrics.Window.DIFFERENT : DriftMetrics.Window.USUAL;
  }
}
