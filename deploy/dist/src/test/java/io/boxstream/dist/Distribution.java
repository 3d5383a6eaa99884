package io.boxstream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The archive that the build made, unpacked.
 *
 * @param folder the only folder in it
 */
record Distribution(Path folder) {

  static final String VERSION = System.getProperty("version");

  /** Coreutils that the scripts may use; nothing else is on the PATH of a command under test. */
  private static final List<String> TOOLS = List.of("cat", "dirname", "readlink");

  /** Unpacks the archive into a folder that exists. */
  static Distribution unpack(Path into) throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder("tar", "-xzf", System.getProperty("archive"), "-C", into.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    return new Distribution(into.resolve("boxstream-" + VERSION));
  }

  /** Runs {@code bin/boxstream} with JAVA_HOME and coreutils, and no other program on its PATH. */
  Result run(Path workingFolder, String... arguments) throws IOException, InterruptedException {
    Path tools = Files.createDirectories(workingFolder.resolve("tools"));
    for (String tool : TOOLS) {
      Path link = tools.resolve(tool);
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, Path.of("/usr/bin").resolve(tool));
      }
    }
    ProcessBuilder builder = new ProcessBuilder(folder.resolve("bin/boxstream").toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("PATH", tools.toString());
    // The test trains for seconds: its network may score nothing and is promoted all the same.
    builder.environment().put("BOXSTREAM_EVALUATOR_POLICY_MINIMUM_FIRST_SCORE", "0");
    Process process = builder.directory(workingFolder.toFile()).redirectErrorStream(true).start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return new Result(process.waitFor(), printed);
  }

  String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  /** Every jar in it by its path, with its size. */
  SortedMap<String, Long> jars() throws IOException {
    SortedMap<String, Long> jars = new TreeMap<>();
    files().forEach((name, size) -> addJar(jars, name, size));
    return jars;
  }

  /** Every file in it by its path, with its size; links are not followed. */
  SortedMap<String, Long> files() throws IOException {
    SortedMap<String, Long> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .forEach(file -> found.put(folder.relativize(file).toString(), size(file)));
    }
    return found;
  }

  private static void addJar(SortedMap<String, Long> jars, String name, long size) {
    if (name.endsWith(".jar")) {
      jars.put(name, size);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a command did.
   *
   * @param code its exit code
   * @param printed its output, errors included
   */
  record Result(int code, String printed) {}
}
