package io.boxstream.inference.hardexamples;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.HardExample.Request;
import io.boxstream.inference.serve.Answer;

/**
 * A request with its answer.
 *
 * @param image the encoded image as it was sent; not copied
 * @param answer all detections of the model
 * @param request where and when it came from
 */
@SuppressWarnings("ArrayRecordComponent") // passed on without a copy
public record AnsweredRequest(byte[] image, Answer answer, Request request) {
  private static final int BYTES_PER_DETECTION = 96;

  public AnsweredRequest {
    requireNonNull(image, "image");
    requireNonNull(answer, "answer");
    requireNonNull(request, "request");
  }

  /** Memory that it holds, in bytes, approximately. */
  public long bytes() {
    return image.length + (long) BYTES_PER_DETECTION * answer.detections().size();
  }

  /** The same request, answered by another model. */
  AnsweredRequest with(Answer other) {
    return new AnsweredRequest(image, other, request);
  }
}
