package io.boxstream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.detection.ComputeDevice;
import io.boxstream.detection.pipeline.SampleListener;
import io.boxstream.events.RunState;
import io.boxstream.events.Split;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.trainer.distributed.Role;
import io.boxstream.trainer.distributed.TestCluster;
import io.boxstream.trainer.fake.ObservedTrainingBackend;
import io.boxstream.trainer.loop.EngineTrainingBackend;
import io.boxstream.trainer.run.RunOverrides;
import io.boxstream.trainer.run.RunStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs in real processes, some of which are killed. */
class DistributedRunIT {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** 6 images in batches of 2 for 4 epochs: 12 steps, a checkpoint after each epoch. */
  private static final RunOverrides FOUR_EPOCHS = new RunOverrides("quick", null, 4, 2, 0.001, 7L);

  private static final RunOverrides ONE_EPOCH = new RunOverrides("quick", null, 1, 2, 0.001, 7L);

  private static final int STEP_OF_LOSS = 7;

  @TempDir Path directory;
  private TestCluster cluster;
  private final AtomicReference<Instant> lossAt = new AtomicReference<>();
  private TrainerFixture rig;

  /** What happens to a participant. */
  private interface Loss {
    void happen() throws InterruptedException;
  }

  @BeforeEach
  void prepare() {
    cluster = new TestCluster(2, directory);
    rig = new TrainerFixture(directory);
    rig.dataSet.with(Split.TRAIN, 6, 0).with(Split.VAL, 1, 100);
  }

  @AfterEach
  void close() {
    rig.close();
    cluster.close();
  }

  @Test
  void isComputedByTheWorkersTogether() {
    ObservedTrainingBackend backend = backend(0, () -> {});
    rig.start(backend);

    RunStatus run = rig.awaitEnd(request(ONE_EPOCH));

    assertThat(run.state()).as(run.detail()).isEqualTo(RunState.COMPLETED);
    assertThat(backend.losses()).hasSize(3);
    assertThat(rig.manifests(run.id()))
        .extracting(manifest -> manifest.provenance().arrangement().images())
        .containsExactly(List.of(1, 1));
  }

  @Tag("soak")
  @Test
  void goesOnAtTheLastCheckpointAfterAWorkerWasKilled() {
    ObservedTrainingBackend backend = backend(1, () -> cluster.kill(Role.WORKER));
    rig.start(backend);

    RunStatus run = rig.awaitEnd(request(FOUR_EPOCHS));

    // Steps 0 to 6, then 6 to 11: two workers compute the same again
    assertThat(run.state()).isEqualTo(RunState.COMPLETED);
    assertThat(backend.losses()).hasSize(STEP_OF_LOSS + 6);
    assertThat(backend.losses().get(STEP_OF_LOSS)).isEqualTo(backend.losses().get(6));
    assertThat(rig.manifests(run.id())).hasSize(4);
  }

  @Tag("soak")
  @ParameterizedTest
  @CsvSource({
    "WORKER, KILL, worker-lost",
    "SERVER, KILL, server-lost",
    "SCHEDULER, KILL, scheduler-lost",
    "WORKER, STOP, worker-lost",
    "SERVER, STOP, server-lost",
    "SCHEDULER, STOP, scheduler-lost"
  })
  void endsWithTheNameOfTheLoss(Role role, String signal, String code) {
    rig.start(
        backend(
            0,
            () -> {
              if (signal.equals("KILL")) {
                cluster.kill(role);
              } else {
                cluster.freeze(role);
                // Steps need no scheduler: the last ones would be done before the silence is.
                Awaitility.await().atMost(LONGEST).until(this::silenceIsOver);
              }
            }));

    RunStatus run = rig.awaitEnd(request(FOUR_EPOCHS));

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(run.detail()).startsWith(code + ": ");
    assertThat(Duration.between(lossAt.get(), Instant.now()))
        .isLessThan(TestCluster.SILENCE.plusSeconds(10));
    assertThat(rig.manifests(run.id())).hasSize(2);
  }

  @Tag("soak")
  @Test
  void goesOnWithTheWorkersThatAreThere() {
    rig.start(backend(1, cluster::removeWorker));

    RunStatus run = rig.awaitEnd(request(FOUR_EPOCHS));

    assertThat(run.state()).isEqualTo(RunState.COMPLETED);
    assertThat(rig.manifests(run.id()))
        .extracting(manifest -> manifest.provenance().arrangement().images())
        .containsExactly(List.of(1, 1), List.of(1, 1), List.of(2), List.of(2));
  }

  /** There is one server, so the run goes on only if its process is replaced. */
  @Tag("soak")
  @Test
  void goesOnWithTheSuccessorOfAServerThatIsStopped() {
    rig.start(
        backend(
            1,
            () -> {
              cluster.freeze(Role.SERVER);
              Awaitility.await().atMost(LONGEST).until(this::silenceIsOver);
            }));

    RunStatus run = rig.awaitEnd(request(FOUR_EPOCHS));

    assertThat(run.detail()).isEmpty();
    assertThat(run.state()).isEqualTo(RunState.COMPLETED);
    assertThat(rig.manifests(run.id())).hasSize(4);
  }

  private boolean silenceIsOver() {
    return Instant.now().isAfter(lossAt.get().plus(TestCluster.SILENCE).plusSeconds(2));
  }

  private String request(RunOverrides run) {
    return rig.assembly().requests().submit(run, Optional.empty()).id();
  }

  private ObservedTrainingBackend backend(int restarts, Loss loss) {
    return new ObservedTrainingBackend(
        cluster.backend(
            new EngineTrainingBackend(
                ComputeDevice.CPU,
                OptionalInt.of(1),
                1,
                1,
                new ImageDecoder(ImageLimits.defaults()),
                SampleListener.NONE),
            restarts,
            Optional.empty()),
        step -> before(step, loss));
  }

  /** After the second checkpoint, in the third epoch, once. */
  private void before(long step, Loss loss) {
    if (step == STEP_OF_LOSS && lossAt.get() == null) {
      Awaitility.await().atMost(LONGEST).until(() -> rig.manifests(rig.latestRun()).size() == 2);
      lossAt.set(Instant.now());
      try {
        loss.happen();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
