package io.boxstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.EventPublisher;
import io.boxstream.events.KafkaEventPublisher;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.Topics;
import io.boxstream.local.monitoring.MeterTable;
import io.boxstream.local.monitoring.MonitoringFiles;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A main job that stays and is watched by a real Prometheus. */
final class WatchedRun {

  /** All panels are some hundred queries. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(4);

  /** The services' ports after the base, and the sections of docs/metrics.md they show. */
  private static final Map<Integer, String[]> SECTIONS =
      Map.of(
          1, new String[] {"Every service", "Ingest"},
          2, new String[] {"Every service", "Trainer and evaluator", "Trainer"},
          3, new String[] {"Every service", "Trainer and evaluator", "Evaluator"},
          4, new String[] {"Every service", "Inference"},
          10, new String[] {"Console"});

  private final Path folder;
  private final Path images;
  private final int base;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Instant began = Instant.now();

  /**
   * @param folder for files of its own
   * @param images to detect in
   * @param base the port before that of ingest-service
   */
  WatchedRun(Path folder, Path images, int base) {
    this.folder = folder;
    this.images = images;
    this.base = base;
  }

  /** Every meter is in the document, every panel has data, and the console reads the alerts. */
  void assertThatAllIsSeen() throws IOException, InterruptedException {
    SECTIONS.forEach(
        (offset, sections) ->
            assertThat(MeterTable.shown(get(base + offset, "/q/metrics")))
                .as("meters of " + sections[sections.length - 1])
                .isEqualTo(MeterTable.documented(sections)));
    workWhileItIsWatched();
    await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(BETWEEN_LOOKS)
        .untilAsserted(() -> assertThat(empty()).isEmpty());
    assertThat(rulesThatFail()).isEmpty();
    assertThat(json(get(base + 10, "/api/overview")).at("/alerts/away").asBoolean(true))
        .as("the console reads the alerts of Prometheus")
        .isFalse();
    assertThat(get(base + 8, "/user/panels.html")).contains("Boxstream");
  }

  /** What the job does may be over between two looks of Prometheus: then nothing has a rate. */
  private void workWhileItIsWatched() throws IOException, InterruptedException {
    await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () ->
                hasData("boxstream_trainer_step_seconds_count")
                    && hasData("boxstream_evaluator_evaluation_seconds_count")
                    && hasData("boxstream_inference_model_load_seconds_count"));
    CommandLineWork commandLine = new CommandLineWork(folder, base);
    commandLine.look();
    commandLine.sendImages();
    commandLine.listImages();
    commandLine.export();
    upload("not an image");
    request();
    int before = checkpoints().size();
    commandLine.train(12);
    commandLine.detect();
    await().atMost(Duration.ofMinutes(5)).until(() -> checkpoints().size() > before);
    commandLine.promoteAndRollBack(oldestBesideTheChampion());
  }

  /** The policy may promote the latest one at this moment. */
  private String oldestBesideTheChampion() {
    List<String> promoted =
        json(get(base + 3, "/v1/models/detector/promotions")).findValuesAsText("checkpoint");
    String champion = promoted.get(promoted.size() - 1);
    List<String> others = checkpoints().stream().filter(id -> !id.equals(champion)).toList();
    return others.get(others.size() - 1);
  }

  /** The checkpoints that were scored, newest first. */
  private List<String> checkpoints() {
    return json(get(base + 3, "/v1/evaluations")).findValuesAsText("checkpoint");
  }

  /** The import may be over between two looks. */
  private void upload(String text) throws IOException, InterruptedException {
    String part = "--part\r\nContent-Disposition: form-data; name=";
    String body =
        part
            + "\"image\"; filename=\"a.jpg\"\r\n\r\n"
            + text
            + "\r\n"
            + part
            + "\"annotation\"\r\n\r\n{\"boxes\":[]}\r\n--part--\r\n";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + (base + 1) + "/v1/images"))
            .header("Content-Type", "multipart/form-data; boundary=part")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(422);
  }

  /** The held-out images may be answered between two looks, too. */
  private void request() throws IOException {
    KafkaSettings broker = KafkaSettings.of("127.0.0.1:" + (base + 5));
    try (EventPublisher publisher = KafkaEventPublisher.connect(broker, "watched-run");
        Stream<Path> files = Files.list(images)) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              Topics.DETECTION_REQUESTS,
              "watched".getBytes(StandardCharsets.UTF_8),
              Files.readAllBytes(files.findFirst().orElseThrow()));
      record.headers().add("content-type", "image/jpeg".getBytes(StandardCharsets.UTF_8));
      publisher.sendAndWait(record);
    }
  }

  /** The panels that Prometheus has no figure for. */
  private List<String> empty() {
    List<String> empty = new ArrayList<>();
    MonitoringFiles.dashboards()
        .forEach(
            (file, dashboard) -> {
              for (JsonNode panel : MonitoringFiles.panels(dashboard)) {
                for (JsonNode target : panel.path("targets")) {
                  if (!hasData(target.path("expr").asText())) {
                    empty.add(file + ": " + panel.path("title").asText() + ": " + target);
                  }
                }
              }
            });
    return empty;
  }

  /** Whether a query has a number at any time since the run began. */
  private boolean hasData(String expression) {
    String query = expression.replace("$__rate_interval", "1m");
    JsonNode answer =
        json(
            get(
                base + 8,
                String.format(
                    Locale.ROOT,
                    "/api/v1/query_range?query=%s&start=%d&end=%d&step=5",
                    URLEncoder.encode(query, StandardCharsets.UTF_8),
                    began.getEpochSecond(),
                    Instant.now().getEpochSecond())));
    for (JsonNode series : answer.at("/data/result")) {
      for (JsonNode value : series.path("values")) {
        if (!value.get(1).asText().matches("NaN|[+-]Inf")) {
          return true;
        }
      }
    }
    return false;
  }

  private List<String> rulesThatFail() {
    List<String> failing = new ArrayList<>();
    json(get(base + 8, "/api/v1/rules"))
        .findParents("health")
        .forEach(
            rule -> {
              if (!rule.path("health").asText().equals("ok")) {
                failing.add(rule.toString());
              }
            });
    return failing;
  }

  private String get(int port, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Accept", "text/plain, application/json;q=0.9, */*;q=0.8")
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new AssertionError("no answer from " + request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }
}
