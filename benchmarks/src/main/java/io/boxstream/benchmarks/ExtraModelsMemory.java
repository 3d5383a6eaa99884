package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.inference.DetectorMemory;
import io.boxstream.detection.inference.Parallelism;
import io.boxstream.images.ImageEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Memory of an inference-service whose memory for models has room for one beside the primary model,
 * and that is asked for two in turn: each round loads one and unloads the other. Meanwhile two
 * clients ask for the primary model all the time.
 *
 * @param preset the detectors
 * @param service inference-service's folder {@code quarkus-app}
 * @param rounds models that are loaded
 */
record ExtraModelsMemory(String preset, Path service, MemoryRounds rounds) implements Benchmark {

  private static final String PRIMARY = "detector";
  private static final List<String> EXTRAS = List.of("hats", "gloves");
  private static final int CLIENTS = 2;
  private static final int BATCH = 4;
  private static final int OK = 200;
  private static final String HEAP = "512m";

  ExtraModelsMemory {
    requireNonNull(preset, "preset");
    requireNonNull(service, "service");
    requireNonNull(rounds, "rounds");
  }

  /** Why it cannot be measured here; nothing if it can. */
  static Optional<String> obstacle(Path service) {
    Path jar = service.resolve("quarkus-run.jar");
    return Files.isReadable(jar)
        ? Optional.empty()
        : Optional.of("there is no " + jar + "; benchmarks/run memory builds it");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    try (ImportCluster cluster = ImportCluster.withoutServices()) {
      StoredModels.promote(cluster, preset, List.of(PRIMARY, EXTRAS.get(0), EXTRAS.get(1)));
      RunningService inference = start(cluster);
      byte[] image = new ImageEncoder().jpeg(new Samples().image(640, 480), 90);
      try (Clients clients = new Clients(detect(inference, PRIMARY), image)) {
        AtomicInteger next = new AtomicInteger();
        MemoryRounds.Round round =
            () -> ask(detect(inference, EXTRAS.get(next.getAndIncrement() % 2)), image);
        rounds.run(round, () -> megabytes(inference.process(), round), figures);
        clients.failIfRefused();
      }
    }
  }

  private RunningService start(ImportCluster cluster) throws Exception {
    long one = DetectorMemory.bytes(Samples.architecture(preset), Parallelism.automatic(), BATCH);
    RunningService inference =
        cluster.startService(
            "inference",
            service,
            HEAP,
            List.of(
                "-Xms" + HEAP,
                "-XX:+AlwaysPreTouch",
                "-Dboxstream.model=" + PRIMARY,
                "-Dboxstream.inference.models=" + String.join(",", EXTRAS),
                "-Dboxstream.inference.models-memory=" + one * 5 / 2,
                "-Dboxstream.inference.batches.maximum=" + BATCH));
    while (status(inference.address().resolve("/q/health/ready")) != OK) {
      if (!inference.process().isAlive()) {
        throw new IllegalStateException("inference-service has ended");
      }
      Thread.sleep(200);
    }
    return inference;
  }

  private static int status(URI address) throws IOException {
    return ((HttpURLConnection) address.toURL().openConnection()).getResponseCode();
  }

  private static URI detect(RunningService inference, String model) {
    return inference.address().resolve("/v1/models/" + model + "/detect");
  }

  /**
   * Without buffers that only a collection frees: they stay in the C library's heap until it is
   * trimmed, as at the close of a model.
   */
  private static double megabytes(ServerProcess service, MemoryRounds.Round round)
      throws Exception {
    service.collectGarbage();
    round.run();
    service.collectGarbage();
    round.run();
    return service.residentMegabytes();
  }

  /** Has an image answered. */
  private static void ask(URI address, byte[] image) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "image/jpeg");
    connection.setDoOutput(true);
    connection.getOutputStream().write(image);
    if (connection.getResponseCode() != OK) {
      throw new IllegalStateException(address + " answered " + connection.getResponseCode());
    }
    try (InputStream answer = connection.getInputStream()) {
      answer.readAllBytes();
    }
  }

  /** Ask for the primary model again and again. */
  private static final class Clients implements AutoCloseable {
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final List<CompletableFuture<Void>> all = new ArrayList<>();

    Clients(URI address, byte[] image) {
      for (int client = 0; client < CLIENTS; client++) {
        all.add(CompletableFuture.runAsync(() -> askAgainAndAgain(address, image)));
      }
    }

    private void askAgainAndAgain(URI address, byte[] image) {
      while (!stopping.get()) {
        try {
          ask(address, image);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    void failIfRefused() {
      stopping.set(true);
      all.forEach(CompletableFuture::join);
    }

    @Override
    public void close() {
      stopping.set(true);
    }
  }
}
