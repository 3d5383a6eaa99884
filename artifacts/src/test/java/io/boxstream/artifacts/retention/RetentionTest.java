package io.boxstream.artifacts.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.retention.RetentionReport.Amount;
import io.boxstream.artifacts.rollout.Rollout;
import io.boxstream.artifacts.rollout.RolloutBudgets;
import io.boxstream.artifacts.rollout.RolloutMode;
import io.boxstream.artifacts.store.FaultyStore;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.ObjectStat;
import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.testbed.MovableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Duration GRACE = Duration.ofHours(2);
  private static final RetentionSettings SETTINGS =
      new RetentionSettings(
          Duration.ofDays(7), 2, 2, Duration.ofDays(365), Duration.ofDays(45), GRACE);

  private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryObjectStore store = new InMemoryObjectStore(clock);
  private final Artifacts artifacts = new Artifacts(store);
  private final StoredRuns runs = new StoredRuns(artifacts, clock);

  @Test
  void keepsTheBestAndTheLastCheckpointOfTheLatestRunsAndTheLatestGenerations() {
    runs.finishedRun("r1", 0.1, 0.2);
    runs.finishedRun("r2", 0.1, 0.4, 0.3);
    runs.finishedRun("r3", 0.5, 0.5, 0.2);
    for (int epoch = 1; epoch <= 2; epoch++) {
      runs.promote(new CheckpointId("r1", epoch));
    }
    runs.promote(new CheckpointId("r2", 1));

    clock.advance(Duration.ofDays(8));
    sweepTwice();

    assertThat(checkpoints())
        .containsExactly(
            "r1-000002", "r2-000001", "r2-000002", "r2-000003", "r3-000002", "r3-000003");
    assertEverythingThatIsReferredToExists();
  }

  @Test
  void aLaterSweepDoesNotReadDocumentsAgain() {
    int finished = 30;
    for (int run = 0; run < finished; run++) {
      runs.finishedRun("r%02d".formatted(run), 0.1);
    }
    FaultyStore counted = new FaultyStore(store);
    Retention retention = new Retention(counted, SETTINGS, RetentionListener.NONE, clock::nanoTime);
    clock.advance(Duration.ofDays(1));

    retention.sweep();
    int first = counted.calls();
    retention.sweep();
    int second = counted.calls() - first;
    runs.finishedRun("r99", 0.1);
    clock.advance(Duration.ofDays(7));
    retention.sweep();
    clock.advance(GRACE.plusSeconds(1));
    retention.sweep();

    // the manifest, the record, the decision and the report of each
    assertThat(second).isLessThanOrEqualTo(first - 4 * finished);
    assertThat(checkpoints()).containsExactly("r29-000001", "r99-000001");
    assertEverythingThatIsReferredToExists();
  }

  @Test
  void keepsTheChallengerOfTheLatestRollout() {
    runs.finishedRun("r1", 0.1, 0.2, 0.3);
    runs.finishedRun("r2", 0.1);
    runs.finishedRun("r3", 0.1);
    runs.promote(new CheckpointId("r3", 1));
    artifacts
        .rollouts(StoredRuns.MODEL)
        .start(
            new Rollout(
                "id",
                StoredRuns.MODEL,
                1,
                new CheckpointId("r1", 2),
                1,
                RolloutMode.SHADOW,
                1,
                new RolloutBudgets(1.5, 0.2, 100, Duration.ofDays(30)),
                true,
                new Rollout.Request("try it", "Ana", clock.instant())));

    clock.advance(Duration.ofDays(8));
    sweepTwice();

    assertThat(checkpoints()).containsExactly("r1-000002", "r2-000001", "r3-000001");
    assertEverythingThatIsReferredToExists();
  }

  @Test
  void removesTheBlobsAndTheSnapshotOfARemovedCheckpoint() {
    runs.finishedRun("r1", 0.1);
    runs.finishedRun("r2", 0.1);
    runs.finishedRun("r3", 0.1);
    BlobReference removed = parameters("r1");
    BlobReference kept = parameters("r2");
    String snapshot = artifacts.runs().load("r1").dataSet().hash();

    clock.advance(Duration.ofDays(8));
    sweepTwice();

    assertThat(artifacts.blobs().contains(removed)).isFalse();
    assertThat(artifacts.blobs().contains(kept)).isTrue();
    assertThat(artifacts.runs().find("r1"))
        .as("the record of a run is kept for a year")
        .isPresent();
    assertThat(artifacts.evaluations().decision(new CheckpointId("r1", 1))).isPresent();
    sweepTwice();
    assertThat(store.stat("snapshots/" + snapshot + ".json")).isEmpty();
    assertEverythingThatIsReferredToExists();
  }

  @Test
  void removesEvaluationsAndRecordsOfRunsAfterTheirTime() {
    runs.finishedRun("r1", 0.1);
    runs.finishedRun("r2", 0.1);
    runs.finishedRun("r3", 0.1);

    clock.advance(Duration.ofDays(366));
    sweepTwice();
    sweepTwice();
    sweepTwice();

    assertThat(artifacts.runs().list()).containsExactly("r2", "r3");
    assertThat(artifacts.evaluations().decided())
        .extracting(CheckpointId::runId)
        .containsExactly("r2", "r3");
    assertEverythingThatIsReferredToExists();
  }

  @Test
  void keepsWhatAnUnfinishedRunNeedsHoweverOldItIs() {
    runs.finishedRun("r0", 0.1);
    String snapshot = runs.snapshot("data set");
    CheckpointId parent = new CheckpointId("r0", 1);
    artifacts.runs().create(runs.record("r1", snapshot, Optional.of(parent)));
    runs.finishedRun("r2", 0.1);
    runs.finishedRun("r3", 0.1);

    clock.advance(Duration.ofDays(900));
    sweepTwice();
    sweepTwice();

    assertThat(checkpoints()).contains(parent.toString());
    assertThat(artifacts.runs().list()).contains("r1");
    assertThat(artifacts.snapshots().load(snapshot)).isNotEmpty();
  }

  @Test
  void keepsACheckpointThatIsNotDecidedAboutWhileItsNotificationIsOnTheLog() {
    String snapshot = runs.snapshot("data set");
    artifacts.runs().create(runs.record("r1", snapshot, Optional.empty()));
    for (int epoch = 1; epoch <= 2; epoch++) {
      List<BlobReference> blobs = List.of(runs.blob("a"), runs.blob("b"), runs.blob("c"));
      artifacts.checkpoints().save(runs.manifest(new CheckpointId("r1", epoch), snapshot, blobs));
    }
    runs.finish("r1");

    clock.advance(Duration.ofDays(89));
    sweepTwice();
    assertThat(checkpoints()).hasSize(2);

    clock.advance(Duration.ofDays(2));
    sweepTwice();
    assertThat(checkpoints()).containsExactly("r1-000002");
  }

  @Test
  void aPreviewCountsAndRemovesNothing() {
    runs.finishedRun("r1", 0.1, 0.2, 0.3);
    runs.finishedRun("r2", 0.1);
    clock.advance(Duration.ofDays(8));
    List<String> before = store.list("runs/");

    RetentionReport preview = retention().preview();

    assertThat(store.list("runs/")).isEqualTo(before);
    assertThat(preview.categories().get(Category.CHECKPOINTS).removed().objects()).isEqualTo(2);
    assertThat(preview.categories().get(Category.CHECKPOINTS).kept().objects()).isEqualTo(2);
    assertThat(preview.categories().get(Category.BLOBS).removed())
        .isEqualTo(
            new Amount(
                6, bytes("parameters r1-000001") * 2 + 5 * 2 + bytes("optimizer r1-000001") * 2));
    assertThat(preview.removed())
        .contains("runs/r1/checkpoints/000001.json", "runs/r1/checkpoints/000002.json");
    assertThat(retention().sweep().removed()).as("nothing is condemned yet").isEmpty();
    clock.advance(GRACE.plusSeconds(1));
    assertThat(retention().sweep().removed())
        .containsExactlyInAnyOrderElementsOf(preview.removed());
  }

  @Test
  void aSweepReportsWhatWaitsForTheGracePeriod() {
    runs.finishedRun("r1", 0.1, 0.2, 0.3);
    runs.blob("of a writer that has not written its document yet");
    clock.advance(Duration.ofDays(8));
    runs.blob("just now");

    RetentionReport first = retention().sweep();

    assertThat(first.categories().get(Category.CHECKPOINTS).waiting().objects()).isEqualTo(2);
    assertThat(first.categories().get(Category.CHECKPOINTS).removed()).isEqualTo(Amount.NONE);
    assertThat(first.categories().get(Category.BLOBS).removed().objects()).isEqualTo(1);
    assertThat(first.categories().get(Category.BLOBS).waiting().objects()).isEqualTo(1);
  }

  @Test
  void aCondemnedCheckpointThatIsPromotedMeanwhileStays() {
    runs.finishedRun("r1", 0.1, 0.2, 0.3);
    clock.advance(Duration.ofDays(8));
    retention().sweep();
    runs.promote(new CheckpointId("r1", 1));

    clock.advance(GRACE.plusSeconds(1));
    retention().sweep();

    assertThat(checkpoints()).containsExactly("r1-000001", "r1-000003");
    assertEverythingThatIsReferredToExists();
  }

  @Test
  void aSnapshotThatIsAboutToBeRemovedIsNotUsedAgain() {
    String snapshot = runs.snapshot("an old data set");
    clock.advance(Duration.ofDays(1));
    retention().sweep();

    assertThatThrownBy(() -> runs.snapshot("an old data set"))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(snapshot);

    clock.advance(GRACE.plusSeconds(1));
    retention().sweep();
    assertThat(runs.snapshot("an old data set")).isEqualTo(snapshot);
  }

  @Test
  void neverRemovesImagesAndBlobsOfEarlierReleases() {
    BlobReference image = new Blobs(store).put(new byte[] {1, 2, 3});
    clock.advance(Duration.ofDays(3000));

    sweepTwice();

    assertThat(new Blobs(store).contains(image)).isTrue();
  }

  @Test
  void removesAnyNumberOfQuarantinedBytes() {
    Blobs quarantine = Blobs.ofQuarantine(store, clock);
    int rejected = 2000;
    for (int image = 0; image < rejected; image++) {
      quarantine.put(("image " + image).getBytes(StandardCharsets.UTF_8));
    }
    clock.advance(Duration.ofDays(46));
    BlobReference young = quarantine.put("young".getBytes(StandardCharsets.UTF_8));

    RetentionReport report = retention().sweep();

    assertThat(report.categories().get(Category.QUARANTINE).removed().objects())
        .isEqualTo(rejected);
    assertThat(store.list(Blobs.QUARANTINE)).containsExactly(young.key());
  }

  @Test
  void removesQuarantinedBytesByAge() {
    Blobs quarantine = Blobs.ofQuarantine(store, clock);
    byte[] original = {1, 2, 3};
    BlobReference first = quarantine.put(original);
    clock.advance(Duration.ofDays(30));
    BlobReference again = quarantine.put(original);
    clock.advance(Duration.ofDays(16));

    retention().sweep();

    assertThat(quarantine.contains(first)).isFalse();
    assertThat(quarantine.quarantined(first.sha256(), 3)).isEqualTo(again);
    assertThat(quarantine.read(again)).isEqualTo(original);
  }

  @Test
  void endsWhenTheListenerObjectsAndGoesOnTheNextTime() {
    runs.blob("garbage 1");
    runs.blob("garbage 2");
    clock.advance(Duration.ofDays(1));
    List<String> removed = new ArrayList<>();
    RetentionListener objecting =
        new RetentionListener() {
          @Override
          public void removing(Category category, ObjectStat object) {
            if (removed.size() == 1) {
              throw new IllegalStateException("the broker is away");
            }
          }

          @Override
          public void removed(Category category, ObjectStat object) {
            removed.add(object.key());
          }
        };

    assertThatThrownBy(() -> retention(objecting).sweep()).hasMessage("the broker is away");

    assertThat(store.list(Blobs.MODELS)).hasSize(1).doesNotContainAnyElementsOf(removed);
    retention().sweep();
    assertThat(store.list(Blobs.MODELS)).isEmpty();
  }

  @Test
  void removesNothingWhenADocumentCannotBeRead() {
    runs.finishedRun("r1", 0.1, 0.2);
    clock.advance(Duration.ofDays(8));
    int calls = store.list("").size();
    for (int failAt = 0; failAt < calls; failAt++) {
      FaultyStore faulty = new FaultyStore(store);
      try {
        new Retention(faulty.failAfter(failAt), SETTINGS, RetentionListener.NONE, clock::nanoTime)
            .sweep();
      } catch (StoreUnavailableException expected) {
        assertEverythingThatIsReferredToExists();
      }
    }
  }

  @Test
  void aSweepThatTakesTooLongEnds() {
    runs.blob("garbage");
    clock.advance(Duration.ofDays(1));
    long[] time = {0};

    assertThatThrownBy(
            () ->
                new Retention(
                        store, SETTINGS, RetentionListener.NONE, () -> time[0] += GRACE.toNanos())
                    .sweep())
        .isInstanceOf(SweepTooLongException.class);

    assertThat(store.list(Blobs.MODELS)).hasSize(1);
  }

  @Test
  void refusesAGracePeriodThatIsShorterThanAWriterTakes() {
    assertThatThrownBy(
            () ->
                new RetentionSettings(
                    Duration.ZERO, 1, 1, Duration.ZERO, Duration.ZERO, Duration.ofHours(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("grace");
  }

  private void sweepTwice() {
    retention().sweep();
    clock.advance(GRACE.plusSeconds(1));
    retention().sweep();
  }

  private Retention retention() {
    return retention(RetentionListener.NONE);
  }

  private Retention retention(RetentionListener listener) {
    return new Retention(store, SETTINGS, listener, clock::nanoTime);
  }

  private List<String> checkpoints() {
    return artifacts.runs().list().stream()
        .flatMap(run -> artifacts.checkpoints().list(run).stream())
        .map(CheckpointId::toString)
        .toList();
  }

  private BlobReference parameters(String run) {
    return artifacts.checkpoints().load(new CheckpointId(run, 1)).blobs().parameters();
  }

  private void assertEverythingThatIsReferredToExists() {
    assertThat(DanglingReferences.in(store, SETTINGS.checkpoints(), clock.instant())).isEmpty();
  }

  private static int bytes(String content) {
    return content.getBytes(StandardCharsets.UTF_8).length;
  }
}
