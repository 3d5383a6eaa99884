package io.boxstream.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {
  private static final String NOWHERE = "127.0.0.1:1";
  private static final String LOGIN =
      "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"ingest\" password=\"pass-4711\";";

  @Test
  void acceptsWhatTheDocumentationNames() {
    check(Map.of());
    check(
        Map.of(
            "security.protocol", "SASL_SSL",
            "sasl.mechanism", "SCRAM-SHA-512",
            "sasl.jaas.config", LOGIN,
            "ssl.endpoint.identification.algorithm", "https"));
  }

  @ParameterizedTest
  @CsvSource({
    "security.protocol, SASL_SLS",
    "security.protocol, TLS",
    "request.timeout.ms, soon",
    "linger.ms, -5",
    "max.partition.fetch.bytes, much",
    "ssl.engine.factory.class, no.such.Factory"
  })
  void aWrongValueIsNamedWithItsProperty(String name, String value) {
    assertThatThrownBy(() -> check(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + " ")
        .hasMessageContaining(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssl.truststore.location", "ssl.keystore.location"})
  void aFileThatIsMissingOrNoCertificateIsNamedWithItsProperty(String name, @TempDir Path directory)
      throws IOException {
    Path damaged = Files.writeString(directory.resolve("damaged.pem"), "no certificate");
    String type = name.replace("location", "type");
    for (Path file : List.of(directory.resolve("absent.pem"), damaged)) {
      Map<String, String> properties =
          Map.of("security.protocol", "SSL", type, "PEM", name, file.toString());

      assertThatThrownBy(() -> check(properties))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(name + " ");
    }
  }

  /** What Kafka says about a login contains parts of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pass-4711",
        "Module required username=\"ingest\" password=\"pass-4711\"",
        "Module required username=ingest password pass-4711;",
        "Module required pass-4711=;",
        "Module pass-4711 username=ingest;"
      })
  void aWrongLoginIsNamedWithoutItsPassword(String login) {
    Map<String, String> properties =
        Map.of(
            "security.protocol", "SASL_SSL",
            "sasl.mechanism", "SCRAM-SHA-512",
            "sasl.jaas.config", login);

    assertThatThrownBy(() -> check(properties))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("sasl.jaas.config ")
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("4711"));
  }

  @Test
  void aModuleThatDoesNotExistIsNamed() {
    Map<String, String> properties =
        Map.of(
            "security.protocol", "SASL_PLAINTEXT",
            "sasl.mechanism", "SCRAM-SHA-512",
            "sasl.jaas.config", LOGIN.replace("ScramLoginModule", "ScramModule"));

    assertThatThrownBy(() -> check(properties))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ScramModule")
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("4711"));
  }

  @Test
  void printsNoValues() {
    assertThat(new KafkaSettings(NOWHERE, Map.of("sasl.jaas.config", LOGIN)))
        .asString()
        .contains("sasl.jaas.config", NOWHERE)
        .doesNotContain("4711");
  }

  @Test
  void whatAServiceDecidesItselfCannotBeConfigured() {
    Map<String, String> properties = new HashMap<>();
    Stream.of("key.deserializer", "value.deserializer", "key.serializer", "value.serializer")
        .forEach(name -> properties.put(name, "no.such.Class"));
    properties.putAll(
        Map.of(
            "group.id", "other",
            "group.instance.id", "other",
            "group.protocol", "consumer",
            "client.id", "other",
            "transactional.id", "other",
            "enable.auto.commit", "true",
            "acks", "0"));
    KafkaSettings settings = new KafkaSettings(NOWHERE, properties);
    settings.check();

    try (Consumer<byte[], byte[]> assigned = KafkaClients.assignedConsumer(settings, "own", 10);
        Consumer<byte[], byte[]> member = KafkaClients.groupConsumer(settings, "own", 10);
        Producer<byte[], byte[]> producer = KafkaClients.producer(settings, "own")) {
      assertThatThrownBy(assigned::groupMetadata).isInstanceOf(InvalidGroupIdException.class);
      assertThat(member.groupMetadata().groupId()).isEqualTo("own");
      assertThat(member.groupMetadata().groupInstanceId()).isEmpty();
      assertThatThrownBy(producer::initTransactions).isInstanceOf(IllegalStateException.class);
      assertThat(producer.metrics().keySet())
          .extracting(metric -> metric.tags().get("client-id"))
          .contains("own")
          .doesNotContain("other");
    }
  }

  @Test
  void furtherPropertiesWin() {
    KafkaSettings settings =
        new KafkaSettings(NOWHERE, Map.of("a", "1", "b", "2")).with(Map.of("b", "3"));

    assertThat(settings.properties()).isEqualTo(Map.of("a", "1", "b", "3"));
  }

  @Test
  void theCommandReadsPropertiesAsKafkasOwnToolsDo(@TempDir Path directory) throws IOException {
    Path file =
        Files.writeString(directory.resolve("client.properties"), "security.protocol=SASL_SLS\n");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8);

    assertThat(
            CreateTopics.run(
                List.of("--command-config", file.toString(), "--bootstrap-server", "127.0.0.1:1"),
                print,
                print))
        .isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("security.protocol ")
        .contains("SASL_SLS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--bootstrap-server",
        "--command-config file",
        "--bootstrap-server a:1 --bootstrap-server b:1",
        "--bootstrap-server a:1 --other x",
        "--bootstrap-server a:1 --command-config"
      })
  void theCommandRefusesOtherArguments(String arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8);

    assertThat(CreateTopics.run(List.of(arguments.split(" ")), print, print)).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("usage: ");
  }

  private static void check(Map<String, String> properties) {
    new KafkaSettings(NOWHERE, properties).check();
  }

  private static String stackTrace(Throwable failure) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    failure.printStackTrace(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
