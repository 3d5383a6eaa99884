package io.boxstream.inference.app;

import io.boxstream.images.ImageTooLargeException;
import io.boxstream.images.UnreadableImageException;
import io.boxstream.images.UnsupportedImageException;
import io.boxstream.inference.serve.EngineFailedException;
import io.boxstream.inference.serve.ImageFailedException;
import io.boxstream.inference.serve.NoModelException;
import io.boxstream.inference.serve.OverloadedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exceptions as problems. */
public class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
  private static final int UNPROCESSABLE = 422;
  private static final String SOON = "1";
  private static final String LATER = "5";

  /** What the client sees of any exception. */
  @ServerExceptionMapper(Throwable.class)
  public Response problem(Throwable thrown) {
    Throwable failure =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (failure instanceof WebApplicationException web) {
      return web(web);
    }
    if (failure instanceof UnreadableImageException unreadable) {
      return unreadable(unreadable);
    }
    if (failure instanceof NoModelException) {
      return unavailable("no-model", "no model is loaded yet; see /q/health/ready", LATER);
    }
    if (failure instanceof OverloadedException) {
      return unavailable("overloaded", failure.getMessage(), SOON);
    }
    if (failure instanceof TimeoutException) {
      return unavailable("timeout", "the image waited too long for its answer", SOON);
    }
    return failed(failure);
  }

  private static Response unreadable(UnreadableImageException failure) {
    if (failure instanceof ImageTooLargeException) {
      return respond(
          new Problem(413, "Content Too Large", failure.getMessage(), "image-too-large"));
    }
    if (failure instanceof UnsupportedImageException) {
      return respond(
          new Problem(415, "Unsupported Media Type", failure.getMessage(), "unsupported-image"));
    }
    return respond(
        new Problem(
            UNPROCESSABLE, "Unprocessable Content", failure.getMessage(), "unreadable-image"));
  }

  private static Response unavailable(String code, String detail, String retryAfterSeconds) {
    return Response.fromResponse(respond(new Problem(503, "Service Unavailable", detail, code)))
        .header(HttpHeaders.RETRY_AFTER, retryAfterSeconds)
        .build();
  }

  private static Response failed(Throwable failure) {
    LOG.error("A request failed", failure);
    String code =
        failure instanceof ImageFailedException || failure instanceof EngineFailedException
            ? "detection-failed"
            : "internal";
    return respond(
        new Problem(500, "Internal Server Error", "the request failed; the log says why", code));
  }

  private static Response web(WebApplicationException failure) {
    Response.StatusType status = failure.getResponse().getStatusInfo();
    return Response.fromResponse(failure.getResponse())
        .type(Problem.MEDIA_TYPE)
        .entity(
            new Problem(
                status.getStatusCode(), status.getReasonPhrase(), detail(failure), code(status)))
        .build();
  }

  private static String detail(WebApplicationException failure) {
    return failure.getResponse().getStatus()
            == Response.Status.UNSUPPORTED_MEDIA_TYPE.getStatusCode()
        ? "send an image as the body, with image/* or application/octet-stream as its type, or a"
              + " form with a file named image"
        : failure.getMessage();
  }

  private static String code(Response.StatusType status) {
    return status.getReasonPhrase().toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
  }

  private static Response respond(Problem problem) {
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem).build();
  }
}
