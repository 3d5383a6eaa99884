package io.boxstream.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.events.RunState;
import io.boxstream.events.TrainingProgress;
import io.boxstream.events.consume.Backoff;
import io.boxstream.trainer.fake.FakeLog;
import io.boxstream.trainer.fake.TestRuns;
import io.boxstream.trainer.run.RunProgress;
import io.boxstream.trainer.run.StopSignal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressReporterTest {

  private final FakeLog log = new FakeLog();
  private final AtomicLong nanos = new AtomicLong();
  private final StopSignal shutdown = new StopSignal();
  private final ProgressReporter reporter =
      new ProgressReporter(
          log,
          new RetryPolicy(new Backoff(Duration.ofMillis(1), Duration.ofMillis(2))),
          5,
          Duration.ofSeconds(1),
          nanos::get);

  @AfterEach
  void close() {
    reporter.close();
  }

  @Test
  void reportsTheFirstStepAndThenEveryFew() {
    for (long step = 1; step <= 12; step++) {
      int before = reports();
      reporter.report(progress(step, RunState.RUNNING));
      boolean due = step == 1 || step == 6 || step == 11;
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> reports() == before + (due ? 1 : 0));
    }
  }

  @Test
  void reportsASlowStepWhenItIsDone() {
    reporter.report(progress(1, RunState.RUNNING));
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> reports() == 1);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    reporter.report(progress(2, RunState.RUNNING));

    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> reports() == 2);
  }

  @Test
  void doesNotHoldUpTrainingWhileTheBrokerIsAwayButInsistsOnTheEnd() {
    log.setAway(true);
    reporter.report(progress(1, RunState.RUNNING));
    Thread comesBack = new Thread(() -> log.setAway(false));
    comesBack.start();

    reporter.reportFinal(progress(2, RunState.COMPLETED), shutdown);

    assertThat(log.events(TrainingProgress.class))
        .last()
        .matches(last -> last.state() == RunState.COMPLETED);
  }

  @Test
  void givesUpTheEndOnlyForAShutdown() {
    log.setAway(true);
    shutdown.raise();

    assertThatThrownBy(() -> reporter.reportFinal(progress(2, RunState.COMPLETED), shutdown))
        .isInstanceOf(StopRequestedException.class);
  }

  private int reports() {
    return log.events(TrainingProgress.class).size();
  }

  private static TrainingProgress progress(long step, RunState state) {
    return RunProgress.at(0, 1, step, 20).toEvent(TestRuns.run("run", Map.of()), state, "");
  }
}
