package io.boxstream.ingest.webhooks.tool;

import static io.boxstream.images.formats.JsonTree.number;
import static io.boxstream.images.formats.JsonTree.text;
import static java.util.Objects.requireNonNull;

import io.boxstream.ingest.webhooks.UnusableDeliveryException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A job of CVAT.
 *
 * @param id of the job
 * @param taskId of its task
 * @param type {@code annotation}, {@code ground_truth} or {@code consensus_replica}
 * @param state {@code new}, {@code in progress}, {@code completed} or {@code rejected}
 * @param stage of the job
 * @param startFrame number of its first frame in the task
 * @param stopFrame number of its last frame in the task
 * @param updatedAt when it was changed
 */
record CvatJob(
    String id,
    String taskId,
    String type,
    String state,
    CvatStage stage,
    int startFrame,
    int stopFrame,
    Instant updatedAt) {

  private static final String COMPLETED = "completed";
  private static final String REPLICA = "consensus_replica";
  private static final String GROUND_TRUTH = "ground_truth";

  /** Validates the components. */
  CvatJob {
    requireNonNull(id, "id");
    requireNonNull(taskId, "taskId");
    requireNonNull(type, "type");
    requireNonNull(state, "state");
    requireNonNull(stage, "stage");
    requireNonNull(updatedAt, "updatedAt");
  }

  /** Reads a job as the API returns it. */
  static CvatJob of(Map<?, ?> fields) {
    if (text(fields.get("dimension")).filter("3d"::equals).isPresent()) {
      throw new UnusableDeliveryException(
          "job " + Payloads.id(fields).orElse("") + " has point clouds, not images");
    }
    return new CvatJob(
        Payloads.id(fields).orElseThrow(() -> incomplete("id")),
        text(fields.get("task_id")).orElseThrow(() -> incomplete("task_id")),
        text(fields.get("type")).orElse("annotation"),
        text(fields.get("state")).orElseThrow(() -> incomplete("state")),
        text(fields.get("stage")).flatMap(CvatStage::of).orElseThrow(() -> incomplete("stage")),
        (int) number(fields.get("start_frame")).orElseThrow(() -> incomplete("start_frame")),
        (int) number(fields.get("stop_frame")).orElseThrow(() -> incomplete("stop_frame")),
        Payloads.time(fields, "updated_date").orElseThrow(() -> incomplete("updated_date")));
  }

  private static UnusableDeliveryException incomplete(String field) {
    return new UnusableDeliveryException("a job of CVAT has no " + field);
  }

  /** Whether a state means that the labels are complete. */
  static boolean isCompleted(String state) {
    return state.equals(COMPLETED);
  }

  boolean isGroundTruth() {
    return type.equals(GROUND_TRUTH);
  }

  /** Why its labels are not taken; empty if they are. */
  Optional<String> ignored(CvatStage least) {
    if (type.equals(REPLICA)) {
      return Optional.of("job " + id + " is a replica for a consensus; its parent job counts");
    }
    if (!isCompleted(state)) {
      return Optional.of("job " + id + " is not completed, its state is " + state);
    }
    return stage.isBefore(least)
        ? Optional.of(
            "job %s is in the stage %s; jobs are taken from the stage %s on"
                .formatted(id, stage.code(), least.code()))
        : Optional.empty();
  }
}
