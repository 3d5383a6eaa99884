package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Notification that a checkpoint's manifest is in the object store. The manifest is the source of
 * truth.
 *
 * @param checkpointId run id and epoch, {@code <run>-<epoch in 6 digits>}
 * @param runId the run that wrote it
 * @param epoch epochs completed
 * @param step batches completed since the run's start
 * @param manifestKey object key of the manifest
 * @param model the name of the model that the run trains
 * @param preset the network's preset
 * @param classes the labels in the order of the network's outputs
 * @param crossEntropy the classification loss at this checkpoint
 * @param smoothL1 the box loss at this checkpoint
 * @param snapshotHash hash of the data set snapshot that it was trained on
 */
public record CheckpointWritten(
    String checkpointId,
    String runId,
    int epoch,
    long step,
    String manifestKey,
    String model,
    String preset,
    List<String> classes,
    double crossEntropy,
    double smoothL1,
    String snapshotHash)
    implements Event {
  public CheckpointWritten {
    Checks.text(checkpointId, "checkpointId");
    Checks.text(runId, "runId");
    Checks.notNegative(epoch, "epoch");
    Checks.notNegative(step, "step");
    Checks.text(manifestKey, "manifestKey");
    Checks.text(model, "model");
    Checks.text(preset, "preset");
    classes = List.copyOf(requireNonNull(classes, "classes"));
    if (classes.isEmpty()) {
      throw new IllegalArgumentException("classes must not be empty");
    }
    Checks.notNegative(crossEntropy, "crossEntropy");
    Checks.notNegative(smoothL1, "smoothL1");
    Checks.sha256(snapshotHash, "snapshotHash");
  }
}
