package io.boxstream.local.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.images.ContentHash;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that upload images to instances of ingest-service in turn, each image until one of them
 * has acknowledged it.
 */
final class Uploads implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int MOST_ATTEMPTS = 100;
  private static final int CREATED = 201;
  private static final int DUPLICATE = 200;
  private static final int SERVER_ERROR = 500;

  private final List<RunningService> instances = new CopyOnWriteArrayList<>();
  private final AtomicInteger images = new AtomicInteger();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final ExecutorService clients;
  private final List<CompletableFuture<Map<String, Integer>>> results = new ArrayList<>();

  private Uploads(int clients, List<RunningService> instances) {
    this.clients = Executors.newFixedThreadPool(clients);
    this.instances.addAll(instances);
  }

  /** Begins to upload. */
  static Uploads start(int clients, List<RunningService> instances) {
    Uploads uploads = new Uploads(clients, instances);
    for (int client = 0; client < clients; client++) {
      int number = client;
      uploads.results.add(
          CompletableFuture.supplyAsync(() -> uploads.upload(number), uploads.clients));
    }
    return uploads;
  }

  /** Uses another instance, too. */
  void add(RunningService instance) {
    instances.add(instance);
  }

  /** Uses an instance no longer, as a load balancer does that has seen it fail. */
  void remove(RunningService instance) {
    instances.remove(instance);
  }

  /** How many images have been begun. */
  int begun() {
    return images.get();
  }

  /**
   * Uploads no more.
   *
   * @return how often each image was sent, by its id; all were acknowledged
   */
  Map<String, Integer> stop() {
    close();
    Map<String, Integer> all = new HashMap<>();
    results.forEach(result -> all.putAll(result.join()));
    return all;
  }

  private Map<String, Integer> upload(int client) {
    Map<String, Integer> attempts = new HashMap<>();
    for (int turn = client; !enough.get(); turn++) {
      byte[] image = DeadlyImages.harmless(images.incrementAndGet());
      attempts.put(ContentHash.of(image), attempts(image, turn));
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return attempts;
  }

  private int attempts(byte[] image, int turn) {
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      List<RunningService> now = List.copyOf(instances);
      if (isAcknowledged(now.get((turn + attempt) % now.size()), image)) {
        return attempt;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw new AssertionError("no instance takes an image");
  }

  private static boolean isAcknowledged(RunningService instance, byte[] image) {
    try {
      HttpResponse<String> answer = instance.upload(image);
      if (answer.statusCode() >= SERVER_ERROR) {
        return false;
      }
      assertThat(answer.statusCode()).as(answer.body()).isIn(CREATED, DUPLICATE);
      return true;
    } catch (IOException killed) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    enough.set(true);
    clients.shutdown();
  }
}
