package io.boxstream.local.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What ingest says about an import.
 *
 * @param state RUNNING, DONE or FAILED
 * @param rejections rejected images by the code of the reason
 * @param clipped boxes that were clipped at the border of their image
 * @param warnings what ingest did that the user may not expect
 * @param detail a sentence for people, may be empty
 */
public record ImportReport(
    String state,
    long total,
    long accepted,
    long rejected,
    long duplicates,
    long pending,
    Map<String, Long> rejections,
    long clipped,
    List<String> warnings,
    String detail) {

  public ImportReport {
    Objects.requireNonNull(state, "state");
    rejections = Map.copyOf(rejections);
    warnings = List.copyOf(warnings);
    Objects.requireNonNull(detail, "detail");
  }

  static ImportReport of(JsonNode status) {
    JsonNode images = status.path("images");
    Map<String, Long> rejections = new TreeMap<>();
    status
        .path("rejections")
        .fields()
        .forEachRemaining(entry -> rejections.put(entry.getKey(), entry.getValue().asLong()));
    List<String> warnings = new ArrayList<>();
    status.path("warnings").forEach(warning -> warnings.add(warning.asText()));
    return new ImportReport(
        status.path("state").asText(),
        images.path("total").asLong(),
        images.path("accepted").asLong(),
        images.path("rejected").asLong(),
        images.path("duplicates").asLong(),
        images.path("pending").asLong(),
        rejections,
        status.path("clipped").path("boxes").asLong(),
        warnings,
        status.path("detail").asText(""));
  }

  boolean isRunning() {
    return state.equals("RUNNING");
  }

  boolean isFailed() {
    return state.equals("FAILED");
  }

  /** How far it is, in one line. */
  String text() {
    String why =
        rejections.isEmpty()
            ? ""
            : new TreeMap<>(rejections)
                .entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", ", " (", ")"));
    return "%d of %d images: %d accepted, %d rejected%s, %d duplicates%s"
        .formatted(
            total - pending,
            total,
            accepted,
            rejected,
            why,
            duplicates,
            clipped == 0 ? "" : ", " + clipped + " boxes clipped");
  }
}
