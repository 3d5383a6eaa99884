package io.boxstream.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What ingest-service says about an import.
 *
 * @param state RECEIVING, RUNNING, DONE, FAILED or CANCELLED
 * @param counts numbers of images
 * @param rejections rejected images by the code of the reason
 * @param clipped boxes that were clipped at the border of their image
 * @param warnings what ingest-service did that the user may not expect
 * @param format what ingest-service recognised, for people; empty if it does not say
 * @param detail a sentence for people, may be empty
 */
public record ImportReport(
    String state,
    Counts counts,
    Map<String, Long> rejections,
    long clipped,
    List<String> warnings,
    String format,
    String detail) {

  public ImportReport {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(counts, "counts");
    rejections = Map.copyOf(rejections);
    warnings = List.copyOf(warnings);
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(detail, "detail");
  }

  /**
   * Numbers of images.
   *
   * @param total images in the archive; the sum of the others
   */
  public record Counts(long total, long accepted, long rejected, long duplicates, long pending) {

    static Counts of(JsonNode images) {
      return new Counts(
          images.path("total").asLong(),
          images.path("accepted").asLong(),
          images.path("rejected").asLong(),
          images.path("duplicates").asLong(),
          images.path("pending").asLong());
    }

    /** Images that are done with. */
    public long done() {
      return total - pending;
    }
  }

  /** Reads the status of an import. */
  public static ImportReport of(JsonNode status) {
    Map<String, Long> rejections = new TreeMap<>();
    status
        .path("rejections")
        .fields()
        .forEachRemaining(entry -> rejections.put(entry.getKey(), entry.getValue().asLong()));
    List<String> warnings = new ArrayList<>();
    status.path("warnings").forEach(warning -> warnings.add(warning.asText()));
    return new ImportReport(
        status.path("state").asText(),
        Counts.of(status.path("images")),
        rejections,
        status.path("clipped").path("boxes").asLong(),
        warnings,
        status.path("format").asText(""),
        status.path("detail").asText(""));
  }

  /** Whether it is being sent or processed, or waits for its turn. */
  public boolean isRunning() {
    return state.equals("RUNNING") || state.equals("RECEIVING");
  }

  /** Whether the archive as a whole could not be used. */
  public boolean isFailed() {
    return state.equals("FAILED");
  }

  /** Whether someone has stopped it. */
  public boolean isCancelled() {
    return state.equals("CANCELLED");
  }

  /** How far it is, in one line. */
  public String text() {
    String why =
        rejections.isEmpty()
            ? ""
            : new TreeMap<>(rejections)
                .entrySet().stream()
                    .map(entry -> entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", ", " (", ")"));
    return "%d of %d images: %d accepted, %d rejected%s, %d duplicates%s"
        .formatted(
            counts.done(),
            counts.total(),
            counts.accepted(),
            counts.rejected(),
            why,
            counts.duplicates(),
            clipped == 0 ? "" : ", " + clipped + " boxes clipped");
  }
}
