package io.boxstream.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.boxstream.events.RunState;
import io.boxstream.events.TrainingProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Answers as trainer-service and evaluator-service do while a run trains for hours, without the
 * processors that training takes. The numbers of runs, checkpoints and evaluations stay the same,
 * as where old ones are removed. Thread-safe.
 */
final class StandInTrainer implements TrainingFeed, AutoCloseable {

  /** The run that trains. */
  static final String RUN = "20261130-000000-live";

  private static final int ENDED_RUNS = 20;
  private static final int CHECKPOINTS = 10;
  private static final int STEPS_PER_EPOCH = 30;
  private static final int EPOCHS = 1000;
  private static final String CHECKPOINT = "%s/%06d";

  private final HttpServer server;
  private final Instant began = Instant.now();
  private int step = CHECKPOINTS * STEPS_PER_EPOCH;

  private StandInTrainer(HttpServer server) {
    this.server = server;
  }

  static StandInTrainer start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    StandInTrainer trainer = new StandInTrainer(server);
    server.createContext("/", trainer::answer);
    server.start();
    return trainer;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public String run() {
    return RUN;
  }

  @Override
  public synchronized TrainingProgress next() {
    step++;
    return new TrainingProgress(
        RUN,
        RunState.RUNNING,
        epoch(),
        EPOCHS,
        step % STEPS_PER_EPOCH,
        STEPS_PER_EPOCH,
        step,
        (long) EPOCHS * STEPS_PER_EPOCH,
        Optional.of(crossEntropy()),
        Optional.of(crossEntropy() / 2),
        0.001,
        50 + step % 7,
        Optional.of((double) EPOCHS * STEPS_PER_EPOCH - step),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public synchronized Optional<Integer> endedEpoch() {
    return step % STEPS_PER_EPOCH == 0 ? Optional.of(epoch()) : Optional.empty();
  }

  /** The checkpoint at the end of an epoch. */
  static String checkpoint(int epoch) {
    return CHECKPOINT.formatted(RUN, epoch);
  }

  private int epoch() {
    return step / STEPS_PER_EPOCH;
  }

  private double crossEntropy() {
    return 0.5 + 4.0 / (1 + step / 300.0) + step % 11 / 50.0;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<String> body = body(exchange.getRequestURI().getPath());
      byte[] bytes = body.orElse("{\"title\":\"Not Found\",\"status\":404}").getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(body.isPresent() ? 200 : 404, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized Optional<String> body(String path) {
    return switch (path) {
      case "/q/health", "/q/health/ready" -> Optional.of("{\"status\":\"UP\",\"checks\":[]}");
      case "/v1/runs" -> Optional.of(runs());
      case "/v1/runs/" + RUN -> Optional.of(run(RUN, "RUNNING", EPOCHS, step));
      case "/v1/evaluations" -> Optional.of("{\"evaluations\":[" + evaluations() + "]}");
      default -> Optional.empty();
    };
  }

  private String runs() {
    List<String> runs = new ArrayList<>();
    runs.add(run(RUN, "RUNNING", EPOCHS, step));
    for (int number = ENDED_RUNS; number > 0; number--) {
      runs.add(run("20261129-%06d-done".formatted(number), "COMPLETED", 40, 40 * STEPS_PER_EPOCH));
    }
    return "[" + String.join(",", runs) + "]";
  }

  private String run(String id, String state, int epochs, int steps) {
    return """
        {"id":"%s","state":"%s","requestedAt":"%s","requestedBy":"hand","recipe":"quick",
         "preset":"boxstream_300_lite0","batch":16,"seed":1,"epoch":%d,"epochs":%d,"step":%d,"steps":%d,
         "losses":{"crossEntropy":%s,"smoothL1":%s},"learningRate":0.001,"imagesPerSecond":50,
         "etaSeconds":%d,"checkpoints":[%s],"snapshot":{"hash":"%s","train":2000,"val":200,"test":200,
         "classes":["hat"]},"warnings":[],"detail":""}
        """
        .formatted(
            id,
            state,
            began,
            steps / STEPS_PER_EPOCH,
            epochs,
            steps,
            epochs * STEPS_PER_EPOCH,
            crossEntropy(),
            crossEntropy() / 2,
            epochs * STEPS_PER_EPOCH - steps,
            id.equals(RUN) ? checkpoints() : "",
            "0".repeat(64));
  }

  private String checkpoints() {
    return latest()
        .mapToObj(
            epoch ->
                "{\"id\":\"%s\",\"epoch\":%d,\"step\":%d,\"losses\":{\"crossEntropy\":1,\"smoothL1\":1}}"
                    .formatted(checkpoint(epoch), epoch, epoch * STEPS_PER_EPOCH))
        .collect(Collectors.joining(","));
  }

  private String evaluations() {
    return latest()
        .mapToObj(
            epoch ->
                """
                {"checkpoint":"%s","run":"%s","epoch":%d,"model":"default","images":200,"voc07":%s,
                 "decision":{"promoted":false,"reason":"not better","decidedAt":"%s"}}
                """
                    .formatted(checkpoint(epoch), RUN, epoch, score(epoch), began))
        .collect(Collectors.joining(","));
  }

  static double score(int epoch) {
    return 0.5 + epoch % 10 / 100.0;
  }

  private IntStream latest() {
    return IntStream.rangeClosed(epoch() - CHECKPOINTS + 1, epoch());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
