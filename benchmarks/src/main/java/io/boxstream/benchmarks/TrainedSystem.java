package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.boxstream.benchmarks.ImportArchive.Labels;
import io.boxstream.events.RunState;
import io.boxstream.events.TrainingProgress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A system whose services have worked: images, a run of seconds, and a model that is served. Its
 * run reports again and again that it has ended, so that pages have events of a run that the
 * trainer knows, and no processor is taken by training.
 */
final class TrainedSystem implements TrainingFeed {

  private static final ImportArchive ARCHIVE = new ImportArchive(160, 120, 8_000, true, Labels.VOC);
  private static final int IMAGES = 200;
  private static final int STEPS = 40;
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final String RUN =
      "{\"recipe\": \"quick\", \"preset\": \"boxstream_300_compact\", \"epochs\": 2, \"batch\": 10}";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final String run;

  private TrainedSystem(String run) {
    this.run = requireNonNull(run, "run");
  }

  /** Imports, trains, and waits until inference-service has the model. */
  static TrainedSystem of(ConsoleCluster cluster) throws Exception {
    Path zip = cluster.imports().directory().resolve("archive.zip");
    ARCHIVE.write(zip, IMAGES, 0);
    ImportRate.awaitDone(ImportRate.send(cluster.imports(), zip), IMAGES);
    URI trainer = cluster.services().get("trainer").address();
    await(trainer.resolve("/q/health/ready"), answer -> answer.statusCode() == 200);
    HttpResponse<String> asked =
        CLIENT.send(
            HttpRequest.newBuilder(trainer.resolve("/v1/runs"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(RUN))
                .build(),
            BodyHandlers.ofString());
    String run = JsonIds.first(asked.body());
    await(trainer.resolve("/v1/runs/" + run), answer -> isCompleted(answer.body()));
    URI inference = cluster.services().get("inference").address();
    await(inference.resolve("/q/health/ready"), answer -> answer.statusCode() == 200);
    return new TrainedSystem(run);
  }

  private static boolean isCompleted(String status) {
    if (status.contains("\"state\":\"FAILED\"")) {
      throw new IllegalStateException("the run has failed: " + status);
    }
    return status.contains("\"state\":\"COMPLETED\"");
  }

  private static void await(URI address, Predicate<HttpResponse<String>> condition)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).build();
    long end = System.nanoTime() + LONGEST.toNanos();
    HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
    while (!condition.test(answer)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(address + " still answers " + answer.body());
      }
      Thread.sleep(200);
      answer = CLIENT.send(request, BodyHandlers.ofString());
    }
  }

  @Override
  public String run() {
    return run;
  }

  @Override
  public TrainingProgress next() {
    return new TrainingProgress(
        run,
        RunState.COMPLETED,
        2,
        2,
        STEPS / 2,
        STEPS / 2,
        STEPS,
        STEPS,
        Optional.of(1.0),
        Optional.of(1.0),
        0.001,
        50,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public Optional<Integer> endedEpoch() {
    return Optional.empty();
  }
}
