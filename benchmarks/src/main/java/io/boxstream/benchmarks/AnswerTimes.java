package io.boxstream.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;

/** When requests were due and how long it took until their answers were there. Thread-safe. */
final class AnswerTimes {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final List<long[]> answers = new ArrayList<>();
  private int failed;

  /**
   * Adds an answer.
   *
   * @param due when its request was due, as {@link System#nanoTime}
   * @param answered when the answer was there
   */
  synchronized void add(long due, long answered) {
    answers.add(new long[] {due, answered});
  }

  /** A request had no answer, or none that is a success. */
  synchronized void fail() {
    failed++;
  }

  /** Adds all of another. */
  synchronized void addAll(AnswerTimes other) {
    answers.addAll(other.answers);
    failed += other.failed();
  }

  synchronized int count() {
    return answers.size();
  }

  /** Answers that were there in a span of time, as {@link System#nanoTime}. */
  synchronized long countBetween(long start, long end) {
    return answers.stream().filter(answer -> answer[1] >= start && answer[1] < end).count();
  }

  synchronized int failed() {
    return failed;
  }

  /**
   * Answers a second without the first and the last tenth of them, in which clients connect and
   * detectors run out of work.
   *
   * @throws IllegalStateException if there were fewer than ten
   */
  synchronized double steadyRate() {
    long[] times = answers.stream().mapToLong(answer -> answer[1]).sorted().toArray();
    int tenth = times.length / 10;
    if (tenth == 0) {
      throw new IllegalStateException("there were only %d answers".formatted(times.length));
    }
    int last = times.length - 1 - tenth;
    return (last - tenth) * NANOS_PER_SECOND / (times[last] - times[tenth]);
  }

  /** The time in ms that this part of all answers took at most. */
  double millis(double part) {
    return millis(part, due -> true);
  }

  /**
   * The time in ms that this part of some answers took at most.
   *
   * @param part from 0 to 1
   * @param counted which answers, by the time at which their requests were due
   */
  synchronized double millis(double part, LongPredicate counted) {
    double[] times =
        answers.stream()
            .filter(answer -> counted.test(answer[0]))
            .mapToDouble(answer -> (answer[1] - answer[0]) / NANOS_PER_MILLI)
            .toArray();
    if (times.length == 0) {
      throw new IllegalStateException("there were no answers");
    }
    Arrays.sort(times);
    return times[(int) (part * (times.length - 1))];
  }
}
