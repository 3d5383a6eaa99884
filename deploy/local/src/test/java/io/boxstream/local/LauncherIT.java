package io.boxstream.local;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.List;
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
  void trainsPromotesAndDetectsAndGoesOnWhereItWas() throws IOException {
    assumeTrue(LocalCheckout.servicesAreBuilt(), "the services are not packaged: run mvn verify");

    // When
    int first = launch();
    JsonNode summary = summary();

    // Then
    assertThat(first).as(printed.toString(StandardCharsets.UTF_8)).isZero();
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
    assertThat(second).as(printed.toString(StandardCharsets.UTF_8)).isZero();
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
    assertThat(file).as(printed.toString(StandardCharsets.UTF_8)).exists();
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
