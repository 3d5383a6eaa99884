package io.boxstream.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.RunState;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRequestsTest {
  @TempDir Path directory;
  private final RunRegistry registry = new RunRegistry();
  private RunRequests requests;

  @BeforeEach
  void open() {
    requests =
        new RunRequests(
            registry,
            new RunRequestStore(directory),
            new RunIdGenerator(Clock.systemUTC(), RandomGenerator.getDefault()),
            Clock.systemUTC(),
            overrides -> {});
  }

  @Test
  void aRunSaysWhoAskedForIt() {
    assertThat(requests.submit(RunOverrides.none(), Optional.of("anna")).requestedBy())
        .isEqualTo("anna");
    assertThat(requests.submit(RunOverrides.none(), Optional.empty()).requestedBy())
        .isEqualTo(RunRequest.BY_HAND);
  }

  @Test
  void aRunHasOneSignalUntilItHasEnded() {
    String id = requests.submit(RunOverrides.none(), Optional.empty()).id();
    StopSignal signal = requests.signal(id);

    assertThat(requests.signal(id)).isSameAs(signal);
    requests.ended(id);

    assertThat(requests.signal(id)).isNotSameAs(signal);
  }

  @Test
  void nothingIsKeptOfARunThatIsStoppedBeforeItBegan() {
    String id = requests.submit(RunOverrides.none(), Optional.empty()).id();
    StopSignal signal = requests.signal(id);

    RunStatus stopped = requests.stop(id);

    assertThat(stopped.state()).isEqualTo(RunState.STOPPED);
    assertThat(signal.isRaised()).isTrue();
    assertThat(requests.signal(id)).isNotSameAs(signal);
    assertThat(new RunRequestStore(directory).load()).isEmpty();
  }
}
