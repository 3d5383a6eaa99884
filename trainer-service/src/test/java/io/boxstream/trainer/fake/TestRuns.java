package io.boxstream.trainer.fake;

import io.boxstream.artifacts.run.RunRecord;
import io.boxstream.artifacts.run.RunRecord.Configuration;
import io.boxstream.artifacts.snapshot.SnapshotSummary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records of runs. */
public final class TestRuns {

  /** The hash of the snapshot of every record. */
  public static final String SNAPSHOT = "ab".repeat(32);

  private TestRuns() {}

  /** A run of 10 images in batches of 4 for 4 epochs. */
  public static RunRecord run(String id, Map<String, String> settings) {
    return new RunRecord(
        id,
        "detector",
        Instant.EPOCH,
        "hand",
        configuration(settings),
        new SnapshotSummary(SNAPSHOT, 10, 2, 0),
        1,
        Optional.empty(),
        Optional.empty());
  }

  /** The configuration of such a run. */
  public static Configuration configuration(Map<String, String> settings) {
    return new Configuration(
        "quick", "boxstream_300_compact", List.of("disc"), 4, 4, 0.01, settings);
  }
}
