package io.boxstream.ingest.app;

import io.boxstream.artifacts.store.StoreUnavailableException;
import io.boxstream.ingest.content.LogUnreadableException;
import io.boxstream.ingest.disk.DiskFullException;
import io.boxstream.ingest.hardexamples.NotOpenException;
import io.boxstream.ingest.intake.LogUnavailableException;
import io.boxstream.ingest.intake.RejectedImageException;
import io.boxstream.ingest.intake.StaleVersionException;
import io.boxstream.ingest.intake.UnknownImageException;
import io.boxstream.rest.problem.Problem;
import io.boxstream.rest.problem.ProblemException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The problems that single things of a bulk request have: those of the request about one. */
final class BulkProblems {

  private static final Logger LOG = System.getLogger(BulkProblems.class.getName());

  private BulkProblems() {}

  static Problem of(RuntimeException failure) {
    if (failure instanceof ProblemException e) {
      return e.problem();
    }
    if (failure instanceof RejectedImageException e) {
      return Problem.of(Problem.UNPROCESSABLE_CONTENT, e.reason().code(), e.getMessage());
    }
    if (failure instanceof NotOpenException e) {
      return Problem.of(409, e.state().code(), e.getMessage());
    }
    if (failure instanceof UnknownImageException) {
      return Problem.of(404, "not-found", failure.getMessage());
    }
    if (failure instanceof StaleVersionException) {
      return Problem.of(412, "stale-version", failure.getMessage());
    }
    return outage(failure);
  }

  private static Problem outage(RuntimeException failure) {
    if (failure instanceof LogUnavailableException || failure instanceof LogUnreadableException) {
      return Problem.of(503, "log-unavailable", failure.getMessage());
    }
    if (failure instanceof StoreUnavailableException) {
      return Problem.of(503, "store-unavailable", failure.getMessage());
    }
    if (failure instanceof DiskFullException) {
      return Problem.of(507, "disk-full", failure.getMessage());
    }
    LOG.log(Level.ERROR, "a part of a bulk request failed", failure);
    return Problem.internalError();
  }
}
