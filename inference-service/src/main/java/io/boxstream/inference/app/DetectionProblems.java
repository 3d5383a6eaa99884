package io.boxstream.inference.app;

import io.boxstream.images.CrashedImageException;
import io.boxstream.images.ImageTooLargeException;
import io.boxstream.images.UnreadableImageException;
import io.boxstream.images.UnsupportedImageException;
import io.boxstream.inference.serve.DeadlineExceededException;
import io.boxstream.inference.serve.EngineFailedException;
import io.boxstream.inference.serve.ImageFailedException;
import io.boxstream.inference.serve.NoModelException;
import io.boxstream.inference.serve.OverloadedException;
import io.boxstream.inference.serve.StoppingException;
import io.boxstream.rest.problem.Problem;
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

  @ServerExceptionMapper
  Response tooLarge(ImageTooLargeException e) {
    return Problem.of(413, "image-too-large", e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response unsupported(UnsupportedImageException e) {
    return Problem.of(415, "unsupported-image", e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response unreadable(UnreadableImageException e) {
    return Problem.of(Problem.UNPROCESSABLE_CONTENT, "unreadable-image", e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response crashed(CrashedImageException e) {
    return Problem.of(Problem.UNPROCESSABLE_CONTENT, "crashed-decoder", e.getMessage()).response();
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
    return Problem.of(503, "no-model", "no model is loaded yet; see /q/health/ready")
        .response(LATER);
  }

  @ServerExceptionMapper
  Response overloaded(OverloadedException e) {
    Duration wait = e.retryAfter().compareTo(SOON) < 0 ? SOON : e.retryAfter();
    return Problem.of(429, "overloaded", e.getMessage()).response(wait);
  }

  @ServerExceptionMapper
  Response stopping(StoppingException e) {
    return Problem.of(503, "stopping", e.getMessage()).response(SOON);
  }

  @ServerExceptionMapper
  Response late(DeadlineExceededException e) {
    return Problem.of(504, "deadline-exceeded", e.getMessage()).response();
  }

  @ServerExceptionMapper
  Response timeout(TimeoutException e) {
    return Problem.of(503, "timeout", "the image waited too long for its answer").response(SOON);
  }

  @ServerExceptionMapper({ImageFailedException.class, EngineFailedException.class})
  Response failed(RuntimeException e) {
    LOG.error("A detection failed", e);
    return Problem.of(500, "detection-failed", "the detection failed; the log says why").response();
  }
}
