package io.boxstream.artifacts.access;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.Blobs;
import io.boxstream.artifacts.document.CondemnedDocuments;
import java.util.List;

/**
 * What a user of the store may do with the objects of the bucket. Everything else is refused.
 *
 * @param name access key of the user
 * @param reads folders whose objects it reads
 * @param writes folders in which it creates or replaces objects
 * @param deletes folders from which it removes objects
 */
public record StoreUser(
    String name, List<String> reads, List<String> writes, List<String> deletes) {
  private static final String BLOBS = "blobs/";
  private static final String RUNS = "runs/";
  private static final String SNAPSHOTS = "snapshots/";
  private static final String EVALUATIONS = "evaluations/";
  private static final String DECISIONS = "decisions/";
  private static final String PROMOTIONS = "models/";
  private static final String PROBES = "probes/";

  /** Images that detection requests refer to; programs of others put them there. */
  private static final String REQUESTS = "requests/";

  public StoreUser {
    requireNonNull(name, "name");
    reads = reads.stream().sorted().toList();
    writes = writes.stream().sorted().toList();
    deletes = deletes.stream().sorted().toList();
  }

  /**
   * One user for each service. Parameters are in {@code model-blobs/}; those of early releases are
   * in {@code blobs/}, beside the large images.
   */
  public static List<StoreUser> all() {
    return List.of(ingest(), trainer(), evaluator(), inference());
  }

  private static StoreUser ingest() {
    return new StoreUser(
        "ingest",
        List.of(BLOBS, Blobs.QUARANTINE, SNAPSHOTS),
        List.of(BLOBS, Blobs.QUARANTINE),
        List.of());
  }

  private static StoreUser trainer() {
    return new StoreUser(
        "trainer",
        List.of(
            BLOBS,
            Blobs.MODELS,
            RUNS,
            SNAPSHOTS,
            EVALUATIONS,
            PROMOTIONS,
            CondemnedDocuments.FOLDER),
        List.of(Blobs.MODELS, RUNS, SNAPSHOTS),
        List.of());
  }

  private static StoreUser evaluator() {
    return new StoreUser(
        "evaluator",
        List.of(
            BLOBS,
            Blobs.MODELS,
            RUNS,
            SNAPSHOTS,
            EVALUATIONS,
            DECISIONS,
            PROMOTIONS,
            CondemnedDocuments.FOLDER,
            PROBES),
        List.of(
            Blobs.MODELS, EVALUATIONS, DECISIONS, PROMOTIONS, CondemnedDocuments.FOLDER, PROBES),
        List.of(Blobs.MODELS, RUNS, SNAPSHOTS, EVALUATIONS, DECISIONS, Blobs.QUARANTINE, PROBES));
  }

  private static StoreUser inference() {
    return new StoreUser(
        "inference",
        List.of(BLOBS, Blobs.MODELS, RUNS, EVALUATIONS, PROMOTIONS, REQUESTS, Blobs.QUARANTINE),
        List.of(Blobs.QUARANTINE),
        List.of());
  }
}
