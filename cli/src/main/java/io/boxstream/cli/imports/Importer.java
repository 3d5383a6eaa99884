package io.boxstream.cli.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.boxstream.cli.client.Content;
import io.boxstream.cli.client.ServiceClient;
import io.boxstream.cli.client.Time;
import io.boxstream.cli.output.Progress;
import io.boxstream.cli.output.Rate;
import io.boxstream.cli.output.Words;
import io.boxstream.cli.pack.DataSource;
import java.time.Duration;
import java.util.Objects;

/** Sends archives to ingest-service and waits until they are imported, showing how far it is. */
public final class Importer {

  private static final Duration POLL = Duration.ofMillis(500);

  private final ServiceClient ingest;
  private final Progress progress;
  private final Time time;

  public Importer(ServiceClient ingest, Progress progress, Time time) {
    this.ingest = Objects.requireNonNull(ingest, "ingest");
    this.progress = Objects.requireNonNull(progress, "progress");
    this.time = Objects.requireNonNull(time, "time");
  }

  /**
   * Sends data.
   *
   * @return the import's id; the service processes it from here on by itself
   */
  public String send(DataSource source) {
    Content content =
        Content.stream(
            source.mediaType(),
            source.archiveBytes(),
            out -> {
              Rate rate = new Rate(time::nanos);
              source.writeTo(out, sent -> showUpload(sent, source.bytes(), rate));
            });
    return ingest.send("/v1/imports", content).path("id").asText();
  }

  /**
   * Waits for the end of an import.
   *
   * @return the status as the service answers it
   */
  public JsonNode follow(String id) {
    Rate rate = new Rate(time::nanos);
    while (true) {
      JsonNode status = ingest.get("/v1/imports/" + id);
      ImportReport report = ImportReport.of(status);
      if (!report.isRunning()) {
        progress.close();
        return status;
      }
      showImport(report.counts(), rate);
      time.sleep(POLL);
    }
  }

  private void showUpload(long sent, long total, Rate rate) {
    rate.add(sent);
    progress.show(
        "%s sending %s of %s, %s/s%s"
            .formatted(
                Words.bar(sent, total),
                Words.bytes(sent),
                Words.bytes(total),
                Words.bytes(rate.perSecond()),
                Words.left(rate.timeFor(total - sent))));
  }

  private void showImport(ImportReport.Counts counts, Rate rate) {
    if (counts.total() == 0) {
      progress.show("the import waits for its turn");
      return;
    }
    rate.add(counts.done());
    progress.show(
        "%s %d of %d images%s, %d accepted, %d rejected, %d duplicates%s"
            .formatted(
                Words.bar(counts.done(), counts.total()),
                counts.done(),
                counts.total(),
                rate.perSecond() > 0 ? ", " + Words.number(rate.perSecond()) + "/s" : "",
                counts.accepted(),
                counts.rejected(),
                counts.duplicates(),
                Words.left(rate.timeFor(counts.pending()))));
  }
}
