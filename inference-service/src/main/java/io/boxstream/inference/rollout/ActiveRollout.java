package io.boxstream.inference.rollout;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.rollout.BudgetCheck;
import io.boxstream.artifacts.rollout.RolloutBudgets;
import io.boxstream.artifacts.rollout.RolloutCounts;
import io.boxstream.artifacts.rollout.RolloutMode;
import io.boxstream.events.HardExample.Request;
import io.boxstream.events.RolloutChanged;
import io.boxstream.images.UnreadableImageException;
import io.boxstream.inference.model.LoadedModel;
import io.boxstream.inference.model.ModelHolder;
import io.boxstream.inference.model.ModelIdentity;
import io.boxstream.inference.rollout.WaitPairs.Side;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.DeadlineExceededException;
import io.boxstream.inference.serve.OverloadedException;
import io.boxstream.inference.serve.StoppingException;
import io.boxstream.inference.serve.Submission;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A rollout that runs: its challenger, what waits to be compared, and what was counted.
 * Thread-safe.
 */
final class ActiveRollout implements AutoCloseable {
  /** Encoded images that wait; an image has some megabytes at most. */
  private static final int QUEUE = 8;

  private final RolloutChanged rollout;
  private final ModelHolder champion;
  private final ModelHolder challenger;
  private final RolloutTally tally;
  private final CallerWaits waits;
  private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE);
  private volatile String withdrawn;

  ActiveRollout(RolloutChanged rollout, ModelHolder champion) {
    this.rollout = requireNonNull(rollout, "rollout");
    this.champion = requireNonNull(champion, "champion");
    this.challenger = champion.another(champion.name());
    this.tally = new RolloutTally(rollout.latencyRatio());
    this.waits =
        new CallerWaits(rollout.latencyRatio(), RandomGenerator.getDefault(), System::nanoTime);
  }

  RolloutChanged rollout() {
    return rollout;
  }

  /** The name of the rollout, as answers carry it. */
  String name() {
    return rollout.model() + "-" + rollout.number();
  }

  RolloutTally tally() {
    return tally;
  }

  /** Everything that was counted until now. */
  RolloutCounts counts() {
    RolloutCounts counts = tally.counts();
    return mode() == RolloutMode.CANARY ? counts.withWaits(waits.counted()) : counts;
  }

  ModelHolder challenger() {
    return challenger;
  }

  /** Why the challenger is not used any more; empty while it is. */
  Optional<String> withdrawn() {
    return Optional.ofNullable(withdrawn);
  }

  boolean isLoaded() {
    return challenger.identity().isPresent();
  }

  void install(LoadedModel model) {
    challenger.install(model);
  }

  /**
   * Has a request for the champion answered, by the challenger if it is of the canary's share.
   *
   * @param pipeline has an image answered by the model that it is for
   */
  CompletableFuture<Answer> detect(
      Submission image, Request request, Function<Submission, CompletableFuture<Answer>> pipeline) {
    return answer(image, request, pipeline)
        .thenApply(
            found -> {
              offer(image.bytes(), request);
              return found;
            });
  }

  private CompletableFuture<Answer> answer(
      Submission image, Request request, Function<Submission, CompletableFuture<Answer>> pipeline) {
    if (mode() == RolloutMode.SHADOW || !isInUse()) {
      return pipeline.apply(image);
    }
    return isInShare(image.bytes(), request)
        ? waits.time(image.source(), Side.CHALLENGER, () -> challenge(image, pipeline))
        : waits.time(image.source(), Side.CHAMPION, () -> pipeline.apply(image));
  }

  private CompletableFuture<Answer> challenge(
      Submission image, Function<Submission, CompletableFuture<Answer>> pipeline) {
    long start = System.nanoTime();
    return pipeline
        .apply(image.withModel(challenger))
        .handle(
            (answer, failure) -> {
              if (failure == null) {
                tally.answered();
                return CompletableFuture.completedFuture(answer.ofCanary(name()));
              }
              Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
              return isOfTheRequest(cause)
                  ? CompletableFuture.<Answer>failedFuture(cause)
                  : fallBack(pipeline, image.after(Duration.ofNanos(System.nanoTime() - start)));
            })
        .thenCompose(Function.identity());
  }

  private CompletableFuture<Answer> fallBack(
      Function<Submission, CompletableFuture<Answer>> pipeline, Submission image) {
    return pipeline
        .apply(image)
        .thenApply(
            answer -> {
              tally.fellBack();
              checkBudgets();
              return answer;
            });
  }

  /** Whether the champion would not have answered either. */
  private static boolean isOfTheRequest(Throwable failure) {
    return failure instanceof UnreadableImageException
        || failure instanceof DeadlineExceededException
        || failure instanceof OverloadedException
        || failure instanceof StoppingException;
  }

  /** Keeps an answered request until it is compared, if it is in the share and there is room. */
  private void offer(byte[] image, Request request) {
    if (isInUse() && isInShare(image, request) && !queue.offer(image)) {
      tally.dropped();
    }
  }

  /** The next image that is to be compared, waiting for one; empty after that time. */
  Optional<byte[]> next(Duration longest) throws InterruptedException {
    return Optional.ofNullable(queue.poll(longest.toMillis(), TimeUnit.MILLISECONDS));
  }

  /** Goes back to the champion if this instance has seen a budget broken. */
  void checkBudgets() {
    BudgetCheck.broken(
            mode(),
            new RolloutBudgets(
                rollout.latencyRatio(), rollout.disagreement(), Long.MAX_VALUE, Duration.ofDays(1)),
            counts())
        .ifPresent(this::withdraw);
  }

  /** Goes back to the champion for the rest of the rollout. */
  void withdraw(String reason) {
    withdrawn = reason;
    queue.clear();
  }

  private boolean isInUse() {
    return withdrawn == null && isLoaded() && isOfThisChampion();
  }

  private boolean isInShare(byte[] image, Request request) {
    return KeyShare.contains(rollout.rolloutId(), request.key(), image, rollout.share());
  }

  private RolloutMode mode() {
    return switch (rollout.mode()) {
      case SHADOW -> RolloutMode.SHADOW;
      case CANARY -> RolloutMode.CANARY;
    };
  }

  private boolean isOfThisChampion() {
    return champion
        .identity()
        .map(ModelIdentity::generation)
        .filter(generation -> generation == rollout.generation())
        .isPresent();
  }

  /** Closes the challenger when nobody uses it any more. */
  @Override
  public void close() {
    queue.clear();
    challenger.close();
  }
}
