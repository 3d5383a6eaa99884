package io.boxstream.artifacts.rollout;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.store.ObjectKeys;
import java.time.Instant;

/**
 * A challenger that is tried on the traffic of a model.
 *
 * @param id unique id of this attempt, so that a writer recognises its own document
 * @param model name of the model
 * @param number position among the model's rollouts, from 1
 * @param checkpoint the challenger
 * @param generation of the champion that it is compared with
 * @param mode how it takes part
 * @param share of the requests, in (0, 1]: of those compared in the shadow, of the keys answered by
 *     a canary
 * @param budgets what it may cost
 * @param promotes whether the challenger is promoted when it has kept the budgets
 * @param request who asked for it, when and why
 */
public record Rollout(
    String id,
    String model,
    int number,
    CheckpointId checkpoint,
    int generation,
    RolloutMode mode,
    double share,
    RolloutBudgets budgets,
    boolean promotes,
    Request request) {
  private static final int HIGHEST = 99_999_999;

  public Rollout {
    requireNonNull(id, "id");
    ObjectKeys.requireSegment(model, "model");
    if (number < 1 || number > HIGHEST) {
      throw new IllegalArgumentException("number must be 1 to 99999999: " + number);
    }
    requireNonNull(checkpoint, "checkpoint");
    if (generation < 1) {
      throw new IllegalArgumentException("generation must be at least 1: " + generation);
    }
    requireNonNull(mode, "mode");
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share must lie in (0, 1]: " + share);
    }
    requireNonNull(budgets, "budgets");
    requireNonNull(request, "request");
  }

  /** The name of a rollout for people and addresses, for example {@code detector-3}. */
  public String name() {
    return model + "-" + number;
  }

  /**
   * Who asked, when and why.
   *
   * @param reason one sentence for people
   * @param caller name of the person
   * @param at when
   */
  public record Request(String reason, String caller, Instant at) {
    public Request {
      requireNonNull(reason, "reason");
      requireNonNull(caller, "caller");
      requireNonNull(at, "at");
    }
  }
}
