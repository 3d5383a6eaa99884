package io.boxstream.artifacts.retention;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.blob.BlobReference;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.artifacts.evaluation.EvaluationReport;
import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds references to objects that do not exist, with the readers of the services. */
final class DanglingReferences {
  private final Artifacts artifacts;
  private final List<String> found = new ArrayList<>();

  private DanglingReferences(Artifacts artifacts) {
    this.artifacts = artifacts;
  }

  /**
   * Reads everything.
   *
   * @param young runs of this age or younger need their snapshot, as unfinished ones do
   */
  static List<String> in(ObjectStore store, Duration young, Instant now) {
    DanglingReferences references = new DanglingReferences(new Artifacts(store));
    for (String run : references.artifacts.runs().list()) {
      references.run(run, young, now);
    }
    store.folders("evaluations/").stream()
        .map(CheckpointId::parse)
        .flatMap(id -> references.artifacts.evaluations().list(id).stream())
        .forEach(references::report);
    return references.found;
  }

  private void run(String id, Duration young, Instant now) {
    Optional<RunRecord> record = artifacts.runs().find(id);
    boolean inUse =
        record
            .filter(
                run ->
                    artifacts.runs().outcome(id).isEmpty()
                        || run.requestedAt().plus(young).isAfter(now))
            .isPresent();
    if (inUse) {
      snapshot("run " + id, record.orElseThrow().dataSet().hash());
    }
    artifacts.checkpoints().list(id).stream()
        .map(artifacts.checkpoints()::load)
        .forEach(this::checkpoint);
  }

  private void checkpoint(CheckpointManifest manifest) {
    manifest.blobs().all().forEach(blob -> blob("checkpoint " + manifest.id(), blob));
    snapshot("checkpoint " + manifest.id(), manifest.dataSet().hash());
  }

  private void report(EvaluationReport report) {
    report.curves().ifPresent(curves -> blob("report of " + report.checkpoint(), curves));
  }

  private void blob(String what, BlobReference blob) {
    if (!artifacts.blobs().contains(blob)) {
      found.add(what + " -> " + blob.key());
    }
  }

  private void snapshot(String what, String hash) {
    String key = "snapshots/" + hash + ".json";
    if (artifacts.store().stat(key).isEmpty()) {
      found.add(what + " -> " + key);
    }
  }
}
