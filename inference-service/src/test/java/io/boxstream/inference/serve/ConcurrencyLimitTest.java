package io.boxstream.inference.serve;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {

  @Test
  void refusesWhenFullAndAdmitsAgainOncePerTicket() {
    // Given
    ConcurrencyLimit concurrency = new ConcurrencyLimit(2, "images are there");
    ConcurrencyLimit.Permit first = concurrency.acquire();
    concurrency.acquire();

    // When
    assertThatThrownBy(concurrency::acquire)
        .isInstanceOf(OverloadedException.class)
        .hasMessage("2 images are there");
    first.close();
    first.close();

    // Then
    assertThatCode(concurrency::acquire).doesNotThrowAnyException();
    assertThatThrownBy(concurrency::acquire).isInstanceOf(OverloadedException.class);
  }
}
