package io.boxstream.local.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The status of a run, as the trainer reports it.
 *
 * @param state QUEUED, RUNNING, COMPLETED, STOPPED or FAILED
 * @param checkpoints the ids of its checkpoints
 * @param classes what it learns; empty while it is queued
 * @param warnings what is to be known about its data set; empty while it is queued
 * @param detail one sentence for people, may be empty
 */
public record RunReport(
    String id,
    String state,
    List<String> checkpoints,
    int train,
    int val,
    int test,
    List<String> classes,
    List<String> warnings,
    String detail) {

  public RunReport {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(state, "state");
    checkpoints = List.copyOf(checkpoints);
    classes = List.copyOf(classes);
    warnings = List.copyOf(warnings);
    Objects.requireNonNull(detail, "detail");
  }

  static RunReport of(JsonNode run) {
    List<String> checkpoints = new ArrayList<>();
    run.path("checkpoints").forEach(checkpoint -> checkpoints.add(checkpoint.path("id").asText()));
    JsonNode snapshot = run.path("snapshot");
    List<String> classes = new ArrayList<>();
    snapshot.path("classes").forEach(label -> classes.add(label.asText()));
    List<String> warnings = new ArrayList<>();
    run.path("warnings").forEach(warning -> warnings.add(warning.path("message").asText()));
    return new RunReport(
        run.path("id").asText(),
        run.path("state").asText(),
        checkpoints,
        snapshot.path("train").asInt(),
        snapshot.path("val").asInt(),
        snapshot.path("test").asInt(),
        classes,
        warnings,
        run.path("detail").asText(""));
  }

  /** Whether it is under way or waits for its turn. */
  boolean isOpen() {
    return state.equals("QUEUED") || state.equals("RUNNING");
  }

  boolean isCompleted() {
    return state.equals("COMPLETED");
  }
}
