package io.boxstream.local.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.EventCodec;
import io.boxstream.events.Topics;
import io.boxstream.local.LocalCheckout;
import io.boxstream.local.service.TopicReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several instances of the packaged services under load, while some die and others join. Seven
 * processes at once are too much for the ordinary build.
 */
@Tag("soak")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ScaleOutIT {
  private static final int PARTITIONS = 6;
  private static final int KEYS = 12;
  private static final Duration PAUSE = Duration.ofMillis(400);
  private static final int CLIENTS = 2;
  private static final int SOME_IMAGES = 10;
  private static final Duration LONGEST = Duration.ofSeconds(90);

  @TempDir Path directory;

  private final List<RunningService> inference = new ArrayList<>();
  private final List<RunningService> ingest = new ArrayList<>();
  private Surroundings surroundings;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(LocalCheckout.servicesAreBuilt(), "the services are not packaged: run mvn verify");
    surroundings = new Surroundings(directory);
    PromotedModel.promote(surroundings.artifacts());
  }

  @AfterEach
  void stop() {
    inference.forEach(RunningService::close);
    ingest.forEach(RunningService::close);
    if (surroundings != null) {
      surroundings.close();
    }
  }

  @Test
  void nothingIsLostOrDoneTwiceWhenOneOfEachServiceDiesAndAnotherJoins() throws Exception {
    assertThatNothingIsLost(1);
  }

  @Test
  void nothingIsLostOrDoneTwiceWhenTenOfEachServiceDieInTurn() throws Exception {
    assertThatNothingIsLost(10);
  }

  private void assertThatNothingIsLost(int deaths) throws Exception {
    // Given three instances of inference and two of ingest, all with work
    for (int instance = 0; instance < 3; instance++) {
      startInference();
    }
    startIngest();
    startIngest();
    inference.forEach(RunningService::awaitReady);
    ingest.forEach(RunningService::awaitReady);
    try (RequestGroup group = new RequestGroup(surroundings.kafka());
        NumberedRequests requests = NumberedRequests.start(surroundings.kafka(), KEYS, PAUSE);
        Uploads uploads = Uploads.start(CLIENTS, ingest)) {
      awaitEqualShares(group, 3);

      // When one of each is killed, and then one of each is added
      for (int death = 0; death < deaths; death++) {
        requests.awaitAnswers();
        awaitMore(uploads);
        inference.remove(0).close();
        RunningService killed = ingest.remove(0);
        killed.close();
        startInference();
        awaitMore(uploads);
        uploads.remove(killed);
        startIngest();
        await().atMost(LONGEST).until(() -> group.lag() > KEYS);
        inference.forEach(RunningService::awaitReady);
        ingest.forEach(RunningService::awaitReady);
        uploads.add(ingest.get(1));
        awaitEqualShares(group, 3);
        awaitMore(uploads);
      }

      // Then each request is answered once, and the group is up to date
      int count = requests.assertAnsweredOnceInOrder(deaths + " deaths");
      assertThat(count).isGreaterThan(KEYS * deaths);
      await().atMost(LONGEST).until(() -> group.lag() == 0);
      // and each acknowledged image is in the data set, for all instances
      assertImages(uploads.stop());
    }
  }

  private void startInference() throws IOException {
    inference.add(
        surroundings.startInstance(
            "inference-" + System.nanoTime(),
            "inference-service",
            "-Dboxstream.inference.requests.delivery=exactly-once",
            "-Dboxstream.inference.requests.transaction-timeout=2s",
            "-Dkafka.session.timeout.ms=2000",
            "-Dkafka.heartbeat.interval.ms=500"));
  }

  private void startIngest() throws IOException {
    ingest.add(surroundings.startInstance("ingest-" + System.nanoTime(), "ingest-service"));
  }

  private static void awaitEqualShares(RequestGroup group, int members) {
    await()
        .atMost(LONGEST)
        .until(
            group::shares,
            shares -> shares.equals(Collections.nCopies(members, PARTITIONS / members)));
  }

  private static void awaitMore(Uploads uploads) {
    int before = uploads.begun();
    await().atMost(LONGEST).until(() -> uploads.begun() > before + SOME_IMAGES);
  }

  /**
   * Asserts that the topic has these images and no others.
   *
   * @param attempts how often each was sent, by its id
   */
  private void assertImages(Map<String, Integer> attempts) throws Exception {
    Map<String, List<AnnotatedImage>> records = records(attempts.size());
    assertThat(records.keySet()).containsExactlyInAnyOrderElementsOf(attempts.keySet());
    records.forEach(
        (id, written) -> {
          // One that was sent again while its first record was on its way may be there twice.
          assertThat(written).as(id).hasSizeLessThanOrEqualTo(attempts.get(id));
          assertThat(written.stream().map(AnnotatedImage::split).distinct()).as(id).hasSize(1);
        });
    for (RunningService instance : ingest) {
      await()
          .atMost(LONGEST)
          .until(() -> instance.get("/v1/images?limit=1").path("total").asInt() == attempts.size());
    }
  }

  private Map<String, List<AnnotatedImage>> records(int images) {
    EventCodec codec = EventCodec.forService("test");
    Map<String, List<AnnotatedImage>> records = new HashMap<>();
    try (TopicReader reader =
        TopicReader.fromBeginning(surroundings.kafka(), Topics.ANNOTATED_IMAGES)) {
      await()
          .atMost(LONGEST)
          .until(
              () -> {
                reader
                    .poll(Duration.ofMillis(200))
                    .forEach(
                        record ->
                            records
                                .computeIfAbsent(EventCodec.key(record), none -> new ArrayList<>())
                                .add(codec.fromRecord(record, AnnotatedImage.class)));
                return records.size() >= images && reader.hasReached(reader.ends());
              });
    }
    return records;
  }
}
