package io.boxstream.inference.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchLimitTest {

  @Test
  void withoutAnObjectiveItIsTheMaximum() {
    BatchLimit limit = new BatchLimit(8, Optional.empty());

    limit.measured(8, Duration.ofSeconds(9).toNanos());

    assertThat(limit.images()).isEqualTo(8);
  }

  @Test
  void growsToTheLargestBatchThatTakesHalfOfTheObjective() {
    // Given an engine that takes 4 ms and 10 ms an image: 44 ms for 4, 54 ms for 5
    BatchLimit limit = new BatchLimit(16, Optional.of(Duration.ofMillis(100)));
    assertThat(limit.images()).isEqualTo(1);

    serve(limit, 50, 4, 10);

    assertThat(limit.images()).isEqualTo(4);
    assertThat(limit.nanosPerImage()).isBetween(10.9e6, 11.1e6);
  }

  @Test
  void fallsWhenTheEngineBecomesSlowAndGrowsBack() {
    BatchLimit limit = new BatchLimit(16, Optional.of(Duration.ofMillis(100)));
    serve(limit, 50, 4, 10);

    serve(limit, 300, 8, 20);
    assertThat(limit.images()).isEqualTo(2);

    serve(limit, 300, 4, 10);
    assertThat(limit.images()).isEqualTo(4);
  }

  @Test
  void isOneWhenNoBatchIsFastEnough() {
    BatchLimit limit = new BatchLimit(16, Optional.of(Duration.ofMillis(10)));

    serve(limit, 50, 0, 30);

    assertThat(limit.images()).isEqualTo(1);
  }

  @Test
  void doesNotExceedTheMaximum() {
    BatchLimit limit = new BatchLimit(4, Optional.of(Duration.ofSeconds(10)));

    serve(limit, 50, 0, 1);

    assertThat(limit.images()).isEqualTo(4);
  }

  /** Batches as large as allowed, and every fifth as small as a quiet moment makes it. */
  private static void serve(BatchLimit limit, int batches, int overhead, int perImage) {
    for (int i = 0; i < batches; i++) {
      int images = i % 5 == 4 ? 1 : limit.images();
      limit.measured(images, Duration.ofMillis(overhead + (long) perImage * images).toNanos());
    }
  }
}
