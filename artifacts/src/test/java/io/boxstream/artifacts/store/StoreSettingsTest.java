package io.boxstream.artifacts.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoreSettingsTest {
  @Test
  void neverPrintsCredentials() {
    StoreSettings settings = StoreSettings.of("http://127.0.0.1:9000", "the-key", "secret", "abc");

    assertThat(settings.toString()).doesNotContain("secret").doesNotContain("the-key");
  }

  @Test
  void refusesAnEndpointWithoutSchemeOrHost() {
    for (String endpoint : new String[] {"127.0.0.1", "ftp://host", "http:///path"}) {
      assertThatThrownBy(() -> StoreSettings.of(endpoint, "key", "secret", "bucket"))
          .as(endpoint)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(endpoint);
    }
  }

  @Test
  void refusesAnEndpointWithAPasswordWithoutShowingIt() {
    assertThatThrownBy(
            () -> StoreSettings.of("http://user:pass-word@host:1", "key", "secret", "bucket"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("boxstream.store.endpoint")
        .hasMessageNotContaining("pass-word");
  }

  @Test
  void refusesABucketNameThatNoServerTakes() {
    assertThatThrownBy(() -> StoreSettings.of("http://localhost:1", "key", "secret", "My_Bucket"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("My_Bucket");
  }

  @Test
  void refusesADeadlineShorterThanTheFirstWait() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(
            () ->
                new RetrySettings(
                    Duration.ofSeconds(2), Duration.ofSeconds(3), second, second, second))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("deadline");
  }
}
