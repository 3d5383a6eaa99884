package io.boxstream.evaluator.labels;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.promotion.Promotion;
import io.boxstream.artifacts.promotion.PromotionChain;
import io.boxstream.evaluator.score.NotCaughtUpException;
import io.boxstream.evaluator.score.UnusableCheckpointException;
import io.boxstream.events.consume.ConsumerLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares all images with the promoted model, and then new and changed ones as they come. A new
 * generation begins with the first image again. The positions are those of a consumer group with
 * the generation in its name, so a killed process continues where it was, and several processes
 * share the work. It begins with a promotion that two looks at the chain have found: while services
 * load a new model they need the processors more, and one that is replaced soon is not compared.
 */
public final class LabelCheck implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LabelCheck.class);

  private final PromotionChain chain;
  private final ChampionLoader loader;
  private final ImageLoops loops;
  private final LabelCheckMetrics metrics;
  private final Duration interval;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "label-check");
  private Optional<Running> running = Optional.empty();
  private int found;
  private int unusable;

  /**
   * @param chain the promotions of the model
   * @param loops reads the images for a champion; not started
   * @param interval time between two looks at the chain
   */
  public LabelCheck(
      PromotionChain chain,
      ChampionLoader loader,
      ImageLoops loops,
      LabelCheckMetrics metrics,
      Duration interval) {
    this.chain = requireNonNull(chain, "chain");
    this.loader = requireNonNull(loader, "loader");
    this.loops = requireNonNull(loops, "loops");
    this.metrics = requireNonNull(metrics, "metrics");
    this.interval = requireNonNull(interval, "interval");
  }

  private record Running(Champion champion, ConsumerLoop loop) {
    int generation() {
      return champion.promotion().generation();
    }

    void close() {
      loop.close();
      champion.close();
    }
  }

  /** Starts looking for a promotion. */
  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    stop.countDown();
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      do {
        look();
      } while (!stop.await(interval.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.debug("The comparison of labels was interrupted");
    } finally {
      running.ifPresent(Running::close);
    }
  }

  private void look() throws InterruptedException {
    try {
      Optional<Promotion> latest = chain.latest();
      if (latest.isPresent()) {
        look(latest.get());
      }
    } catch (NotCaughtUpException e) {
      LOG.info("Labels are not compared yet: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("Labels are not compared with the promoted model; trying again: {}", e.toString());
    }
  }

  private void look(Promotion latest) throws InterruptedException {
    if (latest.generation() == found && isNew(found)) {
      change(latest);
    }
    found = latest.generation();
  }

  private boolean isNew(int generation) {
    return generation != unusable
        && running.map(current -> current.generation() != generation).orElse(true);
  }

  private void change(Promotion promotion) throws InterruptedException {
    running.ifPresent(Running::close);
    running = Optional.empty();
    try {
      Champion champion = loader.load(promotion);
      ConsumerLoop loop = loops.of(champion);
      running = Optional.of(new Running(champion, loop));
      metrics.started(promotion.generation(), () -> loop.status().traffic().lag());
      loop.start();
      LOG.info("Labels are compared with generation {}", promotion.generation());
    } catch (UnusableCheckpointException e) {
      unusable = promotion.generation();
      LOG.warn("Labels are not compared with generation {}: {}", unusable, e.getMessage());
    }
  }
}
