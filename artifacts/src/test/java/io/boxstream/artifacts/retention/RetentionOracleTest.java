package io.boxstream.artifacts.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.document.CondemnedDocuments;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.store.InMemoryObjectStore;
import io.boxstream.artifacts.store.ObjectStat;
import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.testbed.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sweeps beside a trainer, an evaluator and somebody who promotes by hand. The four take turns at
 * the store, call by call, in an order that a seed decides; all are killed at random calls and
 * start again. After each sweep, killed or not, an oracle that knows everything ever written checks
 * that all that must be there is there.
 */
class RetentionOracleTest {
  private static final RetentionSettings SETTINGS =
      new RetentionSettings(
          Duration.ofHours(6),
          2,
          2,
          Duration.ofHours(12),
          Duration.ofDays(45),
          Duration.ofHours(2));
  private static final int SEEDS = 1;
  private static final int MANY_SEEDS = 50;
  private static final int SWEEPS = 25;
  private static final int DATA_SETS = 3;
  private static final int EPOCHS = 4;

  private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final InMemoryObjectStore store = new InMemoryObjectStore(clock);
  private final Map<CheckpointId, Double> written = new HashMap<>();
  private final Set<CheckpointId> decided = new HashSet<>();
  private final Deque<CheckpointId> announced = new ArrayDeque<>();
  private Random random;
  private Turns turns;
  private int runs;
  private int removed;
  private int kills;

  @ParameterizedTest
  @ValueSource(ints = {0, 100})
  void neverRemovesWhatIsReferredToAndLeavesNoGarbage(int first) {
    assertNothingIsLost(first, SEEDS);
  }

  @Test
  @Tag("soak")
  void neverRemovesWhatIsReferredToAndLeavesNoGarbageInManyOrders() {
    assertNothingIsLost(1000, MANY_SEEDS);
  }

  private static void assertNothingIsLost(int first, int seeds) {
    for (int seed = first; seed < first + seeds; seed++) {
      RetentionOracleTest one = new RetentionOracleTest();
      one.run(seed);
      assertThat(one.removed).as("objects removed with seed %d", seed).isGreaterThan(20);
      assertThat(one.kills).as("sweeps killed with seed %d", seed).isPositive();
    }
  }

  private void run(int seed) {
    random = new Random(seed);
    turns = new Turns(random, clock);
    Turns.Actor trainer = turns.start(this::train);
    Turns.Actor evaluator = turns.start(this::evaluate);
    Turns.Actor person = turns.start(this::promoteByHand);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean kill = random.nextInt(3) == 0;
      Turns.Actor sweeper = turns.start(this::sweep);
      if (kill) {
        kills++;
        sweeper.killAfter(random.nextInt(200));
      }
      while (!sweeper.isDone()) {
        trainer = trainer.isDone() ? turns.start(this::train) : trainer;
        evaluator = evaluator.isDone() ? turns.start(this::evaluate) : evaluator;
        person = person.isDone() ? turns.start(this::promoteByHand) : person;
        turns.untilOneEnds();
      }
      assertNothingIsMissing(seed, sweep);
      if (turns.allowsJump()) {
        clock.advance(Duration.ofMinutes(random.nextInt(300)));
      }
    }
    finishAll();
    while (!announced.isEmpty()) {
      turns.start(this::evaluate);
      finishAll();
    }
    settle();
    assertNothingIsMissing(seed, SWEEPS);
    assertNoGarbage(seed);
  }

  private void finishAll() {
    while (!turns.isIdle()) {
      turns.untilOneEnds();
    }
  }

  // The actors. Each does one piece of work and ends; the test starts the next.

  private void sweep(Turns.Actor self) {
    RetentionListener counting =
        new RetentionListener() {
          @Override
          public void removing(Category category, ObjectStat object) {}

          @Override
          public void removed(Category category, ObjectStat object) {
            removed++;
          }
        };
    try {
      new Retention(new TurnStore(store, self), SETTINGS, counting, clock::nanoTime).sweep();
    } catch (SweepTooLongException expected) {
      // A jump of the clock; the next sweep goes on.
    }
  }

  /** A run from its start, or the rest of one whose trainer was killed. */
  private void train(Turns.Actor self) {
    if (announced.size() > EPOCHS) {
      self.await(); // the evaluator must not fall behind for ever
      return;
    }
    if (random.nextInt(4) == 0) {
      self.killAfter(random.nextInt(30));
    }
    Artifacts artifacts = new Artifacts(new TurnStore(store, self));
    StoredRuns documents = new StoredRuns(artifacts, clock);
    Optional<String> unfinished =
        artifacts.runs().list().stream()
            .filter(id -> artifacts.runs().outcome(id).isEmpty())
            .filter(id -> artifacts.runs().find(id).isPresent())
            .findFirst();
    String id = unfinished.orElseGet(() -> begin(artifacts, documents, self));
    announceMissing(id);
    RunRecord record = artifacts.runs().load(id);
    int last =
        artifacts.checkpoints().latest(id).map(latest -> latest.position().epoch()).orElse(0);
    record.parent().ifPresent(parent -> parameters(artifacts, parent));
    for (int epoch = last + 1; epoch <= EPOCHS; epoch++) {
      CheckpointId checkpoint = new CheckpointId(id, epoch);
      saveCheckpoint(artifacts, documents, self, checkpoint, record.dataSet().hash());
      announced.add(checkpoint);
    }
    documents.finish(id);
  }

  private void announceMissing(String run) {
    written.keySet().stream()
        .filter(id -> id.runId().equals(run) && !decided.contains(id) && !announced.contains(id))
        .sorted()
        .forEach(announced::add);
  }

  private String begin(Artifacts artifacts, StoredRuns documents, Turns.Actor self) {
    String id = "r" + (1000 + runs++);
    String content = "data set " + random.nextInt(DATA_SETS);
    while (true) {
      Instant began = clock.instant();
      Optional<CheckpointId> parent =
          artifacts.promotions(StoredRuns.MODEL).latest().map(Promotion::checkpoint);
      try {
        String snapshot = documents.snapshot(content);
        self.critical(true);
        if (!isLate(began)) {
          artifacts.runs().create(documents.record(id, snapshot, parent));
          return id;
        }
      } catch (StoreUnavailableException condemned) {
        content = "another " + content;
      } finally {
        self.critical(false);
      }
    }
  }

  private void saveCheckpoint(
      Artifacts artifacts,
      StoredRuns documents,
      Turns.Actor self,
      CheckpointId id,
      String snapshot) {
    while (true) {
      Instant began = clock.instant();
      List<BlobReference> blobs =
          List.of(
              documents.blob("parameters " + id),
              documents.blob("graph"),
              documents.blob("optimizer " + id));
      self.critical(true);
      try {
        if (!isLate(began)) {
          artifacts.checkpoints().save(documents.manifest(id, snapshot, blobs));
          written.put(id, 0.0);
          return;
        }
      } finally {
        self.critical(false);
      }
    }
  }

  private void evaluate(Turns.Actor self) {
    if (announced.isEmpty()) {
      self.await();
      return;
    }
    if (random.nextInt(5) == 0) {
      self.killAfter(random.nextInt(15));
    }
    CheckpointId id = announced.peek();
    Artifacts artifacts = new Artifacts(new TurnStore(store, self));
    if (artifacts.evaluations().decision(id).isPresent()) {
      announced.remove();
      return;
    }
    CheckpointManifest manifest = artifacts.checkpoints().load(id);
    parameters(artifacts, id);
    double score = Math.floorMod(id.hashCode() * 31, 97) / 97.0;
    self.critical(true);
    try {
      new StoredRuns(artifacts, clock).evaluate(id, manifest.dataSet().hash(), score);
      written.put(id, score);
      decided.add(id);
      if (random.nextInt(4) == 0) {
        new StoredRuns(artifacts, clock).promote(id);
      }
    } finally {
      self.critical(false);
    }
    announced.remove();
  }

  private void promoteByHand(Turns.Actor self) {
    Artifacts artifacts = new Artifacts(new TurnStore(store, self));
    List<CheckpointId> all =
        artifacts.runs().list().stream()
            .flatMap(run -> artifacts.checkpoints().list(run).stream())
            .toList();
    if (all.isEmpty() || random.nextInt(3) > 0) {
      self.await();
      return;
    }
    CheckpointId id = all.get(random.nextInt(all.size()));
    self.critical(true);
    try {
      boolean condemned = new CondemnedDocuments(artifacts.store()).contains(id.manifestKey());
      if (!condemned && artifacts.checkpoints().find(id).isPresent()) {
        new StoredRuns(artifacts, clock).promote(id);
      }
    } finally {
      self.critical(false);
    }
  }

  private static void parameters(Artifacts artifacts, CheckpointId id) {
    artifacts.blobs().read(artifacts.checkpoints().load(id).blobs().parameters());
  }

  private boolean isLate(Instant began) {
    return Duration.between(began, clock.instant()).compareTo(Blobs.LONGEST_UNREFERENCED) > 0;
  }

  // The oracle.

  private void assertNothingIsMissing(int seed, int sweep) {
    Artifacts artifacts = new Artifacts(store);
    String when = "seed %d, sweep %d".formatted(seed, sweep);
    assertThat(DanglingReferences.in(store, SETTINGS.checkpoints(), clock.instant()))
        .as(when)
        .isEmpty();
    List<Promotion> chain = artifacts.promotions(StoredRuns.MODEL).history();
    chain.stream()
        .skip(Math.max(0, chain.size() - SETTINGS.generations()))
        .forEach(
            link -> assertExists(when + ": generation " + link.generation(), link.checkpoint()));
    for (String run : latestRuns(artifacts)) {
      List<CheckpointId> ofRun =
          written.keySet().stream().filter(id -> id.runId().equals(run)).sorted().toList();
      if (!ofRun.isEmpty()) {
        assertExists(when + ": the last of " + run, ofRun.get(ofRun.size() - 1));
      }
      ofRun.stream()
          .filter(decided::contains)
          .max(Comparator.comparing(written::get))
          .ifPresent(best -> assertExists(when + ": the best of " + run, best));
    }
    announced.stream()
        .filter(id -> artifacts.evaluations().decision(id).isEmpty())
        .forEach(id -> assertExists(when + ": announced", id));
  }

  private void assertExists(String what, CheckpointId id) {
    assertThat(store.stat(id.manifestKey())).as("%s: %s", what, id).isPresent();
  }

  private List<String> latestRuns(Artifacts artifacts) {
    List<String> all = artifacts.runs().list();
    return all.subList(Math.max(0, all.size() - SETTINGS.runs()), all.size());
  }

  private void settle() {
    for (int sweep = 0; sweep < 8; sweep++) {
      clock.advance(Duration.ofHours(13));
      new Retention(store, SETTINGS, RetentionListener.NONE, clock::nanoTime).sweep();
    }
  }

  private void assertNoGarbage(int seed) {
    Artifacts artifacts = new Artifacts(store);
    Set<String> referenced = new HashSet<>();
    Set<String> expected = new HashSet<>();
    List<CheckpointId> manifests = new ArrayList<>();
    for (String run : artifacts.runs().list()) {
      manifests.addAll(artifacts.checkpoints().list(run));
    }
    for (CheckpointId id : manifests) {
      CheckpointManifest manifest = artifacts.checkpoints().load(id);
      referenced.add(manifest.blobs().parameters().key());
      manifest.blobs().graph().map(BlobReference::key).ifPresent(referenced::add);
      manifest.blobs().optimizerState().map(BlobReference::key).ifPresent(referenced::add);
      expected.add("snapshots/" + manifest.dataSet().hash() + ".json");
    }
    for (String checkpoint : store.folders("evaluations/")) {
      assertThat(manifests).as("seed %d", seed).contains(CheckpointId.parse(checkpoint));
      artifacts.evaluations().list(CheckpointId.parse(checkpoint)).stream()
          .flatMap(report -> report.curves().stream())
          .forEach(curves -> referenced.add(curves.key()));
    }
    artifacts.runs().list().stream()
        .filter(run -> artifacts.runs().outcome(run).isEmpty())
        .map(run -> artifacts.runs().load(run).dataSet().hash())
        .forEach(hash -> expected.add("snapshots/" + hash + ".json"));
    assertThat(store.list(Blobs.MODELS))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(referenced);
    assertThat(store.list("snapshots/"))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(manifests)
        .as("seed %d", seed)
        .hasSizeLessThanOrEqualTo(3 * SETTINGS.runs() + SETTINGS.generations() + EPOCHS);
  }
}
