package io.boxstream.inference.app;

import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.store.ObjectStore;
import io.boxstream.events.KafkaClients;
import io.boxstream.events.KafkaSettings;
import io.boxstream.events.TopicAdmin;
import io.boxstream.events.TopicDefinition;
import io.boxstream.events.Topics;
import io.boxstream.events.consume.DeadLetters;
import io.boxstream.inference.TestCheckpoints;
import io.boxstream.inference.TestImages;
import io.boxstream.testbed.OnTestbed;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service that answers in transactions, on other topics and for images in the store. */
@QuarkusTest
@WithTestResource(value = KafkaAndStore.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@TestProfile(ExactlyOnceServingIT.Transactions.class)
@OnTestbed
class ExactlyOnceServingIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final String LETTERS = Topics.deadLetters(Topics.DETECTION_REQUESTS);

  private TopicProbe probe;
  private ObjectStore store;

  /** The mode, and what requests may refer to. */
  public static class Transactions implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "boxstream.inference.requests.delivery", "exactly-once",
          "boxstream.inference.requests.reply-topics", "replies-*",
          "boxstream.inference.requests.references.store-folders", "requests/");
    }
  }

  @BeforeEach
  void serve() {
    TopicAdmin.createAll(KafkaAndStore.brokers());
    try (Admin admin = KafkaClients.admin(KafkaSettings.of(KafkaAndStore.brokers()))) {
      new TopicAdmin(admin, TIMEOUT).create(List.of(new TopicDefinition("replies-a", 1, Map.of())));
    }
    probe = new TopicProbe(KafkaAndStore.brokers());
    store = KafkaAndStore.connect();
    Artifacts artifacts = new Artifacts(store);
    if (artifacts.promotions(TestCheckpoints.MODEL).latest().isEmpty()) {
      TestCheckpoints.promote(artifacts, 1, TestCheckpoints.saveFresh(artifacts, 1, 1));
    }
    await().atMost(TIMEOUT).untilAsserted(() -> when().get("/v1/model").then().statusCode(200));
  }

  @AfterEach
  void letGo() {
    store.close();
    probe.close();
  }

  @Test
  void answersRefusesAndCommitsTogether() {
    // Given
    store.put("requests/large.png", TestImages.png(300, 200, 5));
    byte[] image = TestImages.png(120, 80, 5);

    // When
    ProducerRecord<byte[], byte[]> passing = request("passing", image);
    passing.headers().add("tenant", "north".getBytes(UTF_8));
    probe.send(passing);
    probe.send(request("poison", new byte[9]));
    probe.send(replyingTo("replying", "replies-a"));
    probe.send(replyingTo("replying-nowhere", "replies-missing"));
    probe.send(replyingTo("replying-inside", Topics.PROMOTIONS));
    probe.send(referring("referring", "store:requests/large.png"));
    probe.send(referring("referring-outside", "store:model-blobs/a"));
    probe.send(referring("referring-away", "http://169.254.169.254/latest"));

    // Then
    List<ConsumerRecord<byte[], byte[]>> answers =
        probe.read(Topics.DETECTIONS, records -> records.size() >= 2);
    assertThat(keys(answers)).containsExactlyInAnyOrder("passing", "referring");
    assertThat(find(answers, "passing").headers().lastHeader("tenant").value())
        .asString(UTF_8)
        .isEqualTo("north");
    assertThat(new String(find(answers, "referring").value(), UTF_8)).contains("\"width\":300");
    assertThat(keys(probe.read("replies-a", records -> !records.isEmpty())))
        .containsExactly("replying");
    List<ConsumerRecord<byte[], byte[]>> letters =
        probe.read(LETTERS, records -> records.size() >= 5);
    assertThat(letters)
        .extracting(letter -> text(letter.key()) + " " + stage(letter))
        .containsExactlyInAnyOrder(
            "poison decode",
            "replying-nowhere reply-topic",
            "replying-inside reply-topic",
            "referring-outside image-reference",
            "referring-away image-reference");
    await().atMost(TIMEOUT).until(() -> probe.committed("boxstream-inference") == 8);
  }

  private static ProducerRecord<byte[], byte[]> replyingTo(String key, String topic) {
    ProducerRecord<byte[], byte[]> request = request(key, TestImages.png(120, 80, 5));
    request.headers().add("reply-topic", topic.getBytes(UTF_8));
    return request;
  }

  private static ProducerRecord<byte[], byte[]> referring(String key, String reference) {
    ProducerRecord<byte[], byte[]> request = request(key, null);
    request.headers().add("image-reference", reference.getBytes(UTF_8));
    return request;
  }

  private static ProducerRecord<byte[], byte[]> request(String key, byte[] image) {
    return new ProducerRecord<>(Topics.DETECTION_REQUESTS, key.getBytes(UTF_8), image);
  }

  private static ConsumerRecord<byte[], byte[]> find(
      List<ConsumerRecord<byte[], byte[]>> records, String key) {
    return records.stream()
        .filter(record -> text(record.key()).equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> keys(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(record -> text(record.key())).toList();
  }

  private static String stage(ConsumerRecord<byte[], byte[]> letter) {
    return text(letter.headers().lastHeader(DeadLetters.STAGE).value());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
