package io.boxstream.artifacts.checkpoint;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.boxstream.artifacts.store.ObjectKeys;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identifies a checkpoint; as text {@code <run>-<epoch, 6 digits>}.
 *
 * @param runId the run that wrote it
 * @param epoch epochs finished when it was written, 0 to 999999
 */
public record CheckpointId(String runId, int epoch) implements Comparable<CheckpointId> {
  private static final Pattern TEXT = Pattern.compile("(.+)-(\\d{6})");

  public CheckpointId {
    ObjectKeys.requireSegment(runId, "runId");
    if (epoch < 0 || epoch > 999_999) {
      throw new IllegalArgumentException("epoch must be 0 to 999999: " + epoch);
    }
  }

  /**
   * Parses the text form.
   *
   * @throws IllegalArgumentException if the text is not a checkpoint id
   */
  @JsonCreator
  public static CheckpointId parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "not a checkpoint id (<run>-<epoch, 6 digits>): '" + text + "'");
    }
    return new CheckpointId(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }

  /** Key of the checkpoint's manifest in the store. */
  public String manifestKey() {
    return String.format("runs/%s/checkpoints/%06d.json", runId, epoch);
  }

  @Override
  public int compareTo(CheckpointId other) {
    int byRun = runId.compareTo(other.runId);
    return byRun != 0 ? byRun : Integer.compare(epoch, other.epoch);
  }

  @JsonValue
  @Override
  public String toString() {
    return String.format("%s-%06d", runId, epoch);
  }
}
