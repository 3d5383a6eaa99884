package io.boxstream.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boxstream.local.NoAnswerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SupervisorTest {

  @TempDir private Path temporary;
  private Path noted;
  private final List<String> notices = new ArrayList<>();
  private final AtomicLong free = new AtomicLong(Long.MAX_VALUE);
  private Supervisor supervisor;

  @BeforeEach
  void makeSupervisor() {
    DiskSpace disk = new DiskSpace(Path.of("/state"), free::get);
    noted = temporary.resolve("processes");
    supervisor = new Supervisor(new OrphanedProcesses(noted), disk, notices::add);
  }

  @Test
  void stopsWhatItStartedLastFirst() throws IOException {
    // Given two groups, each process noting its end
    Path ends = temporary.resolve("ends");
    supervisor.start(List.of(untilStopped("first", ends)));
    supervisor.start(List.of(untilStopped("second", ends)));
    await().until(() -> ready("first") && ready("second"));

    // When
    supervisor.close();

    // Then
    assertThat(Files.readAllLines(ends)).containsExactly("second", "first");
    assertThat(noted).doesNotExist();
  }

  @Test
  void saysWhichProcessEndedAndWhereItsLogIs() {
    // Given
    supervisor.start(List.of(shell("trainer", "echo broken; exit 3")));

    // Then
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(supervisor::check)
                    .isInstanceOf(ChildEndedException.class)
                    .hasMessageContaining("trainer ended with exit code 3")
                    .hasMessageContaining("trainer.log"));
    assertThat(temporary.resolve("trainer.log")).hasContent("broken");
    supervisor.close();
  }

  @Test
  void goesOnWithoutWhatIsOptional() throws IOException {
    // Given
    Path ends = temporary.resolve("ends");
    supervisor.startOptional(List.of(shell("grafana", "echo gone >>" + ends + "; exit 1")));

    // Then
    await().untilAsserted(() -> assertThat(ends).exists());
    await().untilAsserted(() -> assertThat(Files.readAllLines(ends)).containsExactly("gone"));
    supervisor.check();
    supervisor.close();
  }

  @Test
  void startsAProcessAgainThatEnds() throws IOException {
    // Given
    Path starts = temporary.resolve("starts");
    supervisor.start(
        List.of(
            shell(
                "inference",
                "echo start >>%s; [ -e %s.second ] && exec sleep 60; touch %s.second; exit 137"
                    .formatted(starts, starts, starts))));
    supervisor.restartEnded();

    // When it has ended, and is looked after
    await()
        .untilAsserted(
            () -> {
              supervisor.check();
              assertThat(starts).exists();
              assertThat(Files.readAllLines(starts)).hasSize(2);
            });

    // Then
    supervisor.check();
    assertThat(notices).singleElement().asString().contains("inference ended with exit code 137");
    supervisor.close();
  }

  @Test
  void givesUpOnAProcessThatEndsTooOften() throws IOException {
    // Given
    Path starts = temporary.resolve("starts");
    supervisor.start(List.of(shell("evaluator", "echo start >>" + starts + "; exit 3")));
    supervisor.restartEnded();

    // Then
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(supervisor::check)
                    .isInstanceOf(ChildEndedException.class)
                    .hasMessageContaining("evaluator ended with exit code 3"));
    assertThat(Files.readAllLines(starts)).hasSize(1 + RestartLimit.MOST);
    supervisor.close();
  }

  @Test
  void namesTheDiskWhenAProcessEndsOnAFullOne() {
    // Given
    supervisor.start(List.of(shell("broker", "exit 1")));
    supervisor.restartEnded();
    free.set(1_234_567);

    // Then
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(supervisor::check)
                    .isInstanceOf(DiskFullException.class)
                    .hasMessageContaining("broker ended")
                    .hasMessageContaining("1234567 bytes")
                    .hasMessageContaining("the disk of /state")
                    .hasMessageContaining("start again with the same command")
                    .hasCauseInstanceOf(ChildEndedException.class));
    assertThat(notices).isEmpty();
    supervisor.close();
  }

  @Test
  void asksAServiceAgainThatDoesNotAnswer() {
    // Given
    AtomicLong questions = new AtomicLong();
    ConditionWaiter waiter = new ConditionWaiter(supervisor);

    // When
    String answer =
        waiter.await(
            "an answer",
            Duration.ofSeconds(50),
            () -> {
              if (questions.incrementAndGet() == 1) {
                throw new NoAnswerException("ingest did not answer", new IOException("refused"));
              }
              return Optional.of("yes");
            });

    // Then
    assertThat(answer).isEqualTo("yes");
  }

  @Test
  void givesUpWaitingWhenAProcessEnds() {
    // Given
    supervisor.start(List.of(shell("store", "exit 1")));
    ConditionWaiter waiter = new ConditionWaiter(supervisor);

    // Then
    assertThatThrownBy(
            () -> waiter.await("a model", Duration.ofSeconds(50), Optional::<String>empty))
        .isInstanceOf(ChildEndedException.class);
    supervisor.close();
  }

  @Test
  void saysWhatItWaitedForInVain() {
    ConditionWaiter waiter = new ConditionWaiter(supervisor);

    assertThatThrownBy(() -> waiter.await("a model", Duration.ofMillis(1), Optional::<String>empty))
        .hasMessageContaining("for a model");
  }

  @Test
  void endsWhatAKilledRunLeftBehind() {
    // Given a process that another launcher noted and did not stop
    supervisor.start(List.of(untilStopped("orphan", temporary.resolve("ends"))));
    await().until(() -> ready("orphan"));

    // When
    int ended = new OrphanedProcesses(noted).stopAll();

    // Then
    assertThat(ended).isEqualTo(1);
    assertThat(temporary.resolve("ends")).content().isEqualToIgnoringNewLines("orphan");
    assertThat(noted).doesNotExist();
    supervisor.close();
  }

  @Test
  void leavesAProcessAloneThatOnlyHasTheSameNumber() throws IOException {
    // Given
    long self = ProcessHandle.current().pid();
    Files.writeString(noted, self + " 2001-01-01T00:00:00Z\n");

    // Then
    assertThat(new OrphanedProcesses(noted).stopAll()).isZero();
  }

  @Test
  void endsATetheredProcessWhenItsParentIsGone() throws Exception {
    // Given a Java child whose parent does not hold its standard input any more
    List<String> command =
        JavaCommands.ofThisProcess()
            .run(
                64,
                List.of(),
                System.getProperty("java.class.path"),
                Sleeper.class.getName(),
                List.of());
    Process child = new ProcessBuilder(command).start();
    assertThat(child.inputReader().readLine()).isEqualTo("running");

    // When
    child.outputWriter().close();

    // Then
    assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isEqualTo(143);
  }

  @Test
  void tellsNewerJavasAboutNativeCodeAndOldOnesNot() {
    assertThat(new JavaCommands(Path.of("/jdk"), 17, "").versionOptions()).isEmpty();
    assertThat(new JavaCommands(Path.of("/jdk"), 25, "").versionOptions())
        .containsExactly(
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
  }

  @Test
  void choosesACollectorUnlessTheEnvironmentDoes() {
    assertThat(new JavaCommands(Path.of("/jdk"), 17, "-Xss1m").collector())
        .containsExactly("-XX:+UseParallelGC");
    assertThat(new JavaCommands(Path.of("/jdk"), 17, "-Xss1m -XX:+UseZGC").collector()).isEmpty();
  }

  private boolean ready(String name) throws IOException {
    Path log = temporary.resolve(name + ".log");
    return Files.exists(log) && Files.readString(log).contains("ready");
  }

  private ChildCommand untilStopped(String name, Path ends) {
    return shell(
        name,
        "trap 'echo %s >> %s; exit 0' TERM; echo ready; while :; do sleep 0.05; done"
            .formatted(name, ends));
  }

  private ChildCommand shell(String name, String script) {
    return new ChildCommand(
        name, List.of("/bin/sh", "-c", script), Map.of(), temporary.resolve(name + ".log"));
  }

  /** A main class that never ends by itself. */
  public static final class Sleeper {

    private Sleeper() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println("running");
      Thread.currentThread().join();
    }
  }
}
