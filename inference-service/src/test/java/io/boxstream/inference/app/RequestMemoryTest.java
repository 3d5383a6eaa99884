package io.boxstream.inference.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.inference.serve.ConcurrencyLimit;
import io.boxstream.inference.serve.OverloadedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestMemoryTest {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void refusesABodyWhenTheMemoryIsTakenAndTakesItWhenItIsBack() {
    // Given
    RequestMemory memory = new RequestMemory(4 * MEBIBYTE, () -> Duration.ofSeconds(3));
    ConcurrencyLimit.Permit large = memory.take(3 * MEBIBYTE + 1);
    memory.take(MEBIBYTE / 2);

    // When, Then
    assertThatThrownBy(() -> memory.take(MEBIBYTE / 2))
        .isInstanceOf(OverloadedException.class)
        .hasMessageContaining("boxstream.inference.http.memory");
    large.close();
    memory.take(3 * MEBIBYTE);
  }
}
