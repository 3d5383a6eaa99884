package io.boxstream.inference.hardexamples;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.DetectedBox;
import io.boxstream.events.HardExample.Request;
import io.boxstream.events.HardExampleReason;
import io.boxstream.inference.serve.Answer;
import java.util.List;

/**
 * An image that is worth labelling, if there is no harder one.
 *
 * @param request the image and the model's detections
 * @param score how unsure the model is, in [0, 1]
 * @param reasons why, at least one
 * @param boxes the detections that reach their thresholds
 */
public record Candidate(
    AnsweredRequest request,
    double score,
    List<HardExampleReason> reasons,
    List<DetectedBox> boxes) {

  public Candidate {
    requireNonNull(request, "request");
    reasons = List.copyOf(reasons);
    boxes = List.copyOf(boxes);
    if (!(score >= 0 && score <= 1) || reasons.isEmpty()) {
      throw new IllegalArgumentException("score " + score + ", reasons " + reasons);
    }
  }

  /** The encoded image as it was sent; not a copy. */
  public byte[] image() {
    return request.image();
  }

  /** All detections of the model. */
  public Answer answer() {
    return request.answer();
  }

  /** Where and when the image came from. */
  public Request origin() {
    return request.request();
  }
}
