package io.boxstream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.dist.Distribution.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as a user gets it: unpacked to a folder with a space in its name. */
@Tag("system")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class DistributionIT {

  private static final int PORTS = 10;

  /** A port that only the machine's administrator may use, and nobody does. */
  private static final String NOWHERE = "http://127.0.0.1:1";

  /** A line of the notices: group, artifact, version. */
  private static final Pattern NOTICE = Pattern.compile("(?m)^  ([^ :]+):([^ :]+):([^ :]+)$");

  @TempDir private static Path temporary;
  @TempDir private Path folder;
  private static Distribution distribution;

  @BeforeAll
  static void unpack() throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("a folder"));
    distribution = Distribution.unpack(folder);
  }

  @Test
  void saysWhichVersionAndCommitItIs() throws Exception {
    Result result = distribution.run(folder, "--version");

    assertThat(result.code()).isZero();
    assertThat(result.printed())
        .matches(
            "boxstream " + Pattern.quote(Distribution.VERSION) + " \\(([0-9a-f]{40}|unknown)\\)");
  }

  @Test
  void explainsItsCommands() throws Exception {
    assertThat(distribution.run(folder, "--help").printed())
        .contains("  run  ", "  kafka  ", "  sample  ", "  import  ", "  status  ");
    assertThat(distribution.run(folder, "run", "--help").printed())
        .contains("Usage: bin/boxstream run", folder + "/boxstream-state", "bin/boxstream kafka");
    assertThat(distribution.run(folder, "sample", "--help").printed())
        .contains("Usage: bin/boxstream sample");
    assertThat(distribution.run(folder, "kafka").printed())
        .contains("Usage: bin/boxstream kafka TOOL");
    assertThat(distribution.run(folder, "rum").code()).isEqualTo(2);
  }

  @Test
  void hasTheCommandLine() throws Exception {
    Result sent = distribution.run(folder, "import", "--ingest", NOWHERE, "--timeout", "0", ".");
    assertThat(sent.code()).as(sent.printed()).isEqualTo(3);
    assertThat(sent.printed()).contains("no ingest-service at " + NOWHERE, "`boxstream run`");
    assertThat(distribution.run(folder, "completion", "bash").printed())
        .contains("complete -F _complete_boxstream");
  }

  @Test
  void doesTheMainJobAndWritesOnlyToTheCurrentFolder() throws Exception {
    Path here = Files.createDirectory(folder.resolve("my data"));
    Map<String, Long> before = distribution.files();
    Result sample =
        distribution.run(here, "sample", "images", "--train", "16", "--val", "4", "--test", "4");
    assertThat(sample.code()).as(sample.printed()).isZero();

    // When
    JsonNode summary = doneOnce(here);

    // Then
    assertThat(summary.at("/images/accepted").asInt()).isEqualTo(24);
    assertThat(summary.at("/promoted/generation").asInt()).isPositive();
    assertThat(summary.at("/detections").asInt()).isEqualTo(4);
    assertThat(here.resolve("boxstream-output/held-out")).isDirectoryContaining("glob:**.jpg");
    assertThat(here.resolve("boxstream-state/logs/broker.log")).exists();
    assertThat(distribution.files()).isEqualTo(before);

    // When it runs again on what is done
    JsonNode again = doneOnce(here);

    // Then
    assertThat(again.at("/images/duplicates").asInt()).isEqualTo(24);
    assertThat(again.at("/promoted")).isEqualTo(summary.at("/promoted"));
  }

  /** The main job, to its end; returns its summary. */
  private static JsonNode doneOnce(Path here) throws Exception {
    Path summary = here.resolve("boxstream-output/summary.json");
    Files.deleteIfExists(summary);
    Result run =
        distribution.run(
            here,
            "run",
            "--once",
            "--data",
            "images",
            "--epochs",
            "1",
            "--port-base",
            String.valueOf(freePortBase()));
    assertThat(run.code()).as(run.printed()).isZero();
    return json(Files.readString(summary));
  }

  @Test
  void hasEveryLibraryOnce() throws IOException {
    Set<String> names = distribution.jars().keySet();

    assertThat(names.stream().map(name -> name.substring(name.lastIndexOf('/') + 1)).toList())
        .filteredOn(name -> name.matches(".*-\\d.*"))
        .doesNotHaveDuplicates();
    assertThat(names)
        .filteredOn(name -> name.startsWith("services/"))
        .allMatch(name -> !name.contains("/lib/"));
    assertThat(names).anyMatch(name -> name.contains("mxnet-native"));
  }

  @Test
  void namesEveryLibraryAndItsLicenceInTheNotices() throws IOException {
    Set<String> named =
        NOTICE
            .matcher(distribution.read("NOTICE"))
            .results()
            .map(line -> line.group(1) + "." + line.group(2) + "-" + line.group(3))
            .collect(Collectors.toSet());

    assertThat(libraries())
        .isNotEmpty()
        .allMatch(library -> named.stream().anyMatch(library::startsWith), "is in NOTICE");
  }

  @Test
  void namesEveryFileOfWeightsInTheNotices() throws IOException {
    List<String> weights = new ArrayList<>();
    for (String name : distribution.jars().keySet()) {
      try (ZipFile jar = new ZipFile(distribution.folder().resolve(name).toFile())) {
        jar.stream()
            .map(ZipEntry::getName)
            .filter(entry -> entry.endsWith(".safetensors"))
            .map(entry -> entry.substring(entry.lastIndexOf('/') + 1))
            .forEach(weights::add);
      }
    }

    assertThat(weights).contains("efficientnet_lite0.safetensors");
    assertThat(distribution.read("NOTICE")).contains(weights);
  }

  @Test
  void hasTheNoticesThatWereReviewed() throws IOException {
    Path reviewed = Path.of(System.getProperty("checkout"), "NOTICE");

    assertThat(distribution.read("NOTICE"))
        .as("copy deploy/dist/target/NOTICE to NOTICE and review the difference")
        .isEqualTo(Files.readString(reviewed));
  }

  @Test
  void hasABillOfMaterialsOfEveryLibrary() throws IOException {
    JsonNode bill = json(distribution.read("boxstream.cdx.json"));
    Set<String> listed = new TreeSet<>();
    bill.path("components")
        .forEach(
            one ->
                listed.add(
                    one.path("group").asText()
                        + "."
                        + one.path("name").asText()
                        + "-"
                        + one.path("version").asText()));

    assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(bill.at("/metadata/component/version").asText()).isEqualTo(Distribution.VERSION);
    assertThat(libraries())
        .allMatch(library -> listed.stream().anyMatch(library::startsWith), "is in the bill");
  }

  @Test
  void bringsTheDocuments() {
    assertThat(
            Stream.of(
                "LICENSE",
                "README.md",
                "CHANGELOG.md",
                "SECURITY.md",
                "docs/operations.md",
                "deploy/monitoring/prometheus.yml",
                "schemas/asyncapi.yaml"))
        .allMatch(name -> Files.isRegularFile(distribution.folder().resolve(name)));
  }

  /** The jars of others, as their file names: group, artifact and version. */
  private static List<String> libraries() throws IOException {
    return distribution.jars().keySet().stream()
        .filter(name -> name.startsWith("lib/main/") || name.startsWith("lib/boot/"))
        .map(name -> name.substring("lib/main/".length()))
        .filter(name -> !name.startsWith("io.boxstream."))
        .toList();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private static int freePortBase() {
    return IntStream.iterate(
            30_000 + (int) (ProcessHandle.current().pid() % 2000), base -> base + PORTS + 1)
        .filter(
            base ->
                IntStream.rangeClosed(1, PORTS)
                    .allMatch(offset -> DistributionIT.isFree(base + offset)))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
