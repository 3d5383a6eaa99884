package io.boxstream.ingest.app;

import io.boxstream.artifacts.store.ArtifactException;
import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.ingest.archive.UnusableArchiveException;
import io.boxstream.ingest.imports.ArchiveTooLongException;
import io.boxstream.ingest.imports.BrokenUploadException;
import io.boxstream.ingest.imports.TooManyImportsException;
import io.boxstream.ingest.intake.LogUnavailableException;
import io.boxstream.ingest.intake.RejectedImageException;
import io.boxstream.ingest.startup.NotReadyException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Failures as problems with stable codes. */
class ProblemMappers {

  private static final Logger LOG = System.getLogger(ProblemMappers.class.getName());

  @ServerExceptionMapper
  Response map(ProblemException e) {
    return Problem.response(e.status(), e.code(), e.getMessage());
  }

  @ServerExceptionMapper
  Response map(RejectedImageException e) {
    return Problem.response(Problem.UNPROCESSABLE, e.reason().code(), e.getMessage());
  }

  @ServerExceptionMapper
  Response map(UnusableArchiveException e) {
    String code = e.fault().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return Problem.response(Problem.UNPROCESSABLE, code, e.getMessage());
  }

  @ServerExceptionMapper
  Response map(ArchiveTooLongException e) {
    return Problem.response(413, "archive-too-large", e.getMessage());
  }

  @ServerExceptionMapper
  Response map(BrokenUploadException e) {
    return Problem.response(400, "upload-broken", e.getMessage());
  }

  @ServerExceptionMapper
  Response map(TooManyImportsException e) {
    return Problem.retry(429, "too-many-imports", e.getMessage());
  }

  @ServerExceptionMapper
  Response map(LogUnavailableException e) {
    return Problem.retry(503, "log-unavailable", e.getMessage());
  }

  @ServerExceptionMapper
  Response map(StoreUnavailableException e) {
    return Problem.retry(503, "store-unavailable", e.getMessage());
  }

  @ServerExceptionMapper
  Response map(NotReadyException e) {
    return Problem.retry(503, "not-ready", e.getMessage());
  }

  @ServerExceptionMapper
  Response map(ArtifactException e) {
    LOG.log(Level.ERROR, "the object store failed", e);
    return Problem.response(500, "store-failed", e.getMessage());
  }

  @ServerExceptionMapper
  Response map(WebApplicationException e) {
    Response.StatusType status = e.getResponse().getStatusInfo();
    String code = status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
    return Problem.response(status.getStatusCode(), code, String.valueOf(e.getMessage()));
  }

  @ServerExceptionMapper
  Response map(Throwable e) {
    LOG.log(Level.ERROR, "a request failed", e);
    return Problem.response(500, "internal-error", "the request failed; the log says why");
  }
}
