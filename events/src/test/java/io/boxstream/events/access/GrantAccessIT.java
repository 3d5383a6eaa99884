package io.boxstream.events.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.TopicAdmin;
import io.boxstream.events.Topics;
import io.boxstream.events.TransactionSettings;
import io.boxstream.events.TransactionalPublisher;
import io.boxstream.testbed.EmbeddedBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker with an authorizer that knows an administrator, and nobody else. */
class GrantAccessIT {
  private static final String ADMINISTRATOR =
      "org.apache.kafka.common.security.plain.PlainLoginModule required"
          + " username=\"admin\" password=\"admin-password\"";
  private static final Map<String, String> BROKER =
      Map.of(
          "listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
          "inter.broker.listener.name", "PLAINTEXT",
          "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512",
          "sasl.mechanism.inter.broker.protocol", "PLAIN",
          "listener.name.plaintext.plain.sasl.jaas.config",
              ADMINISTRATOR + " user_admin=\"admin-password\";",
          "listener.name.plaintext.scram-sha-512.sasl.jaas.config",
              "org.apache.kafka.common.security.scram.ScramLoginModule required;",
          "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
          "super.users", "User:admin;User:ANONYMOUS");

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static String firstOutput;

  @BeforeAll
  static void grant() throws IOException {
    broker = EmbeddedBroker.start(directory.resolve("broker"), BROKER);
    TopicAdmin.createAll(administrator());
    Files.writeString(
        directory.resolve("admin.properties"),
        administrator().properties().entrySet().stream()
            .map(property -> property.getKey() + "=" + property.getValue() + "\n")
            .collect(Collectors.joining()));
    Files.writeString(
        directory.resolve("users.properties"),
        KafkaUser.all().stream()
            .map(user -> user.name() + "=password-of-" + user.name() + "\n")
            .collect(Collectors.joining()));
    firstOutput = runCommand();
    // The broker learns of passwords and rights shortly after the controller has written them.
    await().ignoreExceptions().untilAsserted(() -> write("inference", Topics.DETECTIONS));
    await().ignoreExceptions().untilAsserted(() -> write("evaluator", Topics.EVALUATIONS));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void inferenceWritesDetectionsButNotPromotions() throws Exception {
    write("inference", Topics.DETECTIONS);

    assertThatThrownBy(() -> write("inference", Topics.PROMOTIONS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void theEvaluatorWritesPromotions() throws Exception {
    assertThat(write("evaluator", Topics.PROMOTIONS).hasOffset()).isTrue();
  }

  @Test
  void inferenceReadsRequestsInItsGroupOnly() {
    assertThat(poll("inference", "boxstream-inference", Topics.DETECTION_REQUESTS)).isZero();

    assertThatThrownBy(() -> poll("inference", "boxstream-evaluator", Topics.DETECTION_REQUESTS))
        .isInstanceOf(GroupAuthorizationException.class);
    assertThatThrownBy(() -> poll("inference", "boxstream-inference", Topics.ANNOTATED_IMAGES))
        .isInstanceOf(TopicAuthorizationException.class);
  }

  @Test
  void inferenceAnswersInTransactionsOfItsOwn() {
    assertThatCode(() -> answerInTransaction("boxstream-inference-1")).doesNotThrowAnyException();

    assertThatThrownBy(() -> answerInTransaction("boxstream-trainer"))
        .isInstanceOf(TransactionalIdAuthorizationException.class);
  }

  @Test
  void inferenceWritesAndClientsReadTopicsForReplies() throws Exception {
    try (Admin admin = KafkaClients.admin(administrator())) {
      admin.createTopics(List.of(new NewTopic("replies-a", 1, (short) 1))).all().get();
    }

    assertThat(write("inference", "replies-a").hasOffset()).isTrue();
    assertThatThrownBy(() -> write("client", "replies-a"))
        .hasCauseInstanceOf(TopicAuthorizationException.class);
    await().untilAsserted(() -> assertThat(poll("client", "client-a", "replies-a")).isEqualTo(1));
  }

  @Test
  void aSecondRunGrantsNothingAndRevokesWhatIsNotStated() throws Exception {
    assertThat(firstOutput).startsWith("7 users; ").contains(" rights granted, 0 revoked");
    assertThat(runCommand()).startsWith("7 users; 0 rights granted, 0 revoked");
    try (Admin admin = KafkaClients.admin(administrator())) {
      admin
          .createAcls(List.of(mayWritePromotions("inference"), mayWritePromotions("else")))
          .all()
          .get();

      assertThat(runCommand()).startsWith("7 users; 0 rights granted, 1 revoked");

      assertThat(admin.describeAcls(mayWritePromotions("else").toFilter()).values().get())
          .hasSize(1);
    }
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(errors, true, UTF_8);
    List<String> noFile =
        List.of(
            "--bootstrap-server",
            broker.bootstrapServers(),
            "--command-config",
            directory.resolve("missing").toString(),
            "--users",
            directory.resolve("users.properties").toString());

    assertThat(GrantAccess.run(List.of("--users"), print, print)).isEqualTo(1);
    assertThat(GrantAccess.run(noFile, print, print)).isEqualTo(1);
    assertThat(errors.toString(UTF_8)).contains("usage: GrantAccess", "cannot read", "missing");
  }

  private static String runCommand() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, UTF_8);
    List<String> arguments =
        List.of(
            "--bootstrap-server",
            broker.bootstrapServers(),
            "--command-config",
            directory.resolve("admin.properties").toString(),
            "--users",
            directory.resolve("users.properties").toString());
    assertThat(GrantAccess.run(arguments, print, print)).as(out.toString(UTF_8)).isZero();
    return out.toString(UTF_8);
  }

  private static RecordMetadata write(String user, String topic) throws Exception {
    try (Producer<byte[], byte[]> producer = KafkaClients.producer(as(user), "test")) {
      return producer
          .send(new ProducerRecord<>(topic, "key".getBytes(UTF_8), "value".getBytes(UTF_8)))
          .get();
    }
  }

  /** Commits an answer with an offset of requests. */
  private static void answerInTransaction(String id) {
    try (TransactionalPublisher publisher =
            TransactionalPublisher.forService(
                as("inference"), "inference", new TransactionSettings(id, Duration.ofSeconds(30)));
        Consumer<byte[], byte[]> consumer =
            KafkaClients.groupConsumer(as("inference"), "boxstream-inference-tx", 1)) {
      consumer.subscribe(List.of(Topics.DETECTION_REQUESTS));
      await()
          .pollInSameThread()
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200));
                return !consumer.assignment().isEmpty();
              });
      publisher.open();
      publisher.begin();
      publisher.sendAndWait(new ProducerRecord<>(Topics.DETECTIONS, "value".getBytes(UTF_8)));
      publisher.commit(
          Map.of(new TopicPartition(Topics.DETECTION_REQUESTS, 0), new OffsetAndMetadata(0)),
          consumer.groupMetadata());
    }
  }

  private static int poll(String user, String group, String topic) {
    try (Consumer<byte[], byte[]> consumer = KafkaClients.groupConsumer(as(user), group, 1)) {
      consumer.subscribe(List.of(topic));
      return consumer.poll(Duration.ofSeconds(5)).count();
    }
  }

  private static AclBinding mayWritePromotions(String user) {
    return new AclBinding(
        new ResourcePattern(ResourceType.TOPIC, Topics.PROMOTIONS, PatternType.LITERAL),
        new AccessControlEntry("User:" + user, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
  }

  private static KafkaSettings administrator() {
    return settings("PLAIN", ADMINISTRATOR + ";");
  }

  private static KafkaSettings as(String user) {
    return settings(
        "SCRAM-SHA-512",
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"password-of-%s\";"
            .formatted(user, user));
  }

  private static KafkaSettings settings(String mechanism, String login) {
    return new KafkaSettings(
        broker.bootstrapServers(),
        Map.of(
            "security.protocol", "SASL_PLAINTEXT",
            "sasl.mechanism", mechanism,
            "sasl.jaas.config", login));
  }
}
