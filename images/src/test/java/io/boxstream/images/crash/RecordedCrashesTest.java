package io.boxstream.images.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.images.ContentHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What processes of earlier commits wrote down before they died: {@code recorded/<date>-<commit>}
 * of the test resources has a folder of one that died with an image in hand, and knew another one
 * that had killed two processes.
 */
class RecordedCrashesTest {

  private static final Path RECORDED = Path.of("src/test/resources/recorded");
  private static final String DEADLY = hash("deadly");
  private static final String IN_HAND = hash("in hand");

  @TempDir Path directory;

  static List<Path> recordings() throws IOException {
    try (Stream<Path> folders = Files.list(RECORDED)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void knowsWhatWasInHandAndWhatHasKilled(Path recording) throws IOException {
    copy(recording, directory.resolve("crashes"));

    try (FileCrashGuard guard = FileCrashGuard.open(directory.resolve("crashes"))) {
      assertThat(guard.found()).containsExactly(IN_HAND);
      assertThat(guard.suspected()).isOne();
      assertThat(guard.refusedImages()).containsExactly(DEADLY);
    }
  }

  /** Writes what the other test reads, to the folder that the property names. */
  @Test
  @EnabledIfSystemProperty(named = "record", matches = ".+")
  void record() throws IOException {
    Path first = directory.resolve("1");
    Path second = directory.resolve("2");
    Path third = directory.resolve("3");
    die(first, DEADLY, second);
    die(second, DEADLY, third);
    die(third, IN_HAND, Path.of(System.getProperty("record")));
  }

  /** Copies what a process leaves that dies with an image in hand. */
  private static void die(Path of, String image, Path copy) throws IOException {
    try (FileCrashGuard guard = FileCrashGuard.open(of);
        CrashGuard.InHand inHand = guard.take(image)) {
      copy(of, copy);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static String hash(String text) {
    return ContentHash.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
