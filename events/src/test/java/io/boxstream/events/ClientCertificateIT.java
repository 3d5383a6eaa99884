package io.boxstream.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boxstream.testbed.EmbeddedBroker;
import io.boxstream.testbed.SecureListener;
import io.boxstream.testbed.tls.TestAuthority;
import io.boxstream.testbed.tls.TestCertificate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that want certificates of their clients, and brokers whose certificate has expired. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ClientCertificateIT {
  private static final TestAuthority AUTHORITY = TestAuthority.create("authority");

  @TempDir Path directory;

  @Test
  void aClientIsKnownByItsCertificate() {
    try (EmbeddedBroker broker = start(AUTHORITY.issue("broker"))) {
      KafkaSettings known = client(broker, AUTHORITY.issue("ingest"));

      assertThat(TopicAdmin.createAll(known).created()).contains(Topics.PROMOTIONS);
      try (EventPublisher publisher = KafkaEventPublisher.connect(known, "test")) {
        assertThat(
                publisher.sendAndWait(
                    new ProducerRecord<>(Topics.PROMOTIONS, new byte[] {1}, new byte[] {1})))
            .isNotNull();
      }
      assertRefused(client(broker, AUTHORITY.issueExpired("ingest")));
      assertRefused(client(broker, TestAuthority.create("authority").issue("ingest")));
      assertRefused(new KafkaSettings(broker.bootstrapServers(), trust()));
    }
  }

  @Test
  void certificatesAreReadAgainForTheNextConnection() {
    TestAuthority next = TestAuthority.create("authority");
    try (EmbeddedBroker broker = start(AUTHORITY.issue("broker"))) {
      KafkaSettings settings = client(broker, AUTHORITY.issueExpired("ingest"));
      next.write(directory.resolve("authority.pem"));
      try (Admin admin = KafkaClients.admin(settings)) {
        TopicAdmin topics = new TopicAdmin(admin, Duration.ofSeconds(20));
        assertThatThrownBy(() -> topics.drift(List.of())).hasMessageContaining("Ssl");

        authority();
        assertThatThrownBy(() -> topics.drift(List.of())).hasMessageContaining("Ssl");
        AUTHORITY.issue("ingest").write(directory.resolve("client.pem"));

        await()
            .atMost(Duration.ofSeconds(20))
            .ignoreExceptionsInstanceOf(TopicAdminException.class)
            .until(() -> topics.drift(List.of()).isEmpty());
      }
    }
  }

  @Test
  void aBrokerWhoseCertificateHasExpiredIsNotBelieved() {
    try (EmbeddedBroker broker = start(AUTHORITY.issueExpired("broker"))) {
      assertRefused(client(broker, AUTHORITY.issue("ingest")));
    }
  }

  private static void assertRefused(KafkaSettings settings) {
    settings.check();
    assertThatThrownBy(() -> TopicAdmin.createAll(settings))
        .isInstanceOf(TopicAdminException.class)
        .hasMessageMatching("(?s).*(SSL handshake failed|bad_certificate|SslAuthentication).*");
  }

  private EmbeddedBroker start(TestCertificate certificate) {
    Path keyStore = directory.resolve("broker.pem");
    certificate.write(keyStore);
    return EmbeddedBroker.start(
        directory.resolve("broker"), SecureListener.withCertificates(keyStore, authority()));
  }

  private Path authority() {
    Path file = directory.resolve("authority.pem");
    AUTHORITY.write(file);
    return file;
  }

  private KafkaSettings client(EmbeddedBroker broker, TestCertificate certificate) {
    Path keyStore = directory.resolve("client.pem");
    certificate.write(keyStore);
    return new KafkaSettings(broker.bootstrapServers(), trust())
        .with(Map.of("ssl.keystore.type", "PEM", "ssl.keystore.location", keyStore.toString()));
  }

  private Map<String, String> trust() {
    return Map.of(
        "security.protocol", "SSL",
        "ssl.truststore.type", "PEM",
        "ssl.truststore.location", authority().toString());
  }
}
