package io.boxstream.evaluator.app;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.store.ObjectKeys;
import io.boxstream.rest.problem.ProblemException;

/** Checks of what a request says. */
final class Requests {
  private Requests() {}

  static CheckpointId checkpoint(String text) {
    try {
      return CheckpointId.parse(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalidRequest(e.getMessage());
    }
  }

  static String model(String name) {
    try {
      return ObjectKeys.requireSegment(name, "model");
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalidRequest(e.getMessage());
    }
  }
}
