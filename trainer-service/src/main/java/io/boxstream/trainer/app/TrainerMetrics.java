package io.boxstream.trainer.app;

import io.boxstream.events.RunState;
import io.boxstream.trainer.TrainingMeters;
import io.boxstream.trainer.run.RunProgress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/**
 * The trainer's meters. Gauges show the run in progress and stay at its last values when it ends.
 */
final class TrainerMetrics implements TrainingMeters {

  static final String LOSS = "boxstream.trainer.loss";
  static final String LEARNING_RATE = "boxstream.trainer.learning.rate";
  static final String EPOCH = "boxstream.trainer.epochs.completed";
  static final String SPEED = "boxstream.trainer.images.per.second";
  static final String STEPS = "boxstream.trainer.steps";
  static final String IMAGES = "boxstream.trainer.images";
  static final String CHECKPOINTS = "boxstream.trainer.checkpoints";
  static final String RUNS = "boxstream.trainer.runs";

  private final Counter steps;
  private final Counter images;
  private final Counter checkpoints;
  private final Map<RunState, Counter> runs = new EnumMap<>(RunState.class);
  private volatile RunProgress latest = RunProgress.none();

  TrainerMetrics(MeterRegistry registry) {
    steps = counter(registry, STEPS, "Steps trained");
    images = counter(registry, IMAGES, "Pictures trained on, with repetition");
    checkpoints = counter(registry, CHECKPOINTS, "Checkpoints published");
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
    Gauge.builder(LOSS, () -> loss(latest, true))
        .description("Mean loss over the present epoch")
        .tag("part", "cross-entropy")
        .register(registry);
    Gauge.builder(LOSS, () -> loss(latest, false))
        .description("Mean loss over the present epoch")
        .tag("part", "smooth-l1")
        .register(registry);
    Gauge.builder(LEARNING_RATE, () -> latest.learningRate())
        .description("Learning rate of the latest step")
        .register(registry);
    Gauge.builder(EPOCH, () -> latest.epoch())
        .description("Epochs completed of the present run")
        .register(registry);
    Gauge.builder(SPEED, () -> latest.imagesPerSecond())
        .description("Pictures trained on per second, over the latest steps")
        .register(registry);
  }

  @Override
  public void stepDone(int batch, RunProgress progress) {
    steps.increment();
    images.increment(batch);
    latest = progress;
  }

  @Override
  public void checkpointPublished() {
    checkpoints.increment();
  }

  @Override
  public void runEnded(RunState state) {
    runs.get(state).increment();
  }

  private static double loss(RunProgress progress, boolean classes) {
    return progress
        .losses()
        .map(losses -> classes ? losses.crossEntropy() : losses.smoothL1())
        .orElse(Double.NaN);
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }
}
