package io.boxstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Arrangement;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Network;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.run.RunOutcome;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.DetectorPreset;
import io.boxstream.detection.Normalization;
import io.boxstream.detection.Presets;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.PresetDescription;
import io.boxstream.detection.parameters.DetectorParameters;
import io.boxstream.detection.training.Initialization;
import io.boxstream.events.CheckpointWritten;
import io.boxstream.events.RunState;
import io.boxstream.events.Split;
import io.boxstream.events.TrainingProgress;
import io.boxstream.trainer.fake.TestDataSet;
import io.boxstream.trainer.run.BaseNetwork;
import io.boxstream.trainer.run.CheckpointSummary;
import io.boxstream.trainer.run.RunNotActiveException;
import io.boxstream.trainer.run.RunOverrides;
import io.boxstream.trainer.run.RunStatus;
import io.boxstream.trainer.run.StartPolicy;
import io.boxstream.trainer.run.StartingNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

  /** 10 images in batches of 4 for 6 epochs: 15 steps, checkpoints after epochs 2, 4 and 6. */
  private static final RunOverrides SIX_EPOCHS = new RunOverrides("quick", null, 6, 4, 0.01, 42L);

  private static final Duration LONGEST = Duration.ofSeconds(60);

  @TempDir Path directory;
  private TrainerFixture rig;

  @BeforeEach
  void prepare() {
    rig = new TrainerFixture(directory);
    rig.dataSet.with(Split.TRAIN, 10, 0).with(Split.VAL, 2, 100).with(Split.TEST, 1, 200);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void trainsARequestedRunToItsEndAndPublishesEveryCheckpoint() {
    rig.start();

    RunStatus run = rig.train(SIX_EPOCHS);

    assertThat(run.state()).isEqualTo(RunState.COMPLETED);
    assertThat(run.checkpoints()).extracting("epoch").containsExactly(2, 4, 6);
    assertThat(rig.log.events(CheckpointWritten.class))
        .extracting(CheckpointWritten::epoch)
        .containsExactly(2, 4, 6);
    List<TrainingProgress> progress = rig.log.events(TrainingProgress.class);
    assertThat(progress.get(progress.size() - 1))
        .matches(
            last -> last.state() == RunState.COMPLETED && last.step() == 15 && last.epoch() == 6);
    assertThat(new Artifacts(rig.store).runs().outcome(run.id()))
        .get()
        .matches(outcome -> outcome.state() == RunOutcome.State.COMPLETED && outcome.step() == 15);
  }

  @Test
  void leavesOutImagesThatAreNotReadAndSaysSo() {
    String refused = TestDataSet.image(Split.TRAIN, 3).id();
    rig.refuse(refused, "an image that is no longer in the data set");
    rig.start();

    RunStatus run = rig.train(SIX_EPOCHS);

    assertThat(run.plan().orElseThrow().dataSet().train()).isEqualTo(9);
    assertThat(run.plan().orElseThrow().warnings().orElseThrow())
        .filteredOn(warning -> warning.code().equals("images-left-out"))
        .singleElement()
        .satisfies(
            warning ->
                assertThat(warning.message()).startsWith("1 image is left out").contains(refused));
  }

  @Test
  void aManifestNamesEverythingThatIsNeededToRepeatTheCheckpoint() {
    rig.start();

    RunStatus run = rig.train(SIX_EPOCHS);

    CheckpointManifest manifest = rig.manifests(run.id()).get(1);
    assertThat(manifest.network().classes()).containsExactly("disc", "square");
    assertThat(manifest.network().preset()).isEqualTo("boxstream_300_compact");
    assertThat(manifest.network().preprocessing().inputSize()).isEqualTo(300);
    assertThat(manifest.position())
        .isEqualTo(
            new CheckpointManifest.Position(4, 0, 10, manifest.position().learningRate(), 42));
    assertThat(manifest.position().learningRate()).isBetween(0.001, 0.009);
    assertThat(manifest.dataSet().hash()).isEqualTo(rig.dataSet.view().snapshot().hash());
    assertThat(manifest.dataSet().train()).isEqualTo(10);
    assertThat(manifest.provenance().sourceCommit()).isEqualTo("c0ffee");
    assertThat(manifest.provenance().configurationHash())
        .isEqualTo(run.plan().orElseThrow().configuration().hash());
    assertThat(
            new Artifacts(rig.store)
                .blobs()
                .contains(manifest.blobs().optimizerState().orElseThrow()))
        .isTrue();
    assertThat(manifest.losses().crossEntropy())
        .isEqualTo(run.checkpoints().get(1).losses().crossEntropy())
        .isPositive();
  }

  @Test
  void anErrorThatNothingExpectsDoesNotEndTheTrainer() {
    // Given an error in one step, after the first checkpoint
    AtomicInteger errors = new AtomicInteger();
    rig.beforeStep(
        step -> {
          if (step == 7 && errors.getAndIncrement() == 0) {
            String id = rig.assembly().registry().list().get(0).id();
            Awaitility.await().atMost(LONGEST).until(() -> rig.manifests(id).size() == 1);
            throw new LinkageError("a native library is damaged");
          }
        });
    rig.start();

    // When
    RunStatus run = rig.train(SIX_EPOCHS);

    // Then the run went on from the checkpoint before
    assertThat(errors).hasValueGreaterThan(1);
    assertThat(run.state()).isEqualTo(RunState.COMPLETED);
    assertThat(rig.backend.beginnings()).containsExactly("start", "resume");
    assertThat(run.checkpoints()).extracting("epoch").containsExactly(2, 4, 6);
  }

  @Test
  void leavesTheRunsOfOtherModelsToTheirTrainers() {
    // Given a run that was shut down
    rig.start();
    rig.beforeStep(step -> shutDownAt(step, 7));
    String id = rig.request(SIX_EPOCHS);
    Awaitility.await().atMost(LONGEST).until(this::stopped);
    rig.stop();
    rig.beforeStep(step -> {});

    // When a trainer of another model starts on the same store, and then one of its own
    rig.model("another");
    rig.start();
    rig.awaitReady();
    Optional<RunStatus> atAnother = rig.status(id);
    List<String> begun = List.copyOf(rig.backend.beginnings());
    rig.stop();
    rig.model(TrainerFixture.MODEL);
    rig.start();

    // Then
    assertThat(atAnother).isEmpty();
    assertThat(begun).containsExactly("start");
    assertThat(rig.awaitEnd(id).state()).isEqualTo(RunState.COMPLETED);
    assertThat(rig.backend.beginnings()).containsExactly("start", "resume");
  }

  @Test
  void goesOnAfterAShutdownToTheVerySameLosses() {
    // Given the losses of a run that nothing interrupted
    rig.start();
    RunStatus whole = rig.train(SIX_EPOCHS);
    List<?> expected = rig.backend.losses();

    // When another is shut down before step 13, after the checkpoints of step 5 and 10
    rig.beforeStep(step -> shutDownAt(step, 13));
    String id = rig.request(SIX_EPOCHS);
    Awaitility.await().atMost(LONGEST).until(this::stopped);
    rig.stop();
    int before = rig.backend.losses().size();
    rig.beforeStep(step -> {});
    rig.start();
    RunStatus resumed = rig.awaitEnd(id);

    // Then steps 10 to 14 were trained again, and nothing tells the two runs apart
    assertThat(resumed.state()).isEqualTo(RunState.COMPLETED);
    assertThat(rig.backend.beginnings()).endsWith("start", "resume");
    assertThat(rig.backend.losses().subList(before, before + 5))
        .isEqualTo(expected.subList(10, 15));
    assertThat(rig.parameterHashes(id)).isEqualTo(rig.parameterHashes(whole.id()));
    assertThat(resumed.checkpoints()).isEqualTo(withIdsOf(id, whole));
  }

  @Test
  void goesOnInAnotherArrangementAndSaysSo() {
    // Given a run that is shut down after the checkpoint of step 5
    rig.beforeStep(step -> shutDownAt(step, 7));
    rig.start();
    String id = rig.request(SIX_EPOCHS);
    Awaitility.await().atMost(LONGEST).until(this::stopped);
    rig.stop();

    // When it goes on with two replicas
    Arrangement one = new Arrangement(List.of("fake"), List.of(4));
    Arrangement two = new Arrangement(List.of("fake", "fake"), List.of(2, 2));
    rig.backend.spread(two);
    rig.beforeStep(step -> {});
    Queue<String> warnings = new ConcurrentLinkedQueue<>();
    Handler listener = listener(warnings);
    Logger log = Logger.getLogger(RunExecutor.class.getName());
    log.addHandler(listener);
    RunStatus resumed;
    try {
      rig.start();
      resumed = rig.awaitEnd(id);
    } finally {
      log.removeHandler(listener);
    }

    // Then the log and the manifests tell
    assertThat(resumed.state()).isEqualTo(RunState.COMPLETED);
    assertThat(warnings).singleElement().asString().contains("[2, 2]").contains("[4]");
    assertThat(rig.manifests(id))
        .extracting(manifest -> manifest.provenance().arrangement())
        .containsExactly(one, two, two);
  }

  private static Handler listener(Queue<String> warnings) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        warnings.add(entry.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  private boolean stopped() {
    return rig.isShutDown();
  }

  private void shutDownAt(long step, long when) {
    rig.shutDownAt(step, when, when / 5);
  }

  private static List<Object> withIdsOf(String id, RunStatus other) {
    return other.checkpoints().stream()
        .map(
            one ->
                (Object)
                    new CheckpointSummary(
                        new CheckpointId(id, one.epoch()).toString(),
                        one.epoch(),
                        one.step(),
                        one.losses()))
        .toList();
  }

  @Test
  void publishesTheNotificationsThatACrashKeptBack() {
    // Given a broker that dies before the second notification, and a trainer that dies then
    rig.beforeStep(this::brokerDiesAfterTheFirstNotification);
    rig.start();
    String id = rig.request(SIX_EPOCHS);
    Awaitility.await().atMost(LONGEST).until(() -> rig.manifests(id).size() >= 2);
    rig.stop();
    rig.beforeStep(step -> {});
    rig.log.setAway(false);

    rig.start();
    rig.awaitEnd(id);

    assertThat(rig.log.events(CheckpointWritten.class))
        .extracting(CheckpointWritten::epoch)
        .containsExactly(2, 4, 6);
  }

  @Test
  void announcesTheCheckpointsOfEndedRunsAgainThatARestoredLogLacks() {
    // Given a run that has ended, and a log from before it
    rig.start();
    String id = rig.train(SIX_EPOCHS).id();
    rig.stop();
    rig.log.lose();

    // When
    rig.start();

    // Then
    Awaitility.await()
        .atMost(LONGEST)
        .until(() -> rig.log.events(CheckpointWritten.class).size() == 3);
    assertThat(rig.log.events(CheckpointWritten.class))
        .allSatisfy(notification -> assertThat(notification.runId()).isEqualTo(id))
        .extracting(CheckpointWritten::epoch)
        .containsExactly(2, 4, 6);

    // And only once
    rig.stop();
    rig.start();
    String next = rig.train(SIX_EPOCHS).id();
    assertThat(rig.log.events(CheckpointWritten.class))
        .extracting(CheckpointWritten::runId)
        .containsExactly(id, id, id, next, next, next);
  }

  private void brokerDiesAfterTheFirstNotification(long step) {
    if (step == 8) {
      Awaitility.await()
          .atMost(LONGEST)
          .until(() -> !rig.log.events(CheckpointWritten.class).isEmpty());
      rig.log.setAway(true);
    }
  }

  @Test
  void trainsOnWhileTheStoreAndTheBrokerAreAwayAndLosesNothing() {
    rig.beforeStep(
        step -> {
          boolean away = step >= 3 && step < 13;
          rig.store.setAway(away);
          rig.log.setAway(away);
        });
    rig.start();

    RunStatus run = rig.train(SIX_EPOCHS);

    assertThat(run.state()).isEqualTo(RunState.COMPLETED);
    assertThat(rig.manifests(run.id())).hasSize(3);
    assertThat(rig.log.events(CheckpointWritten.class))
        .extracting(CheckpointWritten::epoch)
        .containsExactly(2, 4, 6);
  }

  @Test
  void waitsForRoomOnTheDiskAndLosesNothing() {
    rig.start();
    List<String> undisturbed = rig.parameterHashes(rig.train(SIX_EPOCHS).id());
    rig.backend.fillDisk(true);
    String id = rig.request(SIX_EPOCHS);

    RunStatus waiting = rig.await(id, run -> run.detail().contains("room on the disk"));
    rig.backend.fillDisk(false);

    assertThat(waiting.detail()).contains("cannot write").contains("000002.params");
    assertThat(rig.awaitEnd(id))
        .matches(run -> run.state() == RunState.COMPLETED)
        .matches(run -> run.detail().isEmpty());
    assertThat(rig.parameterHashes(id)).isEqualTo(undisturbed);
  }

  @Test
  void stopsARunThatWaitsForRoomOnTheDisk() {
    rig.backend.fillDisk(true);
    TrainerAssembly trainer = rig.start();
    String id = rig.request(SIX_EPOCHS);
    rig.await(id, run -> run.detail().contains("room on the disk"));

    trainer.requests().stop(id);

    assertThat(rig.awaitEnd(id).state()).isEqualTo(RunState.STOPPED);
  }

  @Test
  void aLossThatIsNotANumberFailsTheRunNamesTheImagesAndLeavesTheServiceUp() {
    rig.backend.divergeAt(7);
    rig.start();

    RunStatus failed = rig.train(SIX_EPOCHS);

    // Then the checkpoint before it is published, and the next run is trained
    String firstOfBatch = rig.dataSet.view().snapshot().entries(Split.TRAIN).get(28 % 10).id();
    assertThat(failed.state()).isEqualTo(RunState.FAILED);
    assertThat(failed.detail()).startsWith("diverged: ").contains(firstOfBatch);
    assertThat(failed.checkpoints()).extracting("epoch").containsExactly(2);
    rig.backend.divergeAt(Long.MAX_VALUE);
    assertThat(rig.train(SIX_EPOCHS).state()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void refusesADataSetWithoutTrainingOrValidationImages() {
    try (TrainerFixture empty = new TrainerFixture(directory.resolve("empty"))) {
      empty.start();
      assertThat(empty.train(SIX_EPOCHS))
          .matches(run -> run.state() == RunState.FAILED)
          .extracting(RunStatus::detail)
          .asString()
          .startsWith("no-training-images: ");
      empty.dataSet.with(Split.TRAIN, 3, 0);
      assertThat(empty.train(SIX_EPOCHS).detail()).startsWith("no-validation-images: ");
    }
  }

  @Test
  void stopsARunAfterItsPresentBatchAndNeverResumesIt() {
    rig.beforeStep(step -> stopAt(step, 6));
    rig.start();
    RunStatus stopped = rig.train(SIX_EPOCHS);

    assertThat(stopped.state()).isEqualTo(RunState.STOPPED);
    assertThat(stopped.progress().step()).isEqualTo(7);
    Assertions.assertThatThrownBy(() -> rig.assembly().requests().stop(stopped.id()))
        .isInstanceOf(RunNotActiveException.class);

    rig.stop();
    rig.start();
    rig.awaitReady();
    assertThat(rig.status(stopped.id()).orElseThrow().state()).isEqualTo(RunState.STOPPED);
    assertThat(rig.backend.losses()).hasSize(7);
  }

  private void stopAt(long step, long when) {
    if (step == when) {
      String id = rig.assembly().registry().list().get(0).id();
      rig.assembly().requests().stop(id);
    }
  }

  @Test
  void startsFromThePromotedModelOnceThereIsOne() {
    rig.start();
    RunStatus first = rig.train(SIX_EPOCHS);
    promote(first.checkpoints().get(2).id());

    RunStatus second = rig.train(SIX_EPOCHS);

    assertThat(rig.backend.beginnings())
        .containsExactly("start", "from boxstream_300_compact [disc, square]");
    assertThat(second.plan().orElseThrow().parent())
        .contains(CheckpointId.parse(first.checkpoints().get(2).id()));
    assertThat(rig.manifests(second.id()).get(0).parent()).isPresent();
  }

  @Test
  void startsTheFirstRunFromAFileAndLaterOnesFromThePromotedModel() throws Exception {
    Path file = baseFile(List.of("disc", "wheel"));
    rig.base(new BaseNetwork(file, List.of("disc", "wheel")));
    rig.start();
    RunStatus first = rig.train(SIX_EPOCHS);
    promote(first.checkpoints().get(2).id());

    RunStatus second = rig.train(SIX_EPOCHS);

    assertThat(rig.backend.beginnings())
        .containsExactly(
            "from a file with [disc, wheel]", "from boxstream_300_compact [disc, square]");
    String hash = Sha256.of(file);
    assertThat(StartingNetwork.of(first.plan().orElseThrow().configuration()))
        .hasValueSatisfying(
            network -> {
              assertThat(network.file()).isEqualTo(file.toString());
              assertThat(network.classes()).containsExactly("disc", "wheel");
              assertThat(network.parameters().sha256()).isEqualTo(hash);
              assertThat(new Artifacts(rig.store).blobs().contains(network.parameters())).isTrue();
            });
    assertThat(StartingNetwork.of(second.plan().orElseThrow().configuration())).isEmpty();
  }

  @Test
  void startsAgainFromTheSameBytesWhateverBecameOfTheFile() throws Exception {
    // Given a run that is shut down before its first checkpoint
    Path file = baseFile(List.of("disc"));
    rig.base(new BaseNetwork(file, List.of()));
    rig.beforeStep(step -> shutDownAt(step, 3));
    rig.start();
    String id = rig.request(SIX_EPOCHS);
    Awaitility.await().atMost(LONGEST).until(this::stopped);
    rig.stop();
    List<?> losses = rig.backend.losses().subList(0, 3);
    rig.beforeStep(step -> {});

    // When the file is gone and the trainer comes back
    Files.delete(file);
    rig.start();

    // Then nothing tells its steps from those before
    assertThat(rig.awaitEnd(id).state()).isEqualTo(RunState.COMPLETED);
    assertThat(rig.backend.beginnings())
        .containsExactly("from a file with []", "from a file with []");
    int again = rig.backend.losses().size() - 15;
    assertThat(rig.backend.losses().subList(again, again + 3)).isEqualTo(losses);
  }

  @Test
  void refusesAFileThatNoDetectorCanStartFrom() throws Exception {
    Path file = Files.write(directory.resolve("base.params"), new byte[] {1, 2, 3});
    rig.base(new BaseNetwork(file, List.of()));
    rig.start();

    assertThat(rig.train(SIX_EPOCHS))
        .matches(run -> run.state() == RunState.FAILED)
        .extracting(RunStatus::detail)
        .asString()
        .startsWith("invalid-configuration: no run can start: ")
        .containsOnlyOnce(file.toString())
        .contains("neither a .params file")
        .contains("boxstream.trainer.base.file");
  }

  private Path baseFile(List<String> classes) {
    DetectorArchitecture architecture =
        new DetectorArchitecture(Presets.named("boxstream_300_compact"), classes);
    Path file = directory.resolve("base.params");
    new DetectorParameters(architecture)
        .write(file, Initialization.HE.arrays(new DetectorNetwork(architecture).parameters(), 1));
    return file;
  }

  @Test
  void aManifestDescribesAPresetOfTheUsersOwn() {
    DetectorPreset known = Presets.named("ssd_300_mobilenet0.25");
    DetectorPreset own =
        new DetectorPreset(
            "mine", known.backbone(), 300, known.layers(), Normalization.EFFICIENTNET_LITE);
    rig.ownPreset(own);
    rig.start();

    RunStatus run = rig.train(new RunOverrides("quick", "mine", 6, 4, 0.01, 42L));

    Network network = rig.manifests(run.id()).get(0).network();
    assertThat(network.preset()).isEqualTo("mine");
    assertThat(PresetDescription.resolve(network.preset(), network.presetDescription()))
        .isEqualTo(own);
    assertThat(network.preprocessing().mean()).isEqualTo(own.normalization().mean());
    assertThat(network.preprocessing().standardDeviation())
        .isEqualTo(own.normalization().deviation());
  }

  private void promote(String checkpoint) {
    new Artifacts(rig.store)
        .promotions(TrainerFixture.MODEL)
        .append(
            Promotion.following(
                0,
                TrainerFixture.MODEL,
                CheckpointId.parse(checkpoint),
                new Promotion.Decision("better", "test", Optional.empty(), Instant.EPOCH),
                Optional.of(0.5),
                Optional.empty()));
  }

  @Test
  void keepsARequestThatWasAcceptedWhileTheStoreIsAway() {
    rig.store.setAway(true);
    rig.start();
    String id = rig.request(SIX_EPOCHS);
    rig.stop();

    rig.store.setAway(false);
    rig.start();

    assertThat(rig.awaitEnd(id).state()).isEqualTo(RunState.COMPLETED);
  }

  @Test
  void startsByItselfWhenEnoughImagesChanged() {
    rig.policy(new StartPolicy(true, 5, 4, Duration.ZERO, Duration.ZERO));
    rig.start();
    Awaitility.await()
        .atMost(LONGEST)
        .until(() -> rig.assembly().registry().count(RunState.COMPLETED) == 1);

    rig.dataSet.with(Split.TRAIN, 3, 50);
    rig.dataSet.with(Split.TRAIN, 1, 53);

    Awaitility.await()
        .atMost(LONGEST)
        .until(() -> rig.assembly().registry().count(RunState.COMPLETED) == 2);
    assertThat(rig.assembly().registry().list())
        .extracting(RunStatus::requestedBy)
        .containsExactly("images", "images");
  }

  @Test
  void aSnapshotWhoseImagesWereDeletedEndsTheRunAndNamesThem() throws Exception {
    // Given a run that was left unfinished, and an image that was deleted while nobody held it
    rig.beforeStep(step -> shutDownAt(step, 6));
    rig.start();
    String id = rig.request(SIX_EPOCHS);
    Awaitility.await().atMost(LONGEST).until(this::stopped);
    rig.stop();
    String deleted = rig.dataSet.view().snapshot().entries(Split.TRAIN).get(3).id();
    rig.dataSet.remove(deleted);
    rig.beforeStep(step -> {});

    rig.start();

    assertThat(rig.awaitEnd(id))
        .matches(run -> run.state() == RunState.FAILED)
        .extracting(RunStatus::detail)
        .asString()
        .startsWith("images-missing: ")
        .contains(deleted);
    try (var left = Files.walk(directory.resolve("work").resolve("runs"))) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void aBatchLargerThanTheDataSetTakesImagesFromSeveralEpochs() {
    rig.start();

    RunStatus run = rig.train(new RunOverrides("quick", null, 8, 16, 0.01, 1L));

    assertThat(run.state()).isEqualTo(RunState.COMPLETED);
    assertThat(run.progress().step()).isEqualTo(5);
  }
}
