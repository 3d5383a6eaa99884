package io.boxstream.images.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.images.ContentHash;
import io.boxstream.images.CrashedImageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FileCrashGuardTest {

  private static final String DEADLY = hash("deadly");
  private static final String INNOCENT = hash("innocent");
  private static final String OTHER = hash("other");

  @TempDir Path directory;
  private int deaths;

  @Test
  void aSignalThatKillsTheProcessLeavesItsImageBehind() throws Exception {
    // Given a process with two images in hand, of which one was put down
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + directory.resolve("error"),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                DiesWithAnImageInHand.class.getName(),
                directory.resolve("crashes").toString(),
                INNOCENT,
                DEADLY)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();

    // When it dies
    int status = process.waitFor();

    // Then
    assertThat(directory.resolve("error")).content().contains("SIGSEGV");
    assertThat(status).isNotZero();
    try (FileCrashGuard guard = FileCrashGuard.open(directory.resolve("crashes"))) {
      assertThat(guard.found()).containsExactly(DEADLY);
    }
  }

  @Test
  void whatWasInHandAtTwoDeathsIsRefused() {
    die(guard -> guard.take(DEADLY));
    die(guard -> guard.take(DEADLY));

    for (int start = 0; start < 2; start++) {
      try (FileCrashGuard guard = FileCrashGuard.open(current())) {
        assertThatThrownBy(() -> guard.take(DEADLY))
            .isInstanceOf(CrashedImageException.class)
            .hasMessageContaining("2 times")
            .hasMessageContaining(DEADLY);
        assertThat(guard.refused()).isOne();
        assertThat(guard.refusedImages()).containsExactly(DEADLY);
        assertThat(guard.suspected()).isZero();
        guard.take(INNOCENT).close();
      }
    }
  }

  @Test
  void aNeighbourOfOneDeathIsClearedWhenItIsReadAlone() {
    // Given two images in hand at a death
    die(
        guard -> {
          guard.take(DEADLY);
          guard.take(INNOCENT);
        });

    // When one of them is read, and the next process dies with the other
    die(
        guard -> {
          assertThat(guard.found()).containsExactlyInAnyOrder(DEADLY, INNOCENT);
          assertThat(guard.suspected()).isEqualTo(2);
          guard.take(INNOCENT).close();
          guard.take(DEADLY);
        });

    // Then
    try (FileCrashGuard guard = FileCrashGuard.open(current())) {
      assertThat(guard.refuses(DEADLY)).isTrue();
      assertThat(guard.refuses(INNOCENT)).isFalse();
      assertThat(guard.suspected()).isZero();
    }
  }

  @Test
  void aSuspectIsReadWithNothingElseInHand() throws Exception {
    die(guard -> guard.take(DEADLY));
    try (FileCrashGuard guard = FileCrashGuard.open(current())) {
      CrashGuard.InHand neighbour = guard.take(INNOCENT);

      // The suspect waits for its neighbour, and whoever comes later for the suspect
      CompletableFuture<CrashGuard.InHand> suspect = taking(guard, DEADLY);
      CompletableFuture<CrashGuard.InHand> later = taking(guard, OTHER);
      assertWaits(suspect);
      neighbour.close();
      CrashGuard.InHand alone = suspect.get();
      assertWaits(later);
      alone.close();
      later.get().close();

      assertThat(guard.suspected()).isZero();
    }
  }

  @Test
  void anOrderlyStopIsNoDeath() {
    try (FileCrashGuard guard = FileCrashGuard.open(directory)) {
      guard.take(INNOCENT);
    }

    try (FileCrashGuard guard = FileCrashGuard.open(directory)) {
      assertThat(guard.found()).isEmpty();
      assertThat(guard.suspected()).isZero();
    }
  }

  @Test
  void anImageThatWasClearedStartsAgainFromNothing() {
    die(guard -> guard.take(INNOCENT));
    die(
        guard -> {
          guard.take(INNOCENT).close();
          guard.take(INNOCENT);
        });

    try (FileCrashGuard guard = FileCrashGuard.open(current())) {
      assertThat(guard.refuses(INNOCENT)).isFalse();
    }
  }

  @Test
  void aLineThatIsRemovedAllowsAnImageAgain() throws IOException {
    die(guard -> guard.take(DEADLY));
    die(guard -> guard.take(DEADLY));
    FileCrashGuard.open(current()).close();
    Path file = current().resolve("1/crashes");
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).contains("2 " + DEADLY);

    Files.write(file, lines.stream().filter(line -> !line.contains(DEADLY)).toList());

    try (FileCrashGuard guard = FileCrashGuard.open(current())) {
      guard.take(DEADLY).close();
    }
  }

  @Test
  void processesThatShareADirectoryDoNotMistakeEachOtherForDead() {
    try (FileCrashGuard first = FileCrashGuard.open(directory)) {
      first.take(INNOCENT);

      try (FileCrashGuard second = FileCrashGuard.open(directory)) {
        assertThat(second.found()).isEmpty();
        second.take(INNOCENT).close();
      }
    }
  }

  @Test
  void moreImagesThanSlotsWaitForOne() throws Exception {
    try (FileCrashGuard guard = FileCrashGuard.open(directory)) {
      List<CrashGuard.InHand> held =
          IntStream.range(0, HandFile.SLOTS)
              .mapToObj(image -> guard.take(hash("image " + image)))
              .toList();

      CompletableFuture<CrashGuard.InHand> one = taking(guard, OTHER);
      assertWaits(one);
      held.get(7).close();

      one.get().close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "counted 999999999999999999999\n2 x\n", "\0\0\0", "2 2 2\ncounted"})
  void aDamagedFileIsReadAsFarAsItGoes(String content) throws IOException {
    Files.createDirectories(directory.resolve("1"));
    Files.writeString(directory.resolve("1/crashes"), content);

    try (FileCrashGuard guard = FileCrashGuard.open(directory)) {
      assertThat(guard.suspected()).isZero();
    }
  }

  /** Lets a process do something and die: what it wrote is what the next one finds. */
  private void die(Consumer<FileCrashGuard> work) {
    FileCrashGuard guard = FileCrashGuard.open(current());
    work.accept(guard);
    Path before = current();
    deaths++;
    copy(before, current());
    guard.close();
  }

  private Path current() {
    return directory.resolve("after-" + deaths + "-deaths");
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static CompletableFuture<CrashGuard.InHand> taking(FileCrashGuard guard, String hash) {
    CompletableFuture<CrashGuard.InHand> taken = new CompletableFuture<>();
    Thread thread = new Thread(() -> taken.complete(guard.take(hash)));
    thread.start();
    while (!taken.isDone() && thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return taken;
  }

  private static void assertWaits(CompletableFuture<CrashGuard.InHand> taken) {
    assertThat(taken).isNotDone();
  }

  private static String hash(String text) {
    return ContentHash.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
