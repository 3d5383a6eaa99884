package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongPredicate;

/**
 * Requests over HTTP at a third of what decoding and detection alone can bear, while two
 * checkpoints are promoted in turn: answers, failures, and the times of answers whose requests were
 * due between a promotion and the first look that found it served, beside those before the first
 * swap and those of all others. The first swaps and the later ones count by themselves, too.
 *
 * @param programs what is started
 * @param folder the images that are sent
 */
record ServedSwaps(ConsolePrograms programs, Path folder) implements Benchmark {

  private static final int CLIENTS = 8;
  private static final int FIRST_SWAPS = 10;
  private static final int SWAPS = 100;
  private static final Duration BETWEEN = Duration.ofMillis(1500);
  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration WITHOUT = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofSeconds(2);

  ServedSwaps {
    requireNonNull(programs, "programs");
    requireNonNull(folder, "folder");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    List<byte[]> images = ServedImages.of(folder);
    try (ServedSystem system = ServedSystem.start(programs)) {
      double rate = rate(system, images);
      HttpLoad load = new HttpLoad(system.detect(), images, CLIENTS);
      load.atOnce(WARM_UP);
      AnswerTimes without = load.atRate(rate, WITHOUT);
      NavigableMap<Long, Long> swaps = new ConcurrentSkipListMap<>();
      CompletableFuture<Void> swapping = CompletableFuture.runAsync(() -> swap(system, swaps));
      AnswerTimes times = new AnswerTimes();
      while (!swapping.isDone()) {
        times.addAll(load.atRate(rate, STEP));
      }
      swapping.get();
      figures.add("load", rate, "requests/s");
      figures.add("swaps", swaps.size(), "swaps");
      figures.add("requests", times.count(), "requests");
      figures.add("failed", times.failed(), "requests");
      figures.add("without.p99", without.millis(0.99), "ms");
      figures.add("between.p99", times.millis(0.99, due -> !isDuring(swaps, due)), "ms");
      long later = swaps.keySet().stream().skip(FIRST_SWAPS).findFirst().orElseThrow();
      LongPredicate during = due -> isDuring(swaps, due);
      figures.add("during.p50", times.millis(0.5, during), "ms");
      figures.add("during.p99", times.millis(0.99, during), "ms");
      figures.add("during.first.p99", times.millis(0.99, during.and(due -> due < later)), "ms");
      figures.add("during.later.p99", times.millis(0.99, during.and(due -> due >= later)), "ms");
    }
  }

  private static double rate(ServedSystem system, List<byte[]> images) throws Exception {
    try (BareInference bare =
        new BareInference(system.architecture(), system.parameters(), images)) {
      bare.imagesPerSecond(WARM_UP);
      return bare.imagesPerSecond(WARM_UP) / 3;
    }
  }

  private static void swap(ServedSystem system, NavigableMap<Long, Long> swaps) {
    try {
      List<String> checkpoints = system.checkpoints();
      String served = system.checkpoint();
      for (int swap = 0; swap < SWAPS; swap++) {
        Thread.sleep(BETWEEN.toMillis());
        String next = checkpoints.get(0).equals(served) ? checkpoints.get(1) : checkpoints.get(0);
        long generation = system.generation();
        long start = System.nanoTime();
        system.promote(next);
        system.awaitGeneration(generation + 1);
        swaps.put(start, System.nanoTime());
        served = next;
      }
    } catch (Exception e) {
      throw new IllegalStateException("the swaps have ended", e);
    }
  }

  private static boolean isDuring(NavigableMap<Long, Long> swaps, long due) {
    var swap = swaps.floorEntry(due);
    return swap != null && due <= swap.getValue();
  }
}
