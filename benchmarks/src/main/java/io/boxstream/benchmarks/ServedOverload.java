package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * More requests than inference-service can answer: how a backlog on the topic and clients over HTTP
 * share the engine, what becomes of twice as many requests a second over HTTP as can be answered,
 * and the memory of the service meanwhile.
 *
 * @param programs what is started
 * @param folder the images that are sent
 */
record ServedOverload(ConsolePrograms programs, Path folder) implements Benchmark {

  /** Fewer than the service takes at once. */
  private static final int CLIENTS = 32;

  /** Twice as many as the service takes at once. */
  private static final int MANY_CLIENTS = 128;

  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final Duration TURN = Duration.ofSeconds(30);

  /** Part of what the engine can do in a turn: the backlog outlasts it. */
  private static final double BACKLOG = 0.6;

  ServedOverload {
    requireNonNull(programs, "programs");
    requireNonNull(folder, "folder");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    List<byte[]> images = ServedImages.of(folder);
    try (ServedSystem system = ServedSystem.start(programs)) {
      HttpLoad some = new HttpLoad(system.detect(), images, CLIENTS);
      HttpLoad many = new HttpLoad(system.detect(), images, MANY_CLIENTS);
      TopicLoad topics = new TopicLoad(system.bootstrapServers(), images);
      some.atOnce(WARM_UP);
      double http = some.atOnce(WARM_UP).steadyRate();
      figures.add("http-alone", http, "images/s");
      share(some, topics, (int) (http * TURN.toSeconds() * BACKLOG), figures);
      figures.add("memory.before", system.process().residentMegabytes(), "MB");
      long start = System.nanoTime();
      AnswerTimes times = many.atRate(2 * http, TURN);
      double turn = seconds(System.nanoTime() - start);
      figures.add("memory.after", system.process().residentMegabytes(), "MB");
      figures.add("twice.answered", times.count() / turn, "images/s");
      figures.add("twice.refused", times.failed() / turn, "requests/s");
      figures.add("twice.p99", times.millis(0.99), "ms");
    }
  }

  private static void share(HttpLoad http, TopicLoad topics, int backlog, Measurements figures)
      throws Exception {
    CompletableFuture<AnswerTimes> reading =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return topics.atOnce(backlog);
              } catch (Exception e) {
                throw new IllegalStateException("the topics were not answered", e);
              }
            });
    http.atOnce(Duration.ofSeconds(2));
    long start = System.nanoTime();
    AnswerTimes answered = http.atOnce(TURN);
    long end = System.nanoTime();
    double turn = seconds(end - start);
    AnswerTimes read = reading.get();
    double byHttp = answered.count() / turn;
    double byTopic = read.countBetween(start, end) / turn;
    figures.add("both.http", byHttp, "images/s");
    figures.add("both.topics", byTopic, "images/s");
    figures.add("both.http-part", 100 * byHttp / (byHttp + byTopic), "%");
    figures.add("both.failed", answered.failed() + read.failed(), "requests");
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
