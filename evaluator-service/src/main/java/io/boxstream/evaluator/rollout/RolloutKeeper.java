package io.boxstream.evaluator.rollout;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.rollout.Rollout;
import io.boxstream.artifacts.rollout.RolloutEnd;
import io.boxstream.artifacts.rollout.RolloutOutcome;
import io.boxstream.artifacts.rollout.Rollouts;
import io.boxstream.evaluator.decide.ManualPromotions;
import io.boxstream.evaluator.decide.PromotionChains;
import io.boxstream.events.EventPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the latest rollout of each model on a thread of its own: announces it, ends it by its
 * budgets, and promotes its challenger. Everything is read from the store and from the topic of
 * progress, so a process that starts goes on where another one was.
 */
public final class RolloutKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RolloutKeeper.class);
  private static final Duration RUNNING_INTERVAL = Duration.ofSeconds(1);
  private static final Duration IDLE_INTERVAL = Duration.ofSeconds(30);

  private final Artifacts artifacts;
  private final PromotionChains chains;
  private final RolloutPromotions promotions;
  private final RolloutAnnouncements announcements;
  private final Function<String, Progress> progress;
  private final Callable<Boolean> caughtUp;
  private final Consumer<Promotion> promoted;
  private final RolloutMetrics metrics;
  private final Clock clock;
  private final Set<String> settled = new HashSet<>();
  private final Semaphore changes = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "rollouts");
  private volatile boolean stopping;

  /**
   * @param progress what is counted, by the id of a rollout
   * @param caughtUp waits until what was counted before is known; false if it must be asked again
   * @param promoted called with each promotion
   */
  public RolloutKeeper(
      Artifacts artifacts,
      EventPublisher publisher,
      Function<String, Progress> progress,
      Callable<Boolean> caughtUp,
      Consumer<Promotion> promoted,
      RolloutMetrics metrics,
      Clock clock) {
    this.artifacts = requireNonNull(artifacts, "artifacts");
    this.chains = new PromotionChains(artifacts.store());
    this.promotions = new RolloutPromotions(chains, new ManualPromotions(artifacts, chains, clock));
    this.announcements = new RolloutAnnouncements(publisher);
    this.progress = requireNonNull(progress, "progress");
    this.caughtUp = requireNonNull(caughtUp, "caughtUp");
    this.promoted = requireNonNull(promoted, "promoted");
    this.metrics = requireNonNull(metrics, "metrics");
    this.clock = requireNonNull(clock, "clock");
  }

  /** Starts to watch. May be called once. */
  public void start() {
    thread.start();
  }

  /** Looks now instead of at the next interval. */
  public void changed() {
    changes.release();
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean ready = false;
    try {
      while (!stopping) {
        Duration wait = RUNNING_INTERVAL;
        try {
          ready = ready || caughtUp.call();
          wait = ready && look() == 0 ? IDLE_INTERVAL : RUNNING_INTERVAL;
        } catch (InterruptedException e) {
          throw e;
        } catch (Exception e) {
          if (!stopping) {
            LOG.warn("Rollouts cannot be watched now, trying again: {}", e.toString());
          }
        }
        if (changes.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
          changes.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("The watch of rollouts was interrupted");
    }
  }

  /** Looks at each model's latest rollout once, and returns how many run. */
  int look() {
    int running = 0;
    for (String model : chains.models()) {
      running += look(model) ? 1 : 0;
    }
    metrics.running(running);
    return running;
  }

  private boolean look(String model) {
    Rollouts rollouts = artifacts.rollouts(model);
    Optional<Rollout> latest = rollouts.find(rollouts.latest());
    if (latest.isEmpty() || settled.contains(latest.get().id())) {
      return false;
    }
    Rollout rollout = latest.get();
    Optional<RolloutEnd> end = rollouts.end(rollout.number());
    if (end.isEmpty()) {
      announcements.announce(rollout, end);
      end = judge(rollout).map(judged -> end(rollouts, rollout, judged));
    }
    if (end.isEmpty()) {
      return true;
    }
    if (end.get().outcome() == RolloutOutcome.PROMOTED) {
      promotions.promote(rollout, end.get()).ifPresent(promoted);
    }
    announcements.announce(rollout, end);
    settled.add(rollout.id());
    return false;
  }

  private Optional<RolloutEnd> judge(Rollout rollout) {
    long generation = chains.of(rollout.model()).latest().orElseThrow().generation();
    return RolloutJudge.judge(rollout, generation, progress.apply(rollout.id()), clock.instant());
  }

  private RolloutEnd end(Rollouts rollouts, Rollout rollout, RolloutEnd judged) {
    RolloutEnd end = rollouts.end(rollout, judged);
    if (end.equals(judged)) {
      metrics.ended(end.outcome());
      LOG.info("Rollout {} ends, {}: {}", rollout.name(), end.outcome(), end.reason());
    }
    return end;
  }
}
