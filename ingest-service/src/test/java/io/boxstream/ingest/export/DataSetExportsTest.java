package io.boxstream.ingest.export;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.snapshot.DataSetSnapshots;
import io.boxstream.ingest.IntakeBench;
import io.boxstream.ingest.catalog.ImageFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetExportsTest {
  private static final ExportRequest EVERYTHING =
      new ExportRequest(ExportFormat.COCO, ImageFilter.ALL, Optional.empty());

  @TempDir Path directory;

  @Test
  void refusesAThirdExportUntilOneIsClosed() {
    IntakeBench bench = new IntakeBench();
    DataSetExports exports =
        new DataSetExports(
            directory.resolve("exports"),
            bench.catalog,
            bench.reader,
            new DataSetSnapshots(bench.store),
            bench.log::consumer,
            Duration.ofSeconds(5));
    DataSetExport first = exports.open(EVERYTHING);
    exports.open(EVERYTHING);

    assertThatThrownBy(() -> exports.open(EVERYTHING))
        .isInstanceOf(TooManyExportsException.class)
        .hasMessageContaining("2");
    first.close();
    exports.open(EVERYTHING);
  }
}
