package io.boxstream.benchmarks;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Network;
import io.boxstream.artifacts.checkpoint.CheckpointManifest.Preprocessing;
import io.boxstream.artifacts.evaluation.EvaluationDecision;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.retention.Retention;
import io.boxstream.artifacts.retention.RetentionListener;
import io.boxstream.artifacts.retention.RetentionReport;
import io.boxstream.artifacts.retention.RetentionSettings;
import io.boxstream.artifacts.run.RunOutcome;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.snapshot.SnapshotSummary;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.artifacts.store.StoreListener;
import io.boxstream.artifacts.store.StoreOperation;
import io.boxstream.artifacts.store.StoreResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Retention in a store with many objects: four checkpoints a run, each with a blob, a report with a
 * blob, a decision and a promotion. The first sweep reads each document, later ones read what is
 * new. First with a tenth of the runs.
 *
 * @param images as many as have led to one run for each thousand
 */
record ManyObjects(int images) implements Benchmark {

  private static final int TENTH = 10;
  private static final int IMAGES_OF_A_RUN = 1000;
  private static final int CHECKPOINTS = 4;
  private static final String MODEL = "detector";
  private static final Network NETWORK =
      Network.of("p", List.of("hat"), Preprocessing.imageNet(300));
  private static final String SET = "a".repeat(64);
  private static final Duration KEPT = Duration.ofDays(7);
  private static final RetentionSettings SETTINGS =
      new RetentionSettings(KEPT, 10, 20, KEPT, KEPT, Duration.ofHours(2));

  @Override
  public void run(Measurements figures) throws Exception {
    Map<String, Double> tenth = measure(images / IMAGES_OF_A_RUN / TENTH, "tenth.", figures);
    Map<String, Double> all = measure(images / IMAGES_OF_A_RUN, "", figures);
    all.forEach((name, value) -> figures.add("growth." + name, value / tenth.get(name), "times"));
  }

  private static Map<String, Double> measure(int runs, String prefix, Measurements figures)
      throws Exception {
    Map<String, Double> measured = new LinkedHashMap<>();
    Requests requests = new Requests();
    try (ImportCluster cluster = ImportCluster.withoutServices()) {
      try (ObjectStore filling = cluster.openStore()) {
        fill(new Artifacts(filling), runs);
      }
      try (ObjectStore store = cluster.openStore(requests)) {
        Retention retention =
            new Retention(store, SETTINGS, RetentionListener.NONE, System::nanoTime);
        long before = used();
        for (String which : List.of("first", "second")) {
          requests.clear();
          long start = System.nanoTime();
          RetentionReport report = retention.sweep();
          if (!report.removed().isEmpty()) {
            throw new IllegalStateException("what is young was removed: " + report.removed());
          }
          measured.put(which, (System.nanoTime() - start) / 1e9);
          measured.put(which + ".read", (double) requests.of(StoreOperation.GET));
          measured.put(which + ".listings", (double) requests.of(StoreOperation.LIST));
          measured.put(which + ".heap", (used() - before) / 1e6);
        }
      }
    }
    measured.forEach((name, value) -> figures.add(prefix + name, value, unit(name)));
    return measured;
  }

  private static String unit(String name) {
    if (name.endsWith(".heap")) {
      return "MB";
    }
    return name.contains(".") ? "requests" : "s";
  }

  private static void fill(Artifacts artifacts, int runs) {
    int generation = 0;
    for (int number = 0; number < runs; number++) {
      String run = "run-%06d".formatted(number);
      String snapshot =
          artifacts.snapshots().save(("data set of " + run).getBytes(StandardCharsets.UTF_8));
      artifacts.runs().create(record(run, snapshot));
      for (int epoch = 1; epoch <= CHECKPOINTS; epoch++) {
        CheckpointId id = new CheckpointId(run, epoch);
        BlobReference parameters = blob(artifacts, "parameters " + id);
        artifacts
            .checkpoints()
            .save(StoredModels.manifest(id, MODEL, snapshot, NETWORK, parameters));
        artifacts.evaluations().save(report(id, snapshot, blob(artifacts, "curves " + id)));
        artifacts.evaluations().decide(decision(id));
        artifacts.promotions(MODEL).append(promotion(generation++, id));
      }
      artifacts
          .runs()
          .finish(new RunOutcome(run, RunOutcome.State.COMPLETED, Instant.now(), 1, 1, ""));
    }
  }

  private static BlobReference blob(Artifacts artifacts, String content) {
    return artifacts.blobs().put(content.getBytes(StandardCharsets.UTF_8));
  }

  private static RunRecord record(String run, String snapshot) {
    return new RunRecord(
        run,
        MODEL,
        Instant.now(),
        "hand",
        new RunRecord.Configuration("quick", "p", List.of("hat"), 60, 16, 0.003, Map.of()),
        new SnapshotSummary(snapshot, 1, 1, 1),
        1,
        Optional.empty(),
        Optional.empty());
  }

  private static EvaluationReport report(CheckpointId id, String snapshot, BlobReference curves) {
    return new EvaluationReport(
        id,
        MODEL,
        new EvaluationReport.ValidationSet(SET, snapshot, 7, List.of()),
        Optional.of(0.5),
        Optional.of(0.5),
        Optional.empty(),
        Map.of(),
        Optional.of(curves),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Instant.now(),
        1);
  }

  private static EvaluationDecision decision(CheckpointId id) {
    return new EvaluationDecision(
        id,
        MODEL,
        SET,
        EvaluationDecision.Verdict.NOT_BETTER,
        "not better",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Instant.now());
  }

  private static Promotion promotion(int latest, CheckpointId id) {
    return Promotion.following(
        latest,
        MODEL,
        id,
        new Promotion.Decision("better", "benchmark", Optional.empty(), Instant.now()),
        Optional.empty(),
        Optional.empty());
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int collection = 0; collection < 3; collection++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Counts the requests to a store. */
  private static final class Requests implements StoreListener {
    private final Map<StoreOperation, Integer> counts = new EnumMap<>(StoreOperation.class);

    @Override
    public synchronized void called(StoreOperation operation, StoreResponse answer, Duration took) {
      counts.merge(operation, 1, Integer::sum);
    }

    synchronized int of(StoreOperation operation) {
      return counts.getOrDefault(operation, 0);
    }

    synchronized void clear() {
      counts.clear();
    }
  }
}
