package io.boxstream.inference.hardexamples;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.PerceptualHash;
import io.boxstream.inference.hardexamples.HardExampleMetrics.Outcome;
import io.boxstream.inference.serve.ImageReader;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets candidates compete for a window of time, and publishes the hardest that the budget allows.
 * Used by one thread.
 */
final class HardExampleSelection {
  private static final Logger LOG = LoggerFactory.getLogger(HardExampleSelection.class);

  private final HardExampleSettings settings;
  private final ImageReader reader;
  private final HardExampleSink sink;
  private final HardExampleMetrics metrics;
  private final HourlyBudget budget;
  private final CandidateWindow window;
  private final PublishedImages published = new PublishedImages();
  private Instant end;

  HardExampleSelection(
      HardExampleSettings settings,
      ImageReader reader,
      HardExampleSink sink,
      HardExampleMetrics metrics,
      Instant start) {
    this.settings = requireNonNull(settings, "settings");
    this.reader = requireNonNull(reader, "reader");
    this.sink = requireNonNull(sink, "sink");
    this.metrics = requireNonNull(metrics, "metrics");
    this.budget = new HourlyBudget(settings.perHour(), start);
    this.window = new CandidateWindow(budget.largest(), settings.windowBytes());
    this.end = start.plus(settings.window());
  }

  /** When the present window ends. */
  Instant end() {
    return end;
  }

  /** Memory of the candidates, in bytes. */
  long bytes() {
    return window.bytes();
  }

  /**
   * Lets a candidate compete.
   *
   * @throws io.boxstream.images.UnreadableImageException if its image cannot be decoded
   */
  void add(Candidate candidate, Instant now) {
    if (!window.admits(candidate)) {
      metrics.count(Outcome.OUTRANKED);
      return;
    }
    CandidateWindow.Entry entry =
        new CandidateWindow.Entry(
            candidate, PerceptualHash.of(reader.read(candidate.request().image())));
    if (published.contain(candidate.image(), entry.hash(), now)) {
      metrics.count(Outcome.NEAR_DUPLICATE);
      return;
    }
    for (CandidateWindow.Entry removed : window.add(entry)) {
      boolean same = removed.hash().distance(entry.hash()) <= PublishedImages.SAME;
      metrics.count(same ? Outcome.NEAR_DUPLICATE : Outcome.OUTRANKED);
    }
  }

  /** Publishes the hardest candidates when the window has ended, and begins the next one. */
  void closeWindow(Instant now) {
    if (now.isBefore(end)) {
      return;
    }
    int left = budget.available(now);
    for (CandidateWindow.Entry entry : window.drain()) {
      if (left < 1) {
        metrics.count(Outcome.OUTRANKED);
      } else if (publish(entry, now)) {
        left--;
      }
    }
    end = now.plus(settings.window());
  }

  private boolean publish(CandidateWindow.Entry entry, Instant now) {
    try {
      sink.publish(entry.candidate());
    } catch (RuntimeException e) {
      LOG.warn("A hard example could not be published and is lost: {}", e.toString());
      metrics.count(Outcome.FAILED);
      return false;
    }
    budget.spend(now);
    published.add(entry.candidate().image(), entry.hash(), now);
    metrics.count(Outcome.PUBLISHED);
    return true;
  }
}
