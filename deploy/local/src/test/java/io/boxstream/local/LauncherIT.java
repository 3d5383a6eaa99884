package io.boxstream.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LauncherIT {

  private static final SampleSettings TINY = new SampleSettings(24, 6, 6, 11);

  @TempDir private Path temporary;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void trainsPromotesAndDetectsAlthoughServicesAreKilledAndGoesOnWhereItWas() throws Exception {
    assumeTrue(LocalCheckout.servicesAreBuilt(), "the services are not packaged: run mvn verify");

    // When services are killed while they are needed
    CompletableFuture<Integer> first = CompletableFuture.supplyAsync(this::launch);
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

    // When it is started again on the same state
    int second = launch();
    JsonNode again = summary();

    // Then nothing is imported or trained twice
    assertThat(second).as(text()).isZero();
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

  private int launch() {
    return launcher()
        .launch(
            "--once",
            "--state",
            temporary.resolve("state").toString(),
            "--output",
            temporary.resolve("output").toString(),
            "--epochs",
            "2",
            "--port-base",
            String.valueOf(LocalCheckout.freePortBase()));
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
