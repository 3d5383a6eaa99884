package io.boxstream.inference.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxstream.inference.TestImages;
import io.boxstream.testbed.OnTestbed;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients of the Open Inference Protocol that others wrote, unchanged: {@code mvn
 * -Pprotocol-clients test -pl inference-service -am}. Skipped where Python or its package
 * tritonclient is missing; the package kserve is tried where it is there.
 */
@Tag("protocol-clients")
@QuarkusTest
@WithTestResource(value = KafkaAndStore.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@OnTestbed
class ProtocolClientsIT {
  private static final String PYTHON = System.getenv().getOrDefault("BOXSTREAM_PYTHON", "python3");

  @TempDir Path folder;

  @TestHTTPResource("/")
  URI address;

  @BeforeEach
  void haveClients() throws InterruptedException {
    assumeTrue(
        python("-c", "import tritonclient.http") == 0,
        PYTHON
            + " or its package tritonclient is missing: pip install 'tritonclient[http]' kserve,"
            + " and set BOXSTREAM_PYTHON to the Python that has them");
  }

  @Test
  void theExampleOfTheDocumentationWorks() throws Exception {
    PromotedModel.serving();
    Files.write(folder.resolve("photo.jpg"), TestImages.jpeg(120, 80, 5));
    Path document = Path.of("docs", "serving.md");
    String text =
        Files.readString(Files.exists(document) ? document : Path.of("..").resolve(document));
    String example =
        Stream.of(text.split("```python\n"))
            .skip(1)
            .map(block -> block.substring(0, block.indexOf("```")))
            .filter(block -> block.contains("tritonclient"))
            .findFirst()
            .orElseThrow()
            .replace("127.0.0.1:8084", address.getHost() + ":" + address.getPort())
            .replace("\"threshold\": 0.5", "\"threshold\": 0.02");

    int status = python("-c", example);

    String output = Files.readString(folder.resolve("python.txt"));
    assertThat(status).as(output).isZero();
    assertThat(output).containsPattern("(hat|person) 0\\.\\d+ \\[");
  }

  @Test
  void getWhatDetectAnswers() throws Exception {
    int generation = PromotedModel.serving();
    Path image = Files.write(folder.resolve("image.png"), TestImages.png(120, 80, 5));
    Path script = folder.resolve("clients.py");
    try (var in = ProtocolClientsIT.class.getResourceAsStream("/protocol-clients/clients.py")) {
      Files.write(script, in.readAllBytes());
    }

    int status =
        python(
            script.toString(),
            address.getHost() + ":" + address.getPort(),
            image.toString(),
            String.valueOf(generation));

    String output = Files.readString(folder.resolve("python.txt"));
    System.out.println(output);
    assertThat(status).as(output).isZero();
    assertThat(output).contains("tritonclient ok");
  }

  private int python(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(List.of(arguments));
    try {
      Process python =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("python.txt").toFile())
              .start();
      assertThat(python.waitFor(5, TimeUnit.MINUTES)).as("ends").isTrue();
      return python.exitValue();
    } catch (IOException e) {
      return -1;
    }
  }
}
