package io.boxstream.evaluator.app;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.evaluation.EvaluationDecision.Verdict;
import io.boxstream.artifacts.store.ObjectKeys;
import io.boxstream.rest.access.Callers;
import io.boxstream.rest.problem.ProblemException;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/** Checks of what a request says. */
final class Requests {
  /** Characters of the reason for a promotion, a rollout or its end. */
  static final int MAX_REASON_LENGTH = 1000;

  private Requests() {}

  /** The name of whoever asks for a change: by access control, or as stated. */
  static String caller(RoutingContext context, String stated) {
    return Callers.name(context, stated)
        .orElseThrow(() -> ProblemException.invalidRequest("caller is missing"));
  }

  /** A sentence for the history. */
  static String reason(String text) {
    return text(text, "reason", MAX_REASON_LENGTH);
  }

  static CheckpointId checkpoint(String text) {
    try {
      return CheckpointId.parse(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalidRequest(e.getMessage());
    }
  }

  /** A whole number from 1. */
  static int number(String text, String name, int highest) {
    try {
      int value = Integer.parseInt(text);
      if (value >= 1 && value <= highest) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw outOfRange(text, name, highest);
    }
    throw outOfRange(text, name, highest);
  }

  /** The answer for a model that does not exist. */
  static ProblemException noSuchModel(String name) {
    return ProblemException.of(
        404,
        "model-not-found",
        "there is no model '" + name + "': no checkpoint of it was promoted");
  }

  /** A verdict as HTTP shows it. */
  static String code(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static ProblemException outOfRange(String text, String name, int highest) {
    return ProblemException.invalidRequest(name + " must be 1 to " + highest + ": '" + text + "'");
  }

  /** A text of one line that must be there. */
  static String text(String value, String name, int longest) {
    if (value == null || value.isBlank()) {
      throw ProblemException.invalidRequest(name + " is missing");
    }
    if (value.length() > longest) {
      throw ProblemException.invalidRequest(name + " must have at most " + longest + " characters");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw ProblemException.invalidRequest(name + " must be one line without control characters");
    }
    return value.strip();
  }

  static String model(String name) {
    try {
      return ObjectKeys.requireSegment(name, "model");
    } catch (IllegalArgumentException e) {
      throw ProblemException.invalidRequest(e.getMessage());
    }
  }
}
