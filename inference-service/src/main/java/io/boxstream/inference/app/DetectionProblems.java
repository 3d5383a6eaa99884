package io.boxstream.inference.app;

import io.boxstream.images.CrashedImageException;
import io.boxstream.images.ImageTooLargeException;
import io.boxstream.images.UnreadableImageException;
import io.boxstream.images.UnsupportedImageException;
import io.boxstream.inference.model.ModelUnavailableException;
import io.boxstream.inference.model.UnknownModelException;
import io.boxstream.inference.protocol.ProtocolException;
import io.boxstream.inference.serve.DeadlineExceededException;
import io.boxstream.inference.serve.EngineFailedException;
import io.boxstream.inference.serve.ImageFailedException;
import io.boxstream.inference.serve.NoModelException;
import io.boxstream.inference.serve.OverloadedException;
import io.boxstream.inference.serve.StoppingException;
import io.boxstream.rest.problem.Problem;
import io.boxstream.rest.problem.ProblemException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why there is no detection, as problems. */
public class DetectionProblems {
  private static final Logger LOG = LoggerFactory.getLogger(DetectionProblems.class);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofSeconds(5);

  /** What happened to one image of several; a failure of ours is logged. */
  static Problem of(Throwable failure) {
    if (failure instanceof ProblemException refused) {
      return refused.problem();
    }
    if (failure instanceof UnreadableImageException unreadable) {
      return ofImage(unreadable);
    }
    if (failure instanceof NoModelException) {
      return Problem.of(503, "no-model", failure.getMessage() + "; see /q/health/ready");
    }
    if (failure instanceof UnknownModelException) {
      return Problem.of(404, "unknown-model", failure.getMessage());
    }
    if (failure instanceof ModelUnavailableException) {
      return Problem.of(503, "model-unavailable", failure.getMessage());
    }
    if (failure instanceof OverloadedException) {
      return Problem.of(429, "overloaded", failure.getMessage());
    }
    if (failure instanceof StoppingException) {
      return Problem.of(503, "stopping", failure.getMessage());
    }
    if (failure instanceof DeadlineExceededException) {
      return Problem.of(504, "deadline-exceeded", failure.getMessage());
    }
    if (failure instanceof TimeoutException) {
      return Problem.of(503, "timeout", "the image waited too long for its answer");
    }
    LOG.error("A detection failed", failure);
    return Problem.of(500, "detection-failed", "the detection failed; the log says why");
  }

  private static Problem ofImage(UnreadableImageException e) {
    if (e instanceof ImageTooLargeException) {
      return Problem.of(413, "image-too-large", e.getMessage());
    }
    if (e instanceof UnsupportedImageException) {
      return Problem.of(415, "unsupported-image", e.getMessage());
    }
    String code = e instanceof CrashedImageException ? "crashed-decoder" : "unreadable-image";
    return Problem.of(Problem.UNPROCESSABLE_CONTENT, code, e.getMessage());
  }

  @ServerExceptionMapper
  Response image(UnreadableImageException e) {
    return of(e).response();
  }

  @ServerExceptionMapper
  Response protocol(ProtocolException e) {
    return Problem.of(e.status(), "invalid-request", e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response unsupported(NotSupportedException e) {
    return Problem.of(
            415,
            "unsupported-media-type",
            "send an image as the body, with image/* or application/octet-stream as its type, or a"
                + " form with a file named image")
        .response();
  }

  @ServerExceptionMapper
  Response noModel(NoModelException e) {
    return of(e).response(LATER);
  }

  @ServerExceptionMapper
  Response unknownModel(UnknownModelException e) {
    return of(e).response();
  }

  @ServerExceptionMapper
  Response unavailableModel(ModelUnavailableException e) {
    return of(e).response(e.retryAfter().compareTo(SOON) < 0 ? SOON : e.retryAfter());
  }

  @ServerExceptionMapper
  Response overloaded(OverloadedException e) {
    return of(e).response(e.retryAfter().compareTo(SOON) < 0 ? SOON : e.retryAfter());
  }

  @ServerExceptionMapper({StoppingException.class, TimeoutException.class})
  Response later(Exception e) {
    return of(e).response(SOON);
  }

  @ServerExceptionMapper
  Response late(DeadlineExceededException e) {
    return of(e).response();
  }

  @ServerExceptionMapper({ImageFailedException.class, EngineFailedException.class})
  Response failed(RuntimeException e) {
    return of(e).response();
  }
}
