package io.boxstream.ingest.app;

import io.boxstream.images.CrashedImageException;
import io.boxstream.ingest.archive.UnusableArchiveException;
import io.boxstream.ingest.content.LogUnreadableException;
import io.boxstream.ingest.export.TooManyExportsException;
import io.boxstream.ingest.export.UnknownSnapshotException;
import io.boxstream.ingest.hardexamples.NotOpenException;
import io.boxstream.ingest.imports.ArchiveTooLongException;
import io.boxstream.ingest.imports.ImportCancelledException;
import io.boxstream.ingest.imports.ImportEndedException;
import io.boxstream.ingest.imports.TooManyImportsException;
import io.boxstream.ingest.intake.LogUnavailableException;
import io.boxstream.ingest.intake.RejectedImageException;
import io.boxstream.ingest.intake.StaleVersionException;
import io.boxstream.ingest.intake.UnknownImageException;
import io.boxstream.ingest.quarantine.MissingOriginalException;
import io.boxstream.ingest.rename.TooManyRenamesException;
import io.boxstream.ingest.startup.NotReadyException;
import io.boxstream.ingest.webhooks.TooManyDeliveriesException;
import io.boxstream.ingest.webhooks.UnusableDeliveryException;
import io.boxstream.rest.problem.Problem;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Maps exceptions of the intake to problem responses. */
public class IngestProblems {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  @ServerExceptionMapper
  Response rejected(RejectedImageException e) {
    return Problem.of(Problem.UNPROCESSABLE_CONTENT, e.reason().code(), e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response unusable(UnusableArchiveException e) {
    String code = e.fault().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return Problem.of(Problem.UNPROCESSABLE_CONTENT, code, e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response tooLong(ArchiveTooLongException e) {
    return Problem.of(413, "archive-too-large", e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response tooMany(TooManyImportsException e) {
    return Problem.of(429, "too-many-imports", e.getMessage()).response(RETRY_AFTER);
  }

  @ServerExceptionMapper
  Response cancelled(ImportCancelledException e) {
    return Problem.of(409, "import-cancelled", e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response ended(ImportEndedException e) {
    return Problem.of(409, "import-ended", e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response tooMany(TooManyRenamesException e) {
    return Problem.of(429, "too-many-renames", e.getMessage()).response(RETRY_AFTER);
  }

  @ServerExceptionMapper
  Response tooMany(TooManyExportsException e) {
    return Problem.of(429, "too-many-exports", e.getMessage()).response(RETRY_AFTER);
  }

  @ServerExceptionMapper
  Response tooMany(TooManyDeliveriesException e) {
    return Problem.of(503, "too-many-deliveries", e.getMessage()).response(RETRY_AFTER);
  }

  @ServerExceptionMapper
  Response unusable(UnusableDeliveryException e) {
    return Problem.invalidRequest(e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response unknown(UnknownSnapshotException e) {
    return Problem.of(404, "unknown-snapshot", e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response unavailable(LogUnavailableException e) {
    return Problem.of(503, "log-unavailable", e.getMessage()).response(RETRY_AFTER);
  }

  @ServerExceptionMapper
  Response unreadable(LogUnreadableException e) {
    return Problem.of(503, "log-unavailable", e.getMessage()).response(RETRY_AFTER);
  }

  @ServerExceptionMapper
  Response crashed(CrashedImageException e) {
    return Problem.of(Problem.UNPROCESSABLE_CONTENT, "crashed-decoder", e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response unknown(UnknownImageException e) {
    return Problem.of(404, "not-found", e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response stale(StaleVersionException e) {
    return Problem.of(412, "stale-version", e.getMessage()).with("version", e.current()).response();
  }

  @ServerExceptionMapper
  Response missing(MissingOriginalException e) {
    return switch (e.why()) {
      case NEVER_SENT -> Problem.of(404, "no-image", e.getMessage()).response();
      case REMOVED -> Problem.of(410, "image-removed", e.getMessage()).response();
    };
  }

  @ServerExceptionMapper
  Response notOpen(NotOpenException e) {
    return Problem.of(409, e.state().code(), e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response notReady(NotReadyException e) {
    return Problem.of(503, "not-ready", e.getMessage()).response(RETRY_AFTER);
  }
}
