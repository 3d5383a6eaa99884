package io.boxstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.local.monitoring.MonitoringFiles;
import io.boxstream.local.sample.SampleSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The main job with all its processes, on a tiny sample. Needs the packaged services. */
@Tag("system")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class LauncherIT {

  private static final SampleSettings TINY = new SampleSettings(24, 6, 6, 11);

  @TempDir private Path temporary;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void trainsPromotesAndDetectsAlthoughServicesAreKilledAndIsWatchedWhenItGoesOn()
      throws Exception {
    assumeTrue(LocalCheckout.servicesAreBuilt(), "the services are not packaged: run mvn verify");

    JsonNode summary = doneAlthoughServicesAreKilled();
    goesOnAndIsWatched(summary);
  }

  private JsonNode doneAlthoughServicesAreKilled() throws Exception {
    // When services are killed while they are needed
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(() -> launch(LocalCheckout.freePortBase(), "--once"));
    kill("trainer-service", "train ", first);
    kill("evaluator-service", "evaluate ", first);

    // Then the job is done all the same
    assertThat(first.get()).as(text()).isZero();
    assertThat(text()).contains("trainer-service ended with exit code 137", "It was started again");
    JsonNode summary = summary();
    assertThat(summary.at("/images/accepted").asInt()).isEqualTo(36);
    assertThat(summary.at("/split/train").asInt()).isEqualTo(24);
    assertThat(summary.at("/split/test").asInt()).isEqualTo(6);
    assertThat(summary.at("/classes")).hasToString("[\"hat\",\"person\"]");
    assertThat(summary.at("/checkpoints").asInt()).isPositive();
    assertThat(summary.at("/promoted/generation").asInt()).isPositive();
    assertThat(summary.at("/heldOut/images").asInt()).isEqualTo(6);
    assertThat(summary.at("/detections").asInt()).isEqualTo(6);
    assertThat(drawn()).hasSize(6).allSatisfy(LauncherIT::isAnImage);
    return summary;
  }

  private void goesOnAndIsWatched(JsonNode summary) throws Exception {
    // When it is started again on the same state, to stay
    Files.delete(temporary.resolve("output/summary.json"));
    printed.reset();
    int base = LocalCheckout.freePortBase();
    boolean watched = MonitoringFiles.installed("prometheus");
    String[] dashboards = watched ? new String[] {"--dashboards"} : new String[0];
    Thread stays = new Thread(() -> launch(base, dashboards), "run");
    stays.start();
    try {
      await()
          .atMost(Duration.ofMinutes(5))
          .until(() -> !stays.isAlive() || text().contains("See and steer it in a browser: "));
      assertThat(stays.isAlive()).as(text()).isTrue();

      // Then
      assertThat(text().strip()).endsWith("http://127.0.0.1:" + (base + 10));
      assertThatNothingIsDoneTwice(summary);
      assumeTrue(watched, "Prometheus is not installed: on Debian it is the package prometheus");
      assertThat(text()).contains("panels     http://127.0.0.1:" + (base + 8));
      Path images = temporary.resolve("state/sample/JPEGImages");
      new WatchedRun(temporary.resolve("user"), images, base).assertThatAllIsSeen();
    } finally {
      stays.interrupt();
      stays.join();
    }
  }

  /** Nothing is imported or trained twice. */
  private void assertThatNothingIsDoneTwice(JsonNode summary) throws IOException {
    JsonNode again = summary();
    assertThat(again.at("/images/accepted").asInt()).isZero();
    assertThat(again.at("/images/duplicates").asInt()).isEqualTo(36);
    assertThat(again.at("/promoted")).isEqualTo(summary.at("/promoted"));
    assertThat(again.at("/heldOut/voc07")).isEqualTo(summary.at("/heldOut/voc07"));
  }

  @Test
  void saysInOneSentenceWhyItCannotStart() throws IOException {
    assumeTrue(LocalCheckout.servicesAreBuilt(), "the services are not packaged: run mvn verify");

    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int code =
          launcher()
              .launch(
                  "--once",
                  "--state",
                  temporary.resolve("state").toString(),
                  "--port-base",
                  String.valueOf(taken.getLocalPort() - 3));

      assertThat(code).isEqualTo(1);
      assertThat(temporary.resolve("state/processes")).doesNotExist();
    }
  }

  /** Kills a service as soon as a stage has begun. */
  private void kill(String service, String stage, CompletableFuture<Integer> run) {
    await()
        .atMost(Duration.ofMinutes(5))
        .until(() -> run.isDone() || text().lines().anyMatch(line -> line.startsWith(stage)));
    String folder = temporary.resolve("state/work").resolve(service).toString();
    List<ProcessHandle> found =
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().commandLine().orElse("").contains(folder))
            .toList();
    assertThat(found).as(text()).hasSize(1);
    found.get(0).destroyForcibly();
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private int launch(int base, String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--state",
                temporary.resolve("state").toString(),
                "--output",
                temporary.resolve("output").toString(),
                "--epochs",
                "2",
                "--port-base",
                String.valueOf(base)));
    arguments.addAll(List.of(options));
    return launcher().launch(arguments.toArray(String[]::new));
  }

  private Launcher launcher() {
    return new Launcher(
        new PrintStream(printed, true, StandardCharsets.UTF_8), LocalCheckout.INSTALLATION, TINY);
  }

  private JsonNode summary() throws IOException {
    Path file = temporary.resolve("output/summary.json");
    assertThat(file).as(text()).exists();
    return new ObjectMapper().readTree(file.toFile());
  }

  private List<Path> drawn() throws IOException {
    try (Stream<Path> files = Files.list(temporary.resolve("output/held-out"))) {
      return files.toList();
    }
  }

  private static void isAnImage(Path file) throws IOException {
    assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThanOrEqualTo(480);
  }
}
