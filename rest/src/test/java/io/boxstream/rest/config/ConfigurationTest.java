package io.boxstream.rest.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.artifacts.store.StoreSettings;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

  /** Values with constraints. Without an annotation, so that other tests start without it. */
  public interface Service {
    StoreConfiguration store();

    @WithDefault("3")
    @MemorySizeRange(min = 2, max = 4)
    MemorySize cache();

    @WithDefault("1s")
    @DurationMin(millis = 1)
    Duration timeout();
  }

  @Test
  void valuesWithinTheirConstraintsAreTaken() {
    Service service = read(Map.of("boxstream.cache", "4", "boxstream.store.region", "eu-west-1"));

    assertThat(service.cache().asLongValue()).isEqualTo(4);
    assertThat(StoreConfiguration.settings(service.store()))
        .isEqualTo(
            new StoreSettings(
                URI.create("http://127.0.0.1:9000"),
                "key",
                "secret",
                "boxstream",
                "eu-west-1",
                Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "boxstream.cache, 1, must be between 2 and 4 bytes",
    "boxstream.cache, 5, must be between 2 and 4 bytes",
    "boxstream.timeout, 0s, must be longer than",
    "boxstream.store.bucket, ' ', must not be blank"
  })
  void aValueOutsideIsRefusedWithItsKey(String key, String value, String reason) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .hasMessageContaining(key)
        .hasMessageContaining(reason);
  }

  @Test
  void anAuthorityThatCannotBeReadIsRefusedWithItsKey() {
    String key = "boxstream.store.certificate-authority";
    Service service = read(Map.of(key, "/nowhere/authority.pem"));

    assertThatThrownBy(() -> StoreConfiguration.settings(service.store()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(key + ": there is no file /nowhere/authority.pem");
  }

  @Test
  void twoDurationsInTheWrongOrderAreRefusedWithBothKeys() {
    assertThatThrownBy(
            () ->
                ConfigurationChecks.requireAtLeast(
                    "a.longest", Duration.ofSeconds(1), "a.first", Duration.ofSeconds(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a.longest")
        .hasMessageContaining("a.first");
    ConfigurationChecks.requireAtLeast(
        "a.longest", Duration.ofSeconds(2), "a.first", Duration.ofSeconds(2));
  }

  private static Service read(Map<String, String> keys) {
    Map<String, String> all = new HashMap<>(keys);
    all.put("boxstream.store.access-key", "key");
    all.put("boxstream.store.secret-key", "secret");
    try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
      BeanValidationConfigValidator validator = factory::getValidator;
      return new SmallRyeConfigBuilder()
          .addDiscoveredConverters()
          .withValidator(validator)
          .withMapping(Service.class, "boxstream")
          .withSources(new PropertiesConfigSource(all, "test", 100))
          .build()
          .getConfigMapping(Service.class, "boxstream");
    }
  }
}
