package io.boxstream.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boxstream.events.consume.ConsumerLoop;
import io.boxstream.events.consume.ConsumerLoopSettings;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.testbed.EmbeddedBroker;
import io.boxstream.testbed.SecureListener;
import io.boxstream.testbed.tls.TestAuthority;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is reached over TLS and wants names and passwords. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SecureBrokerIT {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final String PASSWORD = "password-of-ingest";
  private static final TestAuthority AUTHORITY = TestAuthority.create("authority");

  @TempDir private static Path directory;
  private static Path authority;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void startBroker() {
    Path keyStore = directory.resolve("broker.pem");
    AUTHORITY.issue("broker").write(keyStore);
    authority = directory.resolve("authority.pem");
    AUTHORITY.write(authority);
    broker =
        EmbeddedBroker.start(
            directory.resolve("broker"),
            SecureListener.withPasswords(keyStore, Map.of("ingest", PASSWORD)));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void everyClientLogsIn() {
    TopicAdmin.createAll(client("ingest", PASSWORD));

    assertThat(sentAndRead(client("ingest", PASSWORD), "first")).contains("first");
  }

  @Test
  void theCommandLogsInWithPropertiesOfAFile() throws IOException {
    Path file = directory.resolve("client.properties");
    Files.writeString(
        file,
        client("ingest", PASSWORD).properties().entrySet().stream()
            .map(property -> property.getKey() + "=" + property.getValue())
            .collect(Collectors.joining("\n")));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(printed, true, UTF_8);

    int status =
        CreateTopics.run(
            List.of(
                "--bootstrap-server",
                broker.bootstrapServers(),
                "--command-config",
                file.toString()),
            print,
            print);

    assertThat(status).as(printed.toString(UTF_8)).isZero();
  }

  @Test
  void aWrongPasswordFailsAtOnceWithTheReason() {
    KafkaSettings wrong = client("ingest", "wrong-4711");

    assertThatThrownBy(() -> TopicAdmin.createAll(wrong))
        .isInstanceOf(TopicAdminException.class)
        .hasMessageContaining("Authentication failed")
        .hasMessageNotContaining("4711");
    try (EventPublisher publisher = KafkaEventPublisher.connect(wrong, "test")) {
      assertThatThrownBy(() -> publisher.sendAndWait(record("never")))
          .isInstanceOf(PublishException.class)
          .hasStackTraceContaining("Authentication failed");
    }
    assertThat(failureOfAReader(wrong)).contains("Authentication failed").doesNotContain("4711");
  }

  @Test
  void aBrokerOfAnotherAuthorityIsNotBelieved() {
    Path other = directory.resolve("other.pem");
    TestAuthority.create("authority").write(other);
    Map<String, String> properties = new HashMap<>(client("ingest", PASSWORD).properties());
    properties.put("ssl.truststore.location", other.toString());
    KafkaSettings foreign = new KafkaSettings(broker.bootstrapServers(), properties);

    assertThatThrownBy(() -> TopicAdmin.createAll(foreign))
        .isInstanceOf(TopicAdminException.class)
        .hasMessageContaining("SSL handshake failed");
    assertThat(failureOfAReader(foreign))
        .contains("SSL handshake failed")
        .contains("Signature does not match");
  }

  /** Users may be created after the services have started, and passwords corrected. */
  @Test
  void clientsThatWereRefusedAreLetInWhenTheUserIsThere() throws Exception {
    KafkaSettings early = client("trainer", "password-of-trainer");
    List<String> read = new CopyOnWriteArrayList<>();
    try (EventPublisher publisher = KafkaEventPublisher.connect(early, "test");
        ConsumerLoop loop = reader(early, publisher, read)) {
      TopicAdmin.createAll(client("ingest", PASSWORD));
      loop.start();
      assertThatThrownBy(() -> publisher.sendAndWait(record("never")))
          .hasStackTraceContaining("Authentication failed");
      await().atMost(LONGEST).until(() -> loop.status().failure().isPresent());

      createUser("trainer", "password-of-trainer");

      await()
          .atMost(LONGEST)
          .ignoreExceptions()
          .until(() -> publisher.sendAndWait(record("late")) != null);
      await().atMost(LONGEST).until(() -> read.contains("late"));
    }
  }

  private static void createUser(String name, String password) throws Exception {
    try (Admin admin = KafkaClients.admin(client("ingest", PASSWORD))) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
          .all()
          .get();
    }
  }

  private static String failureOfAReader(KafkaSettings settings) {
    try (EventPublisher publisher = KafkaEventPublisher.connect(settings, "test");
        ConsumerLoop loop = reader(settings, publisher, new CopyOnWriteArrayList<>())) {
      loop.start();
      return await()
          .atMost(LONGEST)
          .until(() -> loop.status().failure(), Optional::isPresent)
          .orElseThrow();
    }
  }

  private static List<String> sentAndRead(KafkaSettings settings, String key) {
    List<String> read = new CopyOnWriteArrayList<>();
    try (EventPublisher publisher = KafkaEventPublisher.connect(settings, "test");
        ConsumerLoop loop = reader(settings, publisher, read)) {
      publisher.sendAndWait(record(key));
      loop.start();
      await().atMost(LONGEST).until(() -> read.contains(key));
    }
    return read;
  }

  private static ConsumerLoop reader(
      KafkaSettings settings, EventPublisher publisher, List<String> read) {
    return ConsumerLoop.perRecord(
        ConsumerLoopSettings.named("reader"),
        () -> KafkaClients.groupConsumer(settings, "reader-" + settings.hashCode(), 10),
        List.of(Topics.PROMOTIONS),
        record -> read.add(EventCodec.key(record)),
        new DeadLetters(publisher, Clock.systemUTC()));
  }

  private static ProducerRecord<byte[], byte[]> record(String key) {
    return new ProducerRecord<>(Topics.PROMOTIONS, key.getBytes(UTF_8), new byte[] {1});
  }

  private static KafkaSettings client(String user, String password) {
    return new KafkaSettings(
        broker.bootstrapServers(),
        Map.of(
            "security.protocol", "SASL_SSL",
            "sasl.mechanism", "SCRAM-SHA-512",
            "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                    .formatted(user, password),
            "ssl.truststore.type", "PEM",
            "ssl.truststore.location", authority.toString()));
  }
}
