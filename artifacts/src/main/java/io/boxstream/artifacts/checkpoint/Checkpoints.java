package io.boxstream.artifacts.checkpoint;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.document.ArtifactJson;
import io.boxstream.artifacts.document.Documents;
import io.boxstream.artifacts.store.ConflictingArtifactException;
import io.boxstream.artifacts.store.ObjectKeys;
import io.boxstream.artifacts.store.ObjectStore;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The manifests in the store: {@code runs/<run>/checkpoints/<epoch, 6 digits>.json}. */
public final class Checkpoints {
  private static final ArtifactJson<CheckpointManifest> JSON =
      new ArtifactJson<>("checkpoint-manifest", 1, CheckpointManifest.class);
  private static final Pattern KEY = Pattern.compile("runs/([^/]+)/checkpoints/(\\d{6})\\.json");

  private final ObjectStore store;
  private final Documents<CheckpointManifest> documents;

  public Checkpoints(ObjectStore store) {
    this.store = requireNonNull(store, "store");
    this.documents = new Documents<>(store, JSON);
  }

  /**
   * Writes a manifest. Its blobs must already exist. Idempotent.
   *
   * @return the checkpoint's id
   * @throws ConflictingArtifactException if the epoch already has a different manifest, because two
   *     trainers work on the same run
   */
  public CheckpointId save(CheckpointManifest manifest) {
    CheckpointId id = manifest.id();
    if (documents.create(id.manifestKey(), manifest) == Documents.Outcome.DIFFERENT) {
      throw new ConflictingArtifactException(
          "checkpoint " + id + " exists already with another manifest");
    }
    return id;
  }

  /** Reads a manifest. */
  public CheckpointManifest load(CheckpointId id) {
    return documents.load(id.manifestKey());
  }

  /** Reads a manifest if it exists. */
  public Optional<CheckpointManifest> find(CheckpointId id) {
    return documents.find(id.manifestKey());
  }

  /** A run's checkpoints in order of epoch. */
  public List<CheckpointId> list(String runId) {
    ObjectKeys.requireSegment(runId, "runId");
    return store.list("runs/" + runId + "/checkpoints/").stream()
        .map(KEY::matcher)
        .filter(Matcher::matches)
        .map(key -> new CheckpointId(key.group(1), Integer.parseInt(key.group(2))))
        .toList();
  }

  /** A run's latest checkpoint. */
  public Optional<CheckpointManifest> latest(String runId) {
    List<CheckpointId> all = list(runId);
    return all.isEmpty() ? Optional.empty() : Optional.of(load(all.get(all.size() - 1)));
  }
}
