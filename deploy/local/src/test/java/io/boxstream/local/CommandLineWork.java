package io.boxstream.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.cli.client.Service;
import io.boxstream.cli.client.Time;
import io.boxstream.cli.command.Boxstream;
import io.boxstream.cli.command.Host;
import io.boxstream.cli.command.Interruption;
import io.boxstream.cli.output.Console;
import io.boxstream.local.sample.SampleDataSet;
import io.boxstream.local.sample.SampleSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The command line at work with services that run, as a user has it. */
final class CommandLineWork {

  private static final SampleSettings MORE = new SampleSettings(2, 1, 1, 47);

  private final Path folder;
  private final Map<String, String> variables = new HashMap<>();

  /**
   * @param folder for its files
   * @param base the port before that of ingest-service
   */
  CommandLineWork(Path folder, int base) throws IOException {
    this.folder = Files.createDirectories(folder);
    variables.put("HOME", folder.toString());
    for (Service service : Service.values()) {
      variables.put(service.variable(), "http://127.0.0.1:" + (base + 1 + service.ordinal()));
    }
  }

  /** Sends images in each way, and sends them again. */
  void sendImages() throws IOException {
    Path images = folder.resolve("more");
    new SampleDataSet(MORE).write(images);

    JsonNode imported = document(run(0, "import", "--json", images.toString()));
    assertThat(imported.at("/import/images/accepted").asInt()).isEqualTo(4);
    assertThat(run(0, "import", images.toString()))
        .contains("4 of 4 images: 0 accepted, 0 rejected, 4 duplicates");
    assertThat(run(0, "import", "--resume", imported.at("/import/id").asText()))
        .contains("4 accepted");
    assertThat(run(0, "watch", "--once", "--every", "1", images.toString()))
        .contains("0 accepted, 0 rejected, 4 duplicates");
    Path text = Files.writeString(folder.resolve("text.zip"), "no archive");
    assertThat(run(4, "import", text.toString())).contains("ingest-service: Unprocessable Content");
  }

  /** Looks at everything. */
  void look() throws IOException {
    assertThat(run(0, "status").lines())
        .hasSize(5)
        .allMatch(line -> line.startsWith("SERVICE") || line.contains("  up  "))
        .anyMatch(line -> line.contains("champion "))
        .anyMatch(line -> line.contains("serves "));
    assertThat(document(run(0, "status", "--json")).at("/inference/model/classes"))
        .hasToString("[\"hat\",\"person\"]");
    String run = document(run(0, "runs", "--json")).get(0).path("id").asText();
    assertThat(run(0, "runs", "--follow", run)).contains("is completed");
    assertThat(run(0, "runs", run)).contains(run + "-");
  }

  /** Lists the images that {@link #sendImages} has sent. */
  void listImages() throws IOException {
    String newest = run(0, "images", "--json", "--limit", "1");
    String id = document(newest).path("id").asText();
    assertThat(run(0, "images", id)).contains(id, "LABEL");
    assertThat(run(0, "images", "--class", "hat", "--limit", "3").lines()).hasSize(4);
    assertThat(document(run(0, "status", "--json")).at("/ingest/images").asInt())
        .isEqualTo(document(run(0, "images", "--statistics", "--json")).path("images").asInt())
        .isGreaterThanOrEqualTo(40);
    assertThat(run(4, "images", "0")).contains("not-found");
  }

  /** Takes a split out and sends it in again: there is nothing new in it. */
  void export() throws IOException {
    Path archive = folder.resolve("test.zip");
    run(0, "export", "--format", "coco", "--split", "test", "--output", archive.toString());

    JsonNode imported = document(run(0, "import", "--json", archive.toString())).path("import");

    assertThat(imported.at("/images/duplicates").asInt()).isGreaterThanOrEqualTo(7);
    assertThat(imported.at("/images/duplicates")).isEqualTo(imported.at("/images/total"));
  }

  /** Detects in an image that was sent before. */
  void detect() throws IOException {
    Path drawn = folder.resolve("drawn");
    Path image = folder.resolve("more/JPEGImages").resolve(firstImage());

    String printed =
        run(
            0,
            "detect",
            "--json",
            "--threshold",
            "0.01",
            "--draw",
            drawn.toString(),
            image.toString());

    assertThat(document(printed).at("/detection/image/width").asInt()).isPositive();
    assertThat(drawn).isDirectoryContaining("glob:**-detected.jpg");
  }

  /** Asks for a run. */
  void train(int epochs) {
    assertThat(run(0, "train", "--epochs", String.valueOf(epochs))).contains("is queued");
  }

  /** Promotes a checkpoint and takes that back. The policy may promote at the same time. */
  void promoteAndRollBack(String checkpoint) {
    assertThat(run(0, "promote", checkpoint, "--reason", "a swap to be seen")).contains(checkpoint);
    assertThat(run(0, "rollback")).contains("champion of detector is now");
    assertThat(run(4, "promote", checkpoint.replaceFirst("\\d{6}$", "999999")))
        .contains("unknown-checkpoint");
  }

  private String firstImage() throws IOException {
    try (var files = Files.list(folder.resolve("more/JPEGImages"))) {
      return files.findFirst().orElseThrow().getFileName().toString();
    }
  }

  /** Runs a command and returns what it printed; messages come first. */
  private String run(int code, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = new Console(stream(out), stream(err), OptionalInt.empty());
    Host host = new Host(console, variables, "ada", Time.SYSTEM, new Interruption(console));
    int ended = Boxstream.run(host, arguments);
    String messages = err.toString(StandardCharsets.UTF_8);
    String results = out.toString(StandardCharsets.UTF_8);
    assertThat(ended)
        .as("%s: %s%s", String.join(" ", arguments), messages, results)
        .isEqualTo(code);
    return code == 0 ? results : messages + results;
  }

  private static JsonNode document(String printed) throws IOException {
    return new ObjectMapper().readTree(printed);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
