package io.boxstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.pipeline.SampleListener;
import io.boxstream.detection.training.StepLosses;
import io.boxstream.events.RunState;
import io.boxstream.events.Split;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.trainer.fake.ObservedTrainingBackend;
import io.boxstream.trainer.loop.EngineTrainingBackend;
import io.boxstream.trainer.reproduction.ReproductionState;
import io.boxstream.trainer.run.RunOverrides;
import io.boxstream.trainer.run.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real engine, augmentation included: a run that was interrupted equals one that was not, with
 * one replica and with two, whatever the number of pipeline workers.
 */
class ExactResumeIT {

  private static final Duration LONGEST = Duration.ofMinutes(3);

  /** 6 images in batches of 2 for 4 epochs: 12 steps, a checkpoint after each epoch. */
  private static final RunOverrides FOUR_EPOCHS = new RunOverrides("quick", null, 4, 2, 0.001, 7L);

  @TempDir Path directory;
  private TrainerFixture rig;

  @BeforeEach
  void prepare() {
    rig = new TrainerFixture(directory);
    rig.dataSet.with(Split.TRAIN, 6, 0).with(Split.VAL, 1, 100);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void trainsToTheSameLossesAndParametersAsIfNothingHadHappened(int replicas) {
    // Given a run that nothing interrupted
    ObservedTrainingBackend undisturbed =
        new ObservedTrainingBackend(backend(replicas, 2, 3), step -> {});
    rig.start(undisturbed);
    RunStatus whole = rig.train(FOUR_EPOCHS);
    assertThat(whole.state()).isEqualTo(RunState.COMPLETED);
    rig.stop();

    // When another is shut down in its third epoch and goes on in another process' stead
    AtomicBoolean interrupted = new AtomicBoolean();
    ObservedTrainingBackend first =
        new ObservedTrainingBackend(backend(replicas, 2, 3), step -> shutDown(step, interrupted));
    rig.start(first);
    String id = rig.assembly().requests().submit(FOUR_EPOCHS, Optional.empty()).id();
    Awaitility.await().atMost(LONGEST).untilTrue(interrupted);
    rig.stop();
    ObservedTrainingBackend second =
        new ObservedTrainingBackend(backend(replicas, 1, 2), step -> {});
    rig.start(second);
    RunStatus resumed = rig.awaitEnd(id);

    // Then it trained steps 6 to 11 again, bit by bit the same
    List<StepLosses> expected = undisturbed.losses();
    assertThat(resumed.state()).isEqualTo(RunState.COMPLETED);
    assertThat(first.losses()).isEqualTo(expected.subList(0, first.losses().size()));
    assertThat(second.losses()).isEqualTo(expected.subList(6, 12));
    assertThat(rig.parameterHashes(id)).isEqualTo(rig.parameterHashes(whole.id())).hasSize(4);
    assertThat(rig.manifests(id))
        .extracting(manifest -> manifest.provenance().arrangement().images())
        .containsOnly(Collections.nCopies(replicas, 2 / replicas));

    // And a third training from its manifests and the log gives the same bits
    assertThat(rig.reproduce(rig.manifests(id).get(3).id()))
        .matches(again -> again.state() == ReproductionState.SAME && again.step() == 12);
  }

  private static EngineTrainingBackend backend(int replicas, int workers, int bufferedBatches) {
    return new EngineTrainingBackend(
        ComputeDevice.CPU,
        OptionalInt.of(replicas),
        workers,
        bufferedBatches,
        new ImageDecoder(ImageLimits.defaults()),
        SampleListener.NONE);
  }

  private void shutDown(long step, AtomicBoolean interrupted) {
    if (step == 7) {
      String id = rig.assembly().registry().list().get(0).id();
      Awaitility.await().atMost(LONGEST).until(() -> rig.manifests(id).size() == 2);
      new Thread(rig::stop).start();
      Awaitility.await().until(() -> rig.assembly().requests().signal(id).isRaised());
      interrupted.set(true);
    }
  }
}
