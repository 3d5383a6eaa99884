package io.boxstream.local.data;

import io.boxstream.cli.client.StreamedBody;
import io.boxstream.cli.imports.ImportReport;
import io.boxstream.cli.output.Words;
import io.boxstream.cli.pack.FolderArchive;
import io.boxstream.local.LocalRunException;
import io.boxstream.local.process.ConditionWaiter;
import io.boxstream.local.progress.Progress;
import io.boxstream.local.progress.Stage;
import io.boxstream.local.service.ServiceClient;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Packs the data folder up while sending it to ingest, then follows the import. */
public final class ImportStage {

  private static final Duration UPLOAD_TIMEOUT = Duration.ofHours(6);
  private static final Duration IMPORT_TIMEOUT = Duration.ofHours(24);

  private final ServiceClient ingest;
  private final ConditionWaiter waiter;
  private final Progress progress;

  public ImportStage(ServiceClient ingest, ConditionWaiter waiter, Progress progress) {
    this.ingest = Objects.requireNonNull(ingest, "ingest");
    this.waiter = Objects.requireNonNull(waiter, "waiter");
    this.progress = Objects.requireNonNull(progress, "progress");
  }

  /**
   * Imports a folder.
   *
   * @throws LocalRunException if ingest cannot use it
   */
  public ImportReport run(DataFolder folder) {
    progress.show(Stage.IMPORT, "sending the images");
    // Sent again if ingest ends meanwhile: images that it has taken already are duplicates.
    String id =
        waiter.await("ingest to take the images", UPLOAD_TIMEOUT, () -> Optional.of(send(folder)));
    ImportReport report =
        waiter.await("the import", IMPORT_TIMEOUT, () -> finished("/v1/imports/" + id));
    if (report.isFailed()) {
      throw new LocalRunException("the data could not be imported: " + report.detail());
    }
    if (!report.format().isEmpty()) {
      progress.report(Stage.IMPORT, "recognised " + report.format());
    }
    progress.report(Stage.IMPORT, report.text());
    report.warnings().forEach(warning -> progress.report(Stage.IMPORT, "warning: " + warning));
    return report;
  }

  private String send(DataFolder folder) {
    FolderArchive archive = folder.archive();
    return ingest
        .post(
            "/v1/imports",
            archive.mediaType(),
            new StreamedBody(
                archive.archiveBytes(),
                out -> archive.writeTo(out, sent -> show(sent, archive.bytes()))),
            UPLOAD_TIMEOUT)
        .path("id")
        .asText();
  }

  private void show(long sent, long total) {
    progress.show(
        Stage.IMPORT, "sending %s of %s".formatted(Words.bytes(sent), Words.bytes(total)));
  }

  private Optional<ImportReport> finished(String path) {
    ImportReport report = ImportReport.of(ingest.get(path));
    progress.show(Stage.IMPORT, report.text());
    return report.isRunning() ? Optional.empty() : Optional.of(report);
  }
}
