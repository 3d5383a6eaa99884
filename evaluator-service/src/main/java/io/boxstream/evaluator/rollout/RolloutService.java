package io.boxstream.evaluator.rollout;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.rollout.Rollout;
import io.boxstream.artifacts.rollout.RolloutBudgets;
import io.boxstream.artifacts.rollout.RolloutEnd;
import io.boxstream.artifacts.rollout.RolloutMode;
import io.boxstream.artifacts.rollout.RolloutOutcome;
import io.boxstream.artifacts.rollout.Rollouts;
import io.boxstream.evaluator.decide.ManualPromotions;
import io.boxstream.evaluator.decide.PromotionChains;
import io.boxstream.evaluator.rollout.RefusedRolloutException.Refusal;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Rollouts for HTTP requests. */
public final class RolloutService {
  private final Artifacts artifacts;
  private final PromotionChains chains;
  private final ManualPromotions promotions;
  private final Function<String, Progress> progress;
  private final RolloutMetrics metrics;
  private final Runnable changed;
  private final Clock clock;

  /**
   * @param artifacts on a store client with short timeouts
   * @param progress what is counted, by the id of a rollout
   * @param changed called when a rollout was started or ended
   */
  public RolloutService(
      Artifacts artifacts,
      Function<String, Progress> progress,
      RolloutMetrics metrics,
      Runnable changed,
      Clock clock) {
    this.artifacts = requireNonNull(artifacts, "artifacts");
    this.chains = new PromotionChains(artifacts.store());
    this.promotions = new ManualPromotions(artifacts, chains, clock);
    this.progress = requireNonNull(progress, "progress");
    this.metrics = requireNonNull(metrics, "metrics");
    this.changed = requireNonNull(changed, "changed");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * What is tried.
   *
   * @param checkpoint the challenger
   * @param mode how it takes part
   * @param share of the requests or keys, in (0, 1]
   * @param budgets what it may cost
   * @param promotes whether it is promoted when it has kept them
   */
  public record Trial(
      CheckpointId checkpoint,
      RolloutMode mode,
      double share,
      RolloutBudgets budgets,
      boolean promotes) {}

  /**
   * Starts a rollout. When this returns, it is in the store; it is announced now or as soon as the
   * broker is back.
   *
   * @param caller who asks for it
   * @param reason one sentence for people
   * @throws io.boxstream.evaluator.decide.RefusedPromotionException if the checkpoint could not be
   *     promoted either
   * @throws RefusedRolloutException if it cannot be started
   */
  public RolloutStatus start(String model, Trial trial, String caller, String reason) {
    promotions.promotable(model, trial.checkpoint());
    Promotion champion =
        chains
            .of(model)
            .latest()
            .orElseThrow(
                () ->
                    new RefusedRolloutException(
                        Refusal.NO_CHAMPION, model + " has no champion to compare with"));
    if (champion.checkpoint().equals(trial.checkpoint())) {
      throw new RefusedRolloutException(
          Refusal.ALREADY_CHAMPION, trial.checkpoint() + " is the champion of " + model);
    }
    Rollouts rollouts = artifacts.rollouts(model);
    Rollout rollout =
        new Rollout(
            UUID.randomUUID().toString(),
            model,
            rollouts.latest() + 1,
            trial.checkpoint(),
            champion.generation(),
            trial.mode(),
            trial.share(),
            trial.budgets(),
            trial.promotes(),
            new Rollout.Request(reason, caller, clock.instant()));
    if (!rollouts.start(rollout)) {
      throw new RefusedRolloutException(
          Refusal.ROLLOUT_RUNNING, "a rollout of " + model + " runs already; end it first");
    }
    changed.run();
    return new RolloutStatus(rollout, Optional.empty(), Progress.NONE);
  }

  /**
   * Ends a rollout.
   *
   * @return the rollout with its end; empty if there is no such rollout
   * @throws RefusedRolloutException if it had ended already
   */
  public Optional<RolloutStatus> end(String model, int number, String caller, String reason) {
    Rollouts rollouts = artifacts.rollouts(model);
    Optional<Rollout> found = rollouts.find(number);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Rollout rollout = found.get();
    Progress counted = progress.apply(rollout.id());
    RolloutEnd asked =
        new RolloutEnd(
            RolloutOutcome.STOPPED,
            reason,
            Optional.of(caller),
            clock.instant(),
            counted.instances(),
            counted.counts());
    if (!rollouts.end(rollout, asked).equals(asked)) {
      throw new RefusedRolloutException(
          Refusal.ROLLOUT_ENDED, "rollout " + rollout.name() + " has ended already");
    }
    metrics.ended(RolloutOutcome.STOPPED);
    changed.run();
    return Optional.of(new RolloutStatus(rollout, Optional.of(asked), counted));
  }

  /** A rollout; empty if there is none with this number. */
  public Optional<RolloutStatus> find(String model, int number) {
    Rollouts rollouts = artifacts.rollouts(model);
    return rollouts.find(number).map(rollout -> status(rollout, rollouts.end(number)));
  }

  /**
   * The latest rollouts, newest first.
   *
   * @param model whose; empty for all models
   * @param longest most rollouts to list
   */
  public List<RolloutStatus> list(Optional<String> model, int longest) {
    return model.map(List::of).orElseGet(chains::models).stream()
        .flatMap(one -> latest(one, longest))
        .sorted(
            Comparator.comparing((RolloutStatus one) -> one.rollout().request().at()).reversed())
        .limit(longest)
        .toList();
  }

  private Stream<RolloutStatus> latest(String model, int longest) {
    int latest = artifacts.rollouts(model).latest();
    return Stream.iterate(latest, number -> number > 0, number -> number - 1)
        .limit(longest)
        .flatMap(number -> find(model, number).stream());
  }

  private RolloutStatus status(Rollout rollout, Optional<RolloutEnd> end) {
    Progress counted =
        end.map(ended -> new Progress(ended.instances(), ended.counts(), Optional.empty()))
            .orElseGet(() -> progress.apply(rollout.id()));
    return new RolloutStatus(rollout, end, counted);
  }
}
