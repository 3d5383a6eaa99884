package io.boxstream.ingest.app;

import io.boxstream.ingest.disk.DiskFullException;
import io.boxstream.rest.problem.MalformedForm;
import io.boxstream.rest.problem.Problem;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Maps a full disk to a problem response. The server writes uploads to the work directory before a
 * resource is called, so this class also handles the server's I/O errors.
 */
class DiskFullMapper {

  private static final Logger LOG = System.getLogger(DiskFullMapper.class.getName());

  private static final int INSUFFICIENT_STORAGE = 507;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Path workDirectory;

  DiskFullMapper(IngestConfig config) {
    this.workDirectory = config.workDirectory();
  }

  @ServerExceptionMapper
  Response map(DiskFullException e) {
    LOG.log(Level.ERROR, e.getMessage());
    return Problem.of(INSUFFICIENT_STORAGE, "disk-full", e.getMessage()).response(RETRY_AFTER);
  }

  @ServerExceptionMapper
  Response map(UncheckedIOException e) {
    return map(e.getCause());
  }

  @ServerExceptionMapper
  Response map(IOException e) {
    if (DiskFullException.isFull(e, workDirectory)) {
      return map(new DiskFullException(workDirectory, e));
    }
    return MalformedForm.problem(e).orElseGet(() -> failure(e)).response();
  }

  private static Problem failure(IOException e) {
    LOG.log(Level.ERROR, "a request failed", e);
    return Problem.internalError();
  }
}
