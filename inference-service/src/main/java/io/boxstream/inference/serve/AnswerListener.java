package io.boxstream.inference.serve;

import io.boxstream.events.HardExample.Request;

/** Is told of every answered request, after its answer. */
@FunctionalInterface
public interface AnswerListener {

  /** Nobody listens. */
  AnswerListener NONE = (image, answer, request) -> {};

  /**
   * A request was answered. Returns at once and throws nothing: requests wait for it.
   *
   * @param image the encoded image as it was sent; must not be changed afterwards
   * @param answer all detections, also those that the result leaves out
   * @param request where and when it came from
   */
  void answered(byte[] image, Answer answer, Request request);

  /** This listener and another one. */
  default AnswerListener and(AnswerListener other) {
    return (image, answer, request) -> {
      answered(image, answer, request);
      other.answered(image, answer, request);
    };
  }
}
