package io.boxstream.rest.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaConfigurationTest {
  private static final String SERVERS = "broker.example:9092";

  @Test
  void everyKeyIsAPropertyOfTheClients() {
    Map<String, String> file =
        Map.of(
            "kafka.bootstrap.servers", SERVERS,
            "kafka.security.protocol", "SSL",
            "kafka.a.property.of.an.extension", "kept",
            "boxstream.model", "detector");

    assertThat(KafkaConfiguration.properties(config(file, Map.of())))
        .isEqualTo(Map.of("security.protocol", "SSL", "a.property.of.an.extension", "kept"));
  }

  @Test
  void variablesOfTheEnvironmentCountIfTheyNameAProperty() {
    Map<String, String> environment =
        Map.of(
            "KAFKA_SASL_JAAS_CONFIG", "login",
            "KAFKA_SSL_TRUSTSTORE_TYPE", "PEM",
            "KAFKA_SSL_KEY_PASSWORD", "",
            "KAFKA_OPTS", "-Xmx1g",
            "KAFKA_PORT_9092_TCP", "tcp://10.0.0.1:9092");

    assertThat(
            KafkaConfiguration.properties(
                config(Map.of("kafka.ssl.truststore.type", "JKS"), environment)))
        .isEqualTo(Map.of("sasl.jaas.config", "login", "ssl.truststore.type", "PEM"));
  }

  @Test
  void aWrongValueStopsTheStartWithItsKey() {
    SmallRyeConfig config = config(Map.of("kafka.security.protocol", "SASL_SLS"), Map.of());

    assertThatThrownBy(() -> new KafkaConfiguration().kafka(config, SERVERS))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("kafka.security.protocol ")
        .hasNoCause();
  }

  private static SmallRyeConfig config(Map<String, String> file, Map<String, String> environment) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(new PropertiesConfigSource(file, "file", 100))
        .withSources(new EnvConfigSource(environment, 300))
        .build();
  }
}
