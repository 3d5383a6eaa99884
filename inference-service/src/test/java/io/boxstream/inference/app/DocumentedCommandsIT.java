package io.boxstream.inference.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.images.ImageFormat;
import io.boxstream.inference.TestImages;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/serving.md that detect, as they are written there. Skipped without curl. */
@QuarkusTest
@WithTestResource(KafkaAndStore.class)
class DocumentedCommandsIT {
  private static final Path DOCUMENT = Path.of("docs", "serving.md");
  private static final String ADDRESS = "127.0.0.1:8084";

  /** The service of the test has one model. */
  private static final String OTHER_MODEL = "hats";

  private static final String PRIMARY_MODEL = "detector";

  @TempDir Path folder;

  @TestHTTPResource("/")
  URI address;

  @BeforeEach
  void serve() {
    PromotedModel.serving();
  }

  @Test
  void curlGetsAnswers() throws Exception {
    assumeTrue(run("curl --version") == 0, "there is no curl");
    Files.write(folder.resolve("photo.jpg"), TestImages.jpeg(120, 80, 5));
    Files.writeString(folder.resolve("notes.txt"), "no image");
    Files.writeString(folder.resolve(".curlrc"), "fail\nsilent\nshow-error\n");

    List<String> commands =
        lines().stream()
            .filter(line -> line.startsWith("    curl ") && line.contains(ADDRESS))
            .filter(line -> line.contains("/detect") || line.contains("/v2"))
            .map(line -> line.replace(ADDRESS, address.getHost() + ":" + address.getPort()).strip())
            .map(line -> line.replace(OTHER_MODEL, PRIMARY_MODEL))
            .toList();

    assertThat(commands).hasSizeGreaterThanOrEqualTo(5);
    for (String command : commands) {
      assertThat(run(command)).as("%s: %s", command, output()).isZero();
      if (command.contains("drawn.jpg")) {
        assertThat(ImageFormat.of(Files.readAllBytes(folder.resolve("drawn.jpg"))))
            .contains(ImageFormat.JPEG);
      } else {
        assertThat(new ObjectMapper().readTree(output()).isContainerNode()).isTrue();
      }
    }
  }

  private int run(String command) throws IOException, InterruptedException {
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", command).directory(folder.toFile());
    shell.environment().put("CURL_HOME", folder.toString());
    Process process =
        shell.redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile()).start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ends").isTrue();
    return process.exitValue();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"), UTF_8);
  }

  /** Tests run in the folder of their module, or in that of the checkout. */
  private static List<String> lines() throws IOException {
    return Files.readAllLines(Files.exists(DOCUMENT) ? DOCUMENT : Path.of("..").resolve(DOCUMENT));
  }
}
