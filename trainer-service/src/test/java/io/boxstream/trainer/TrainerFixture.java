package io.boxstream.trainer;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.events.EventCodec;
import io.boxstream.events.RunState;
import io.boxstream.events.consume.Backoff;
import io.boxstream.testbed.MovableClock;
import io.boxstream.trainer.fake.FakeLog;
import io.boxstream.trainer.fake.FakeTrainingBackend;
import io.boxstream.trainer.fake.FlakyStore;
import io.boxstream.trainer.fake.TestDataSet;
import io.boxstream.trainer.loop.StepTimes;
import io.boxstream.trainer.loop.TrainingBackend;
import io.boxstream.trainer.publish.PublishedRunEvents;
import io.boxstream.trainer.publish.RetryPolicy;
import io.boxstream.trainer.publish.Toolchain;
import io.boxstream.trainer.reproduction.Reproduction;
import io.boxstream.trainer.run.BaseNetwork;
import io.boxstream.trainer.run.FailureCode;
import io.boxstream.trainer.run.RecipeRegistry;
import io.boxstream.trainer.run.RunOverrides;
import io.boxstream.trainer.run.RunProgress;
import io.boxstream.trainer.run.RunStatus;
import io.boxstream.trainer.run.StartPolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A trainer on fakes, that can be killed and started again on the same store, log and folder. */
final class TrainerFixture implements AutoCloseable {

  static final String MODEL = "detector";
  private static final Duration LONGEST = Duration.ofSeconds(60);

  final FlakyStore store = new FlakyStore();
  final FakeLog log = new FakeLog();
  final TestDataSet dataSet;
  final FakeTrainingBackend backend;
  private final Path directory;
  private LongConsumer beforeStep = step -> {};
  private StartPolicy policy = new StartPolicy(false, 1, 1, Duration.ZERO, Duration.ZERO);
  private Optional<DetectorPreset> ownPreset = Optional.empty();
  private Optional<BaseNetwork> base = Optional.empty();
  private LongSupplier nanoTime = System::nanoTime;
  private Clock clock = Clock.systemUTC();
  private volatile Set<String> refused = Set.of();
  private volatile boolean shutDown;
  private TrainerAssembly assembly;

  private String model = MODEL;

  TrainerFixture(Path directory) {
    this.directory = directory;
    this.dataSet = new TestDataSet(directory.resolve("data-set"));
    this.backend = new FakeTrainingBackend(step -> beforeStep.accept(step));
  }

  /** Calls something on the training thread with each step, from 0. */
  void beforeStep(LongConsumer action) {
    beforeStep = action;
  }

  /** Trains another model from the next start on. */
  void model(String name) {
    model = name;
  }

  /** Takes every time from a clock from the next start on. */
  void time(MovableClock time) {
    nanoTime = time::nanoTime;
    clock = time;
  }

  /** Lets runs start by themselves from the next start on. */
  void policy(StartPolicy next) {
    policy = next;
  }

  /** Knows a preset of the user's own from the next start on. */
  void ownPreset(DetectorPreset preset) {
    ownPreset = Optional.of(preset);
  }

  /** Starts first runs from a file from the next start on. */
  void base(BaseNetwork network) {
    base = Optional.of(network);
  }

  /** Images that are not read from now on. */
  void refuse(String... ids) {
    refused = Set.of(ids);
  }

  TrainerAssembly start() {
    return start(backend);
  }

  TrainerAssembly start(TrainingBackend bench) {
    assembly =
        TrainerAssembly.of(
            new TrainerAssembly.KafkaAndStore(
                store,
                log,
                new PublishedRunEvents(log::consumer, EventCodec.forService("trainer")),
                dataSet.view(),
                longest -> true,
                bench,
                () -> refused),
            new TrainerAssembly.Settings(
                model,
                new RecipeRegistry(
                    new RunOverrides("quick", "boxstream_300_compact", null, null, null, null),
                    ownPreset),
                base,
                policy,
                new Toolchain(
                    "c0ffee", "17", "0.36", "fake 1", Optional.empty(), Optional.of("fake")),
                new WorkDirectory(directory.resolve("work")),
                new RetryPolicy(new Backoff(Duration.ofMillis(1), Duration.ofMillis(5))),
                1,
                Duration.ZERO),
            new NoMeters(),
            clock,
            nanoTime);
    assembly.trainer().start();
    return assembly;
  }

  /** Asks for a run. */
  String request(RunOverrides overrides) {
    return assembly.requests().submit(overrides, Optional.empty()).id();
  }

  /** Asks for a run and waits for its end. */
  RunStatus train(RunOverrides overrides) {
    return awaitEnd(request(overrides));
  }

  RunStatus awaitEnd(String id) {
    return await(id, run -> run.state().isFinal());
  }

  RunStatus await(String id, Predicate<RunStatus> condition) {
    return Awaitility.await()
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> status(id), run -> run.isPresent() && condition.test(run.get()))
        .orElseThrow();
  }

  /** Trains a checkpoint again and waits for the result. */
  Reproduction reproduce(CheckpointId checkpoint) {
    assembly.reproductions().request(checkpoint);
    return Awaitility.await()
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> assembly.reproductions().get(checkpoint),
            reproduction -> reproduction.state().isFinal());
  }

  Optional<RunStatus> status(String id) {
    return assembly.registry().find(id);
  }

  List<CheckpointManifest> manifests(String runId) {
    Artifacts artifacts = new Artifacts(store);
    return artifacts.checkpoints().list(runId).stream()
        .map(id -> artifacts.checkpoints().load(id))
        .toList();
  }

  /** The parameters' hashes, which are the same only if training was the same. */
  List<String> parameterHashes(String runId) {
    return manifests(runId).stream()
        .map(manifest -> manifest.blobs().parameters().sha256())
        .toList();
  }

  /** Waits until a run's state is on the registry after a restart. */
  void awaitReady() {
    Awaitility.await().atMost(LONGEST).until(() -> assembly.trainer().isReady());
  }

  TrainerAssembly assembly() {
    return assembly;
  }

  void stop() {
    if (assembly != null) {
      assembly.close();
    }
  }

  @Override
  public void close() {
    stop();
    dataSet.close();
  }

  /**
   * Shuts the trainer down within a step as soon as the latest run has a number of checkpoints, the
   * first time that it is called for that step.
   */
  void shutDownAt(long step, long when, long checkpoints) {
    if (step == when && !shutDown) {
      String id = latestRun();
      Awaitility.await().atMost(LONGEST).until(() -> manifests(id).size() == checkpoints);
      shutDown = true;
      new Thread(this::stop).start();
      Awaitility.await().atMost(LONGEST).until(() -> assembly.requests().signal(id).isRaised());
    }
  }

  /** Whether {@link #shutDownAt} was called for its step. */
  boolean isShutDown() {
    return shutDown;
  }

  /** The id of the latest run. */
  String latestRun() {
    return assembly.registry().list().get(0).id();
  }

  private static final class NoMeters implements TrainingMeters {
    @Override
    public void stepDone(int images, RunProgress progress, StepTimes times) {}

    @Override
    public void checkpointSaved(Duration took) {}

    @Override
    public void checkpointPublished(long bytes, Duration took) {}

    @Override
    public void runFailed(FailureCode reason) {}

    @Override
    public void runEnded(RunState state) {}
  }
}
