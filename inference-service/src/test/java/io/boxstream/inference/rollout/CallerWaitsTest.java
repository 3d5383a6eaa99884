package io.boxstream.inference.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.rollout.Waits;
import io.boxstream.inference.model.FakeDetector;
import io.boxstream.inference.rollout.WaitPairs.Side;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.DeadlineExceededException;
import io.boxstream.inference.serve.EngineFailedException;
import io.boxstream.inference.serve.RequestSource;
import io.boxstream.inference.serve.Timings;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CallerWaitsTest {
  private static final long MILLI = 1_000_000;
  private static final Answer ANSWER =
      new Answer(8, 8, List.of(), FakeDetector.model(1).identity(), new Timings(0, 0, 1, 1));

  private long now;
  private final CallerWaits waits = new CallerWaits(1.5, new SplittableRandom(3), () -> now);

  @Test
  void whatComesByTopicIsNoPartnerOfWhatComesByHttp() {
    for (int request = 0; request < 20; request++) {
      answered(RequestSource.HTTP, Side.CHAMPION, 10);
      answered(RequestSource.TOPIC, Side.CHALLENGER, 10);
    }
    assertThat(waits.counted().http().pairs()).isZero();
    assertThat(waits.counted().topic().pairs()).isZero();

    for (int request = 0; request < 20; request++) {
      answered(RequestSource.HTTP, Side.CHALLENGER, 30);
      answered(RequestSource.HTTP, Side.CHAMPION, 10);
    }

    Waits counted = waits.counted();
    assertThat(counted.http().pairs()).isGreaterThanOrEqualTo(10);
    assertThat(counted.http().challengerTail().orElseThrow()).isBetween(30.0, 33.0);
    assertThat(counted.topic().pairs()).isZero();
  }

  @Test
  void aRequestWhoseDeadlinePassedIsSlowAndOneThatFailedIsNot() {
    for (int request = 0; request < 60; request++) {
      answered(RequestSource.HTTP, Side.CHALLENGER, 10);
      answered(RequestSource.HTTP, Side.CHAMPION, 10);
    }
    long before = waits.counted().http().pairs();

    for (int request = 0; request < 20; request++) {
      failed(Side.CHALLENGER, new EngineFailedException(new IllegalStateException("no memory")));
      answered(RequestSource.HTTP, Side.CHAMPION, 10);
    }
    assertThat(waits.counted().http().slower()).isZero();

    for (int request = 0; request < 20; request++) {
      failed(Side.CHALLENGER, new DeadlineExceededException());
      answered(RequestSource.HTTP, Side.CHAMPION, 10);
    }
    assertThat(waits.counted().http().pairs()).isGreaterThan(before);
    assertThat(waits.counted().http().slower()).isGreaterThanOrEqualTo(5);
    assertThat(waits.counted().http().faster()).isZero();
  }

  private void answered(RequestSource source, Side side, long millis) {
    CompletableFuture<Answer> detection = new CompletableFuture<>();
    CompletableFuture<Answer> answer = waits.time(source, side, () -> detection);
    now += millis * MILLI;
    detection.complete(ANSWER);
    assertThat(answer.join()).isSameAs(ANSWER);
  }

  private void failed(Side side, RuntimeException failure) {
    CompletableFuture<Answer> answer =
        waits.time(RequestSource.HTTP, side, () -> CompletableFuture.failedFuture(failure));
    assertThatThrownBy(answer::join).hasCause(failure);
  }
}
