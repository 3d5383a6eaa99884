package io.boxstream.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SupervisorTest {

  @TempDir private Path temporary;
  private Path noted;
  private Supervisor supervisor;

  @BeforeEach
  void makeSupervisor() {
    noted = temporary.resolve("processes");
    supervisor = new Supervisor(new OrphanedProcesses(noted));
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
    assertThat(new JavaCommands(Path.of("/jdk"), 17).versionOptions()).isEmpty();
    assertThat(new JavaCommands(Path.of("/jdk"), 25).versionOptions())
        .containsExactly(
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
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
