package io.boxstream.local.crash;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boxstream.local.LocalCheckout;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged inference-service in the mode {@code exactly-once}, killed while it answers. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class AnsweredOnceIT {
  private static final int KEYS = 4;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration LATEST_KILL = Duration.ofMillis(1000);

  @TempDir Path directory;

  private Surroundings surroundings;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(LocalCheckout.servicesAreBuilt(), "the services are not packaged: run mvn verify");
    surroundings = new Surroundings(directory);
    PromotedModel.promote(surroundings.artifacts());
  }

  @AfterEach
  void stop() {
    if (surroundings != null) {
      surroundings.close();
    }
  }

  @Test
  @Tag("system")
  void eachRequestIsAnsweredOnceAlthoughTheServiceIsKilledTwice() throws Exception {
    assertThatEachIsAnsweredOnce(2);
  }

  @Test
  @Tag("soak")
  void eachRequestIsAnsweredOnceAlthoughTheServiceIsKilledTwentyTimes() throws Exception {
    assertThatEachIsAnsweredOnce(20);
  }

  private void assertThatEachIsAnsweredOnce(int kills) throws Exception {
    // Given requests that keep coming
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (NumberedRequests requests = NumberedRequests.start(surroundings.kafka(), KEYS, PAUSE)) {

      // When the service is killed while it answers
      for (int kill = 0; kill < kills; kill++) {
        try (RunningService service = inference()) {
          requests.awaitAnswers();
          LockSupport.parkNanos((long) (random.nextDouble() * LATEST_KILL.toNanos()));
        }
        // What was in hand at one kill is read alone; an image that is read alone at the next one
        // would be refused.
        surroundings.loseWork("inference-service");
      }

      // Then the next one answers what is left, and all are answered once and in order
      try (RunningService service = inference()) {
        requests.assertAnsweredOnceInOrder("seed " + seed);
      }
    }
  }

  /** The next one ends the transaction of the one before at once, and takes over in two seconds. */
  private RunningService inference() throws IOException {
    return surroundings.start(
        "inference-service",
        "-Dboxstream.inference.requests.delivery=exactly-once",
        "-Dboxstream.inference.requests.transactional-id=boxstream-inference-killed",
        "-Dkafka.session.timeout.ms=2000",
        "-Dkafka.heartbeat.interval.ms=500");
  }
}
