package io.boxstream.trainer.app;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.pipeline.SampleListener;
import io.boxstream.detection.pipeline.SampleStage;
import io.boxstream.events.RunState;
import io.boxstream.meters.TagValues;
import io.boxstream.trainer.TrainingMeters;
import io.boxstream.trainer.loop.StepTimes;
import io.boxstream.trainer.run.FailureCode;
import io.boxstream.trainer.run.MeanLosses;
import io.boxstream.trainer.run.RunProgress;
import io.boxstream.trainer.run.RunRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;

/**
 * The trainer's meters. Gauges show the run in progress and stay at its last values when it ends.
 */
final class TrainerMetrics implements TrainingMeters, SampleListener {

  static final String LOSS = "boxstream.trainer.loss";
  static final String LEARNING_RATE = "boxstream.trainer.learning.rate";
  static final String EPOCH = "boxstream.trainer.epochs.completed";
  static final String BATCH = "boxstream.trainer.batches.completed";
  static final String SPEED = "boxstream.trainer.images.per.second";
  static final String STEPS = "boxstream.trainer.steps";
  static final String IMAGES = "boxstream.trainer.images";
  static final String STEP = "boxstream.trainer.step";
  static final String IMAGE = "boxstream.trainer.image";
  static final String CHECKPOINT_SIZE = "boxstream.trainer.checkpoint";
  static final String CHECKPOINT_UPLOAD = "boxstream.trainer.checkpoint.upload";
  static final String CHECKPOINT_TIME = "boxstream.trainer.checkpoint.latest.timestamp";
  static final String RUNS = "boxstream.trainer.runs";
  static final String FAILURES = "boxstream.trainer.failures";
  static final String CURRENT_RUNS = "boxstream.trainer.present.runs";

  private final Clock clock;
  private final Counter steps;
  private final Counter images;
  private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
  private final Map<SampleStage, Timer> sampleStages = new EnumMap<>(SampleStage.class);
  private final DistributionSummary checkpointSize;
  private final Timer upload;
  private final AtomicLong checkpointSeconds = new AtomicLong();
  private final Map<RunState, Counter> runs = new EnumMap<>(RunState.class);
  private final Map<FailureCode, Counter> failures = new EnumMap<>(FailureCode.class);
  private volatile RunProgress latest = RunProgress.none();

  /** The stages of a step, as the meters name them. */
  private enum Stage {
    WAIT,
    LEARN,
    SAVE
  }

  TrainerMetrics(MeterRegistry registry, Clock clock) {
    this.clock = requireNonNull(clock, "clock");
    steps = Counter.builder(STEPS).description("Steps trained").register(registry);
    images =
        Counter.builder(IMAGES)
            .description("Images trained on, with repetition")
            .register(registry);
    checkpointSize =
        DistributionSummary.builder(CHECKPOINT_SIZE)
            .description("Checkpoints published, by the size of their files")
            .baseUnit("bytes")
            .register(registry);
    upload =
        Timer.builder(CHECKPOINT_UPLOAD)
            .description("From a checkpoint on the local disk to its notification on the log")
            .register(registry);
    TimeGauge.builder(CHECKPOINT_TIME, checkpointSeconds, TimeUnit.SECONDS, AtomicLong::get)
        .description("When this process last published a checkpoint; 0 before the first")
        .register(registry);
    timeStages(registry);
    countRuns(registry);
    gaugeProgress(registry);
  }

  private void timeStages(MeterRegistry registry) {
    for (Stage stage : Stage.values()) {
      stages.put(
          stage,
          Timer.builder(STEP)
              .description("Time of a step: waiting for its batch, learning, saving a checkpoint")
              .tag("stage", TagValues.of(stage))
              .register(registry));
    }
    for (SampleStage stage : SampleStage.values()) {
      sampleStages.put(
          stage,
          Timer.builder(IMAGE)
              .description("Time of one image on its way into a batch")
              .tag("stage", TagValues.of(stage))
              .register(registry));
    }
  }

  private void countRuns(MeterRegistry registry) {
    for (RunState state : RunState.values()) {
      if (state.isFinal()) {
        runs.put(
            state,
            Counter.builder(RUNS)
                .description("Runs ended")
                .tag("state", state.code())
                .register(registry));
      }
    }
    for (FailureCode reason : FailureCode.values()) {
      failures.put(
          reason,
          Counter.builder(FAILURES)
              .description("Runs that failed or were refused")
              .tag("reason", reason.text())
              .register(registry));
    }
  }

  private void gaugeProgress(MeterRegistry registry) {
    Gauge.builder(LOSS, () -> loss(MeanLosses::crossEntropy))
        .description("Mean loss over the present epoch")
        .tag("part", "cross-entropy")
        .register(registry);
    Gauge.builder(LOSS, () -> loss(MeanLosses::smoothL1))
        .description("Mean loss over the present epoch")
        .tag("part", "smooth-l1")
        .register(registry);
    gauge(registry, LEARNING_RATE, "Learning rate of the latest step", RunProgress::learningRate);
    gauge(registry, EPOCH, "Epochs completed of the present run", RunProgress::epoch);
    gauge(registry, BATCH, "Batches completed of the present epoch", RunProgress::batch);
    gauge(
        registry,
        SPEED,
        "Images trained on per second, over the latest steps",
        RunProgress::imagesPerSecond);
  }

  /** Shows how many runs wait and how many are trained at present. */
  void showRuns(MeterRegistry registry, RunRegistry runs) {
    for (RunState state : RunState.values()) {
      if (!state.isFinal()) {
        Gauge.builder(CURRENT_RUNS, runs, known -> known.count(state))
            .description("Runs that have not ended")
            .tag("state", state.code())
            .register(registry);
      }
    }
  }

  @Override
  public void stepDone(int batch, RunProgress progress, StepTimes times) {
    steps.increment();
    images.increment(batch);
    stages.get(Stage.WAIT).record(times.waiting());
    stages.get(Stage.LEARN).record(times.learning());
    latest = progress;
  }

  @Override
  public void took(SampleStage stage, long nanoseconds) {
    sampleStages.get(stage).record(nanoseconds, TimeUnit.NANOSECONDS);
  }

  @Override
  public void checkpointSaved(Duration took) {
    stages.get(Stage.SAVE).record(took);
  }

  @Override
  public void checkpointPublished(long bytes, Duration took) {
    checkpointSize.record(bytes);
    upload.record(took);
    checkpointSeconds.set(clock.instant().getEpochSecond());
  }

  @Override
  public void runFailed(FailureCode reason) {
    failures.get(reason).increment();
  }

  @Override
  public void runEnded(RunState state) {
    runs.get(state).increment();
  }

  private double loss(ToDoubleFunction<MeanLosses> part) {
    return latest.losses().map(part::applyAsDouble).orElse(Double.NaN);
  }

  private void gauge(
      MeterRegistry registry, String name, String meaning, ToDoubleFunction<RunProgress> value) {
    Gauge.builder(name, () -> value.applyAsDouble(latest)).description(meaning).register(registry);
  }
}
