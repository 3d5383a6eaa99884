package io.boxstream.artifacts.run;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.blob.Sha256;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.document.ArtifactJson;
import io.boxstream.artifacts.snapshot.DataSetWarning;
import io.boxstream.artifacts.snapshot.SnapshotSummary;
import io.boxstream.artifacts.store.ObjectKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The inputs of a run. Together with the referenced data set, everything that is needed to
 * reproduce it. Written once.
 *
 * @param runId the run's id
 * @param model name of the model it trains
 * @param requestedAt when it was requested
 * @param requestedBy who or what requested it ("hand", "images", ...)
 * @param configuration what to train and how, with all defaults resolved
 * @param dataSet what to train on
 * @param seed the run's random seed
 * @param parent checkpoint whose parameters it starts from
 * @param warnings warnings about the data set; absent in records of earlier releases
 */
public record RunRecord(
    String runId,
    String model,
    Instant requestedAt,
    String requestedBy,
    Configuration configuration,
    SnapshotSummary dataSet,
    long seed,
    Optional<CheckpointId> parent,
    Optional<List<DataSetWarning>> warnings) {
  public RunRecord {
    ObjectKeys.requireSegment(runId, "runId");
    ObjectKeys.requireSegment(model, "model");
    requireNonNull(requestedAt, "requestedAt");
    requireNonNull(requestedBy, "requestedBy");
    requireNonNull(configuration, "configuration");
    requireNonNull(dataSet, "dataSet");
    requireNonNull(parent, "parent");
    warnings = warnings.map(List::copyOf);
  }

  /** The same with a further warning. */
  public RunRecord with(DataSetWarning warning) {
    List<DataSetWarning> all =
        Stream.concat(warnings.stream().flatMap(List::stream), Stream.of(warning)).toList();
    return new RunRecord(
        runId,
        model,
        requestedAt,
        requestedBy,
        configuration,
        dataSet,
        seed,
        parent,
        Optional.of(all));
  }

  /**
   * What to train and how. All defaults are resolved, so that a later release with different
   * defaults resumes the same run.
   *
   * @param recipe name of the recipe
   * @param preset name of the network preset
   * @param classes foreground classes in the order of the network's outputs
   * @param epochs number of epochs; of a run with a time budget, the length of the schedule that is
   *     stretched to that time
   * @param batch images per step
   * @param learningRate base rate of the schedule
   * @param settings the recipe's other settings, by name
   */
  public record Configuration(
      String recipe,
      String preset,
      List<String> classes,
      int epochs,
      int batch,
      double learningRate,
      Map<String, String> settings) {
    public Configuration {
      requireNonNull(recipe, "recipe");
      requireNonNull(preset, "preset");
      classes = List.copyOf(classes);
      settings = Map.copyOf(settings);
      if (classes.isEmpty()) {
        throw new IllegalArgumentException("a run has at least one class");
      }
      if (epochs < 1 || batch < 1) {
        throw new IllegalArgumentException(
            "epochs and batch must be positive: " + epochs + ", " + batch);
      }
      if (!Double.isFinite(learningRate) || learningRate <= 0) {
        throw new IllegalArgumentException("learningRate must be positive: " + learningRate);
      }
    }

    /** A hash of the configuration; equal configurations have equal hashes. */
    public String hash() {
      return Sha256.of(ArtifactJson.canonical(this));
    }
  }
}
