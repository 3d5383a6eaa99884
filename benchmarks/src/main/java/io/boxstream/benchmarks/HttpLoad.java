package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that have images answered over HTTP, each on a connection of its own.
 *
 * @param address where images are answered
 * @param images JPEG files, in turn
 * @param clients how many
 */
record HttpLoad(URI address, List<byte[]> images, int clients) {

  HttpLoad {
    requireNonNull(address, "address");
    images = List.copyOf(images);
  }

  /** Each client sends its next request when it has the answer to the last one. */
  AnswerTimes atOnce(Duration duration) throws Exception {
    return atIntervals(Duration.ZERO, duration);
  }

  /**
   * Requests are due at equal intervals, whether earlier ones are answered or not: an answer's time
   * counts from then on.
   *
   * @param rate requests a second of all clients together
   */
  AnswerTimes atRate(double rate, Duration duration) throws Exception {
    return atIntervals(Duration.ofNanos((long) (1e9 * clients / rate)), duration);
  }

  private AnswerTimes atIntervals(Duration interval, Duration duration) throws Exception {
    AnswerTimes times = new AnswerTimes();
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Callable<Void>> all = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        int number = client;
        all.add(() -> send(number, interval.toNanos(), duration.toNanos(), times));
      }
      for (Future<Void> client : threads.invokeAll(all)) {
        client.get();
      }
    } finally {
      threads.shutdownNow();
    }
    return times;
  }

  private Void send(int client, long interval, long duration, AnswerTimes times)
      throws IOException {
    long start = System.nanoTime();
    long due = start + interval * client / clients;
    try (HttpConnection connection = new HttpConnection(address)) {
      for (int number = client; due - start < duration; number++) {
        awaitTime(due);
        int status = connection.post(images.get(number % images.size()));
        long now = System.nanoTime();
        if (status == 200) {
          times.add(due, now);
        } else {
          times.fail();
        }
        due = interval == 0 ? now : due + interval;
      }
    }
    return null;
  }

  /** Returns at a time, as {@link System#nanoTime}. */
  static void awaitTime(long time) {
    for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
