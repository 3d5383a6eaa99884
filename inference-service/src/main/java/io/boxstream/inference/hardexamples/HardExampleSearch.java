package io.boxstream.inference.hardexamples;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.HardExample.Request;
import io.boxstream.inference.hardexamples.HardExampleMetrics.Outcome;
import io.boxstream.inference.model.ModelHolder;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.AnswerListener;
import io.boxstream.inference.serve.ImageReader;
import io.boxstream.inference.serve.ThresholdSelector;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches the requests that were answered for hard examples, in one thread of its own. Those of
 * all models compete: somebody who labels an image does it for each of them. A request never waits
 * for it: when too many wait to be looked at, further ones are dropped and counted.
 */
public final class HardExampleSearch implements AnswerListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HardExampleSearch.class);

  /** While images of the latest requests are compared, this part of the time is spent on it. */
  private static final int ONE_PART_IN = 5;

  private static final Duration BUSY_CHECK = Duration.ofMillis(200);

  /** A swap is noticed after this time. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  /** Those of a window of traffic. */
  private static final int MOST_DRIFTED = 16;

  private final RequestBuffer queue;
  private final BlockingQueue<Drifted> drifted = new ArrayBlockingQueue<>(MOST_DRIFTED);
  private final CandidateScoring scoring;
  private final HardExampleSelection selection;
  private final GenerationComparison comparison;
  private final HardExampleMetrics metrics;
  private final Clock clock;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile long candidateBytes;
  private Instant nextComparison = Instant.MIN;

  /** Whether there was something to compare the last time. */
  private boolean isDue;

  /**
   * What the search looks at.
   *
   * @param thresholds scores from which on a class counts as found
   * @param models the model that serves under a name
   * @param reader decodes images
   * @param idle whether no request waits for the engine
   */
  public record Serving(
      ThresholdSelector thresholds,
      Function<String, Optional<ModelHolder>> models,
      ImageReader reader,
      BooleanSupplier idle) {

    public Serving {
      requireNonNull(thresholds, "thresholds");
      requireNonNull(models, "models");
      requireNonNull(reader, "reader");
      requireNonNull(idle, "idle");
    }
  }

  private HardExampleSearch(
      HardExampleSettings settings,
      Serving serving,
      HardExampleSink sink,
      HardExampleMetrics metrics,
      Clock clock) {
    this.queue = new RequestBuffer(settings.queueBytes());
    this.scoring = new CandidateScoring(serving.thresholds(), settings.minimumScore());
    this.selection =
        new HardExampleSelection(settings, serving.reader(), sink, metrics, clock.instant());
    this.comparison =
        new GenerationComparison(
            settings.recentBytes(), serving.models(), serving.reader(), serving.idle());
    this.metrics = requireNonNull(metrics, "metrics");
    this.clock = requireNonNull(clock, "clock");
    this.thread = new Thread(this::run, "hard-examples");
  }

  /** Starts to search. */
  public static HardExampleSearch start(
      HardExampleSettings settings,
      Serving serving,
      HardExampleSink sink,
      HardExampleMetrics metrics,
      Clock clock) {
    HardExampleSearch search = new HardExampleSearch(settings, serving, sink, metrics, clock);
    metrics.memory(search::bytes);
    search.thread.start();
    return search;
  }

  @Override
  public void answered(byte[] image, Answer answer, Request request) {
    if (!queue.offer(new AnsweredRequest(image, answer, request))) {
      metrics.count(Outcome.DROPPED);
    }
  }

  /**
   * Lets an image compete that is typical of a drift of the traffic. Returns at once.
   *
   * @param typicality in [0, 1]
   */
  public void drifted(AnsweredRequest request, double typicality) {
    if (!drifted.offer(new Drifted(request, typicality))) {
      metrics.count(Outcome.DROPPED);
    }
  }

  private record Drifted(AnsweredRequest request, double typicality) {}

  /** Ends; candidates that compete are lost. */
  @Override
  public void close() throws InterruptedException {
    stopping = true;
    thread.interrupt();
    thread.join();
  }

  private long bytes() {
    return queue.bytes() + comparison.bytes() + candidateBytes;
  }

  private void run() {
    try {
      while (!stopping) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void step() throws InterruptedException {
    Optional<AnsweredRequest> request = queue.poll(longestWait(clock.instant()));
    try {
      Drifted typical = drifted.poll();
      if (typical != null) {
        compete(Optional.of(scoring.drifted(typical.request(), typical.typicality())));
      }
      if (request.isPresent()) {
        comparison.remember(request.get());
        compete(scoring.score(request.get()));
      } else {
        compare();
      }
      selection.closeWindow(clock.instant());
    } catch (RuntimeException | Error e) {
      // Libraries throw errors, too. The thread must not end with one.
      LOG.warn("A request could not be looked at for hard examples", e);
      metrics.count(Outcome.FAILED);
    }
    candidateBytes = selection.bytes();
  }

  private Duration longestWait(Instant now) {
    Instant next = now.plus(LONGEST_WAIT);
    if (selection.end().isBefore(next)) {
      next = selection.end();
    }
    if (isDue && nextComparison.isBefore(next)) {
      next = nextComparison;
    }
    return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
  }

  private void compete(Optional<Candidate> candidate) {
    if (candidate.isPresent()) {
      selection.add(candidate.get(), clock.instant());
    } else {
      metrics.count(Outcome.EASY);
    }
  }

  private void compare() {
    Instant began = clock.instant();
    if (began.isBefore(nextComparison)) {
      return;
    }
    nextComparison = began.plus(BUSY_CHECK);
    Optional<GenerationComparison.Pair> pair = comparison.next();
    isDue = pair.isPresent() || comparison.isDue();
    if (pair.isPresent()) {
      metrics.count(Outcome.COMPARED);
      compete(scoring.compare(pair.get().earlier(), pair.get().now()));
      Instant ended = clock.instant();
      nextComparison = ended.plus(Duration.between(began, ended).multipliedBy(ONE_PART_IN - 1));
    }
  }
}
