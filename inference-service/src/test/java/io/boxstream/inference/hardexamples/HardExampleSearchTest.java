package io.boxstream.inference.hardexamples;

import static io.boxstream.inference.hardexamples.Requests.LEFT;
import static io.boxstream.inference.hardexamples.Requests.RIGHT;
import static io.boxstream.inference.hardexamples.Requests.answer;
import static io.boxstream.inference.hardexamples.Requests.hat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxstream.detection.Box;
import io.boxstream.events.HardExample.Request;
import io.boxstream.events.HardExampleReason;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.inference.TestImages;
import io.boxstream.inference.hardexamples.HardExampleMetrics.Outcome;
import io.boxstream.inference.model.FakeDetector;
import io.boxstream.inference.model.LoadedModel;
import io.boxstream.inference.model.ModelHolder;
import io.boxstream.inference.model.ModelIdentity;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.ImageReader;
import io.boxstream.inference.serve.ThresholdSelector;
import io.boxstream.meters.TagValues;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HardExampleSearchTest {
  private static final Duration WINDOW = Duration.ofMillis(100);
  private static final Request REQUEST = new Request(Instant.EPOCH, "", Optional.empty());

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ModelHolder models = new ModelHolder("detector", Runnable::run);
  private final ModelHolder gloves = new ModelHolder("gloves", Runnable::run);
  private final ImageReader reader =
      new ImageDecoder(new ImageLimits(1 << 20, 1000, 1_000_000))::decodeUpright;
  private final List<Candidate> published = new CopyOnWriteArrayList<>();
  private final AtomicBoolean idle = new AtomicBoolean(true);
  private HardExampleSearch search;

  @BeforeEach
  void serve() {
    models.install(model(1));
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (search != null) {
      search.close();
    }
    models.close();
  }

  @Test
  void publishesAnUnsureAnswerAndNotASureOne() {
    start(100_000, published::add);

    search.answered(image(1), answer(1, hat(0.98, LEFT)), REQUEST);
    search.answered(image(2), answer(1, hat(0.41, LEFT)), REQUEST);

    await().until(() -> published.size() == 1);
    assertThat(published.get(0).image()).isEqualTo(image(2));
    assertThat(count(Outcome.EASY)).isEqualTo(1);
    assertThat(count(Outcome.PUBLISHED)).isEqualTo(1);
  }

  @Test
  void doesNotPublishWhatLooksTheSame() {
    start(100_000, published::add);
    search.answered(image(3), answer(1, hat(0.41, LEFT)), REQUEST);
    await().until(() -> published.size() == 1);

    search.answered(image(3), answer(1, hat(0.40, LEFT)), REQUEST);
    search.answered(image(4), answer(1, hat(0.40, LEFT)), REQUEST);

    await().until(() -> published.size() == 2);
    assertThat(published.get(1).image()).isEqualTo(image(4));
    assertThat(count(Outcome.NEAR_DUPLICATE)).isEqualTo(1);
  }

  @Test
  void publishesAnImageThatIsTypicalOfADriftAlthoughItsAnswerIsSure() {
    start(100_000, published::add);

    search.drifted(Requests.request(image(2), answer(1, hat(0.98, LEFT))), 0.75);

    await().until(() -> published.size() == 1);
    assertThat(published.get(0).reasons()).containsExactly(HardExampleReason.DRIFT);
    assertThat(published.get(0).score()).isEqualTo(0.75);
    assertThat(published.get(0).boxes()).hasSize(1);
  }

  @Test
  void keepsToTheBudget() {
    start(1, published::add);

    for (int seed = 10; seed < 30; seed++) {
      search.answered(image(seed), answer(1, hat(0.41, LEFT)), REQUEST);
    }

    await().until(() -> count(Outcome.PUBLISHED) + count(Outcome.OUTRANKED) == 20);
    assertThat(published).hasSize(1);
  }

  @Test
  void losesCandidatesAndNothingElseWhenNothingCanBePublished() {
    AtomicBoolean down = new AtomicBoolean(true);
    start(
        100_000,
        candidate -> {
          if (down.get()) {
            throw new IllegalStateException("no broker");
          }
          published.add(candidate);
        });
    search.answered(image(1), answer(1, hat(0.41, LEFT)), REQUEST);
    await().until(() -> count(Outcome.FAILED) == 1);

    down.set(false);
    search.answered(image(2), answer(1, hat(0.41, LEFT)), REQUEST);

    await().until(() -> published.size() == 1);
    assertThat(published.get(0).image()).isEqualTo(image(2));
  }

  @Test
  void aRequestDoesNotWaitForASlowSink() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch publishing = new CountDownLatch(1);
    start(
        100_000,
        candidate -> {
          publishing.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    search.answered(image(1), answer(1, hat(0.41, LEFT)), REQUEST);
    publishing.await();

    // When more requests are answered than may wait: a quarter of the memory
    byte[] large = new byte[100_000];
    for (int i = 0; i < 10; i++) {
      search.answered(large, answer(1), REQUEST);
    }

    // Then those without room are dropped at once
    assertThat(count(Outcome.DROPPED)).isEqualTo(8);
    assertThat(meters.get(HardExampleMetrics.MEMORY).gauge().value()).isLessThan(1_000_000);
    release.countDown();
  }

  @Test
  void looksAgainAtTheLatestRequestsAfterASwap() {
    // Given sure answers of generation 1, of which the second model confirms one
    start(100_000, published::add);
    search.answered(image(1), answer(1, hat(0.98, LEFT)), REQUEST);
    search.answered(image(2), answer(1, hat(0.98, new Box(0, 0, 96, 96))), REQUEST);
    await().until(() -> count(Outcome.EASY) == 2);

    // When the engine is busy, nothing is compared; then it is idle
    idle.set(false);
    models.install(model(2));
    search.answered(image(3), answer(2, hat(0.98, LEFT)), REQUEST);
    await().until(() -> count(Outcome.EASY) == 3);
    assertThat(count(Outcome.COMPARED)).isZero();
    idle.set(true);

    // Then what the new model sees differently is published, with its boxes
    await().until(() -> published.size() == 1);
    await().until(() -> count(Outcome.COMPARED) == 2);
    assertThat(published.get(0).image()).isEqualTo(image(1));
    assertThat(published.get(0).reasons()).contains(HardExampleReason.GENERATIONS_DISAGREE);
    assertThat(published.get(0).answer().identity().generation()).isEqualTo(2);
    assertThat(published.get(0).boxes())
        .singleElement()
        .satisfies(b -> assertThat(b.xMax()).isEqualTo(96));
  }

  @Test
  void requestsOfAllModelsCompete() {
    start(1, published::add);

    search.answered(image(1), answer(1, hat(0.41, LEFT)), REQUEST);
    search.answered(image(2), of("gloves", answer(1, hat(0.41, LEFT), hat(0.42, RIGHT))), REQUEST);

    await().until(() -> published.size() == 1);
    assertThat(published.get(0).image()).isEqualTo(image(2));
    assertThat(published.get(0).answer().identity().model()).isEqualTo("gloves");
  }

  @Test
  void aModelLooksAgainAtItsOwnRequestsWhileItIsInMemory() {
    // Given an older request of a model that is not in memory, and one of another that is swapped
    start(100_000, published::add);
    search.answered(image(1), of("gloves", answer(1, hat(0.98, LEFT))), REQUEST);
    search.answered(image(2), answer(1, hat(0.98, LEFT)), REQUEST);
    await().until(() -> count(Outcome.EASY) == 2);

    models.install(model(2));

    await().until(() -> published.size() == 1);
    assertThat(published.get(0).image()).isEqualTo(image(2));
    assertThat(count(Outcome.COMPARED)).isEqualTo(1);
    gloves.install(new LoadedModel(of("gloves", answer(2)).identity(), new FakeDetector(0.98f), 0));
    await().until(() -> published.size() == 2);
    assertThat(published.get(1).answer().identity().model()).isEqualTo("gloves");
    gloves.close();
  }

  private static Answer of(String model, Answer answer) {
    ModelIdentity identity = answer.identity();
    return new Answer(
        answer.width(),
        answer.height(),
        answer.detections(),
        new ModelIdentity(
            model,
            identity.generation(),
            identity.checkpointId(),
            identity.preset(),
            identity.classes(),
            OptionalDouble.empty(),
            identity.thresholds()),
        answer.timings());
  }

  @Test
  void anImageThatCannotBeDecodedStopsNothing() {
    start(100_000, published::add);

    search.answered(new byte[] {1, 2, 3}, answer(1, hat(0.41, LEFT)), REQUEST);
    search.answered(image(2), answer(1, hat(0.41, LEFT)), REQUEST);

    await().until(() -> published.size() == 1);
    assertThat(count(Outcome.FAILED)).isEqualTo(1);
  }

  private void start(int perHour, HardExampleSink sink) {
    search =
        HardExampleSearch.start(
            new HardExampleSettings(perHour, WINDOW, 0.1, 1_000_000),
            new HardExampleSearch.Serving(
                new ThresholdSelector(OptionalDouble.empty()),
                name -> Optional.of(name.equals("gloves") ? gloves : models),
                reader,
                idle::get),
            sink,
            new HardExampleMetrics(meters),
            Clock.systemUTC());
  }

  private double count(Outcome outcome) {
    return meters
        .get(HardExampleMetrics.REQUESTS)
        .tag("outcome", TagValues.of(outcome))
        .counter()
        .count();
  }

  /** Finds a hat as large as the image. */
  private static LoadedModel model(long generation) {
    return new LoadedModel(Requests.generation(generation), new FakeDetector(0.98f), 0);
  }

  private static byte[] image(long seed) {
    return TestImages.jpeg(96, 96, seed);
  }
}
