package io.boxstream.inference.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelConcurrencyTest {
  private final ModelConcurrency concurrency =
      new ModelConcurrency(16, "images are being worked on", () -> Duration.ofSeconds(3));

  @Test
  void aModelThatIsAloneMayHaveAll() {
    concurrency.acquire("detector", 16);

    assertThatThrownBy(() -> concurrency.acquire("detector", 1))
        .isInstanceOf(OverloadedException.class)
        .hasMessage("16 images are being worked on")
        .extracting(failure -> ((OverloadedException) failure).retryAfter())
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aFloodForOneModelLeavesRoomForTheOthers() {
    // Given
    concurrency.acquire("detector", 16);

    // When
    List<ModelConcurrency.Permit> permits = new ArrayList<>();
    for (String model : List.of("hats", "gloves")) {
      permits.add(concurrency.acquire(model, 1));
      permits.add(concurrency.acquire(model, 1));
    }

    // Then each has an eighth and no more
    assertThat(permits).hasSize(4);
    assertThatThrownBy(() -> concurrency.acquire("hats", 1))
        .isInstanceOf(OverloadedException.class);
  }

  @Test
  void whatIsReturnedCountsOnce() {
    // Given
    ModelConcurrency.Permit first = concurrency.acquire("hats", 10);
    concurrency.acquire("detector", 6);

    // When
    first.close();
    first.close();

    // Then
    concurrency.acquire("detector", 10);
    assertThatThrownBy(() -> concurrency.acquire("detector", 1))
        .isInstanceOf(OverloadedException.class);
  }
}
