package io.boxstream.inference.serve;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {

  @Test
  void refusesWhenFullAndAdmitsAgainOncePerTicket() {
    // Given
    ConcurrencyLimit concurrency =
        new ConcurrencyLimit(2, "images are there", () -> Duration.ofSeconds(3));
    ConcurrencyLimit.Permit first = concurrency.acquire();
    concurrency.acquire();

    // When
    assertThatThrownBy(concurrency::acquire)
        .isInstanceOf(OverloadedException.class)
        .hasMessage("2 images are there")
        .extracting(e -> ((OverloadedException) e).retryAfter())
        .isEqualTo(Duration.ofSeconds(3));
    first.close();
    first.close();

    // Then
    assertThatCode(concurrency::acquire).doesNotThrowAnyException();
    assertThatThrownBy(concurrency::acquire).isInstanceOf(OverloadedException.class);
  }

  @Test
  void admitsSeveralTogetherOrNone() {
    // Given
    ConcurrencyLimit concurrency =
        new ConcurrencyLimit(3, "images are there", () -> Duration.ofSeconds(3));
    ConcurrencyLimit.Permit two = concurrency.acquire(2);

    // When
    assertThatThrownBy(() -> concurrency.acquire(2)).isInstanceOf(OverloadedException.class);
    two.close();
    two.close();

    // Then
    assertThatCode(() -> concurrency.acquire(3)).doesNotThrowAnyException();
    assertThatThrownBy(() -> concurrency.acquire(1)).isInstanceOf(OverloadedException.class);
  }
}
