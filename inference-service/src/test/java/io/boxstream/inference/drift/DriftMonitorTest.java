package io.boxstream.inference.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.drift.DriftFeature;
import io.boxstream.detection.drift.DriftReference;
import io.boxstream.detection.drift.ImageTraits;
import io.boxstream.events.DriftEnd;
import io.boxstream.events.HardExample.Request;
import io.boxstream.images.ImageQuality;
import io.boxstream.images.RgbImage;
import io.boxstream.inference.drift.DriftState.Status;
import io.boxstream.inference.hardexamples.AnsweredRequest;
import io.boxstream.inference.model.ModelIdentity;
import io.boxstream.inference.serve.Answer;
import io.boxstream.inference.serve.Timings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DriftMonitorTest {
  private static final List<String> CLASSES = List.of("hat");
  private static final ScoreThresholds THRESHOLDS = new ScoreThresholds(0.4, Map.of());
  private static final double DARK = 0.6;
  private static final int IMAGES = 60;

  private final Random random = new Random(17);
  private final SteppingClock clock = new SteppingClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<DriftFinding> published = new ArrayList<>();
  private final List<DriftEnding> ended = new ArrayList<>();
  private final List<AnsweredRequest> offered = new ArrayList<>();
  private ModelIdentity serving = generation(1);
  private final Map<String, ModelIdentity> others = new HashMap<>();
  private boolean storeIsAway;
  private int references;

  private final DriftMonitor monitor =
      new DriftMonitor(
          new DriftSettings(IMAGES, Duration.ofHours(1), 0.05, 0.01),
          this::serving,
          this::reference,
          DriftMonitorTest::image,
          new DriftMonitor.Outputs(
              new Told(),
              (request, typicality) -> {
                assertThat(typicality).isBetween(0.0, 1.0);
                offered.add(request);
              },
              new DriftMetrics(meters, "detector")),
          clock);

  private Optional<ModelIdentity> serving(String name) {
    return Optional.ofNullable(name.equals("detector") ? serving : others.get(name));
  }

  private final class Told implements DriftSink {
    @Override
    public void begins(DriftFinding finding) {
      published.add(finding);
    }

    @Override
    public void ends(DriftEnding ending) {
      ended.add(ending);
    }
  }

  @Test
  void usualTrafficIsNoDrift() {
    traffic(5 * IMAGES, 1);

    assertThat(published).isEmpty();
    assertThat(offered).isEmpty();
    assertThat(monitor.state("detector").status()).isEqualTo(Status.WATCHING);
    assertThat(monitor.state("detector").latest().orElseThrow().drifting()).isEmpty();
    assertThat(windows("usual")).isEqualTo(5);
  }

  @Test
  void darkTrafficIsToldAtTheEndOfItsSecondWindowAndOnce() {
    traffic(2 * IMAGES - 1, DARK);
    assertThat(published).isEmpty();
    assertThat(drifting()).isZero();

    traffic(1, DARK);
    traffic(2 * IMAGES, DARK);

    assertThat(published).hasSize(1);
    assertThat(published.get(0).drifting()).contains(DriftFeature.BRIGHTNESS);
    assertThat(published.get(0).latest().images()).isEqualTo(IMAGES);
    assertThat(published.get(0).model()).isEqualTo(serving);
    assertThat(drifting()).isEqualTo(1);
    assertThat(windows("different")).isEqualTo(1);
    assertThat(windows("drifting")).isEqualTo(3);
  }

  @Test
  void oneUnusualWindowIsNoDrift() {
    traffic(IMAGES, DARK);
    traffic(IMAGES, 1);
    traffic(IMAGES, DARK);

    assertThat(published).isEmpty();
  }

  @Test
  void aDriftEndsWithAUsualWindowAndIsToldAgainWhenItComesBack() {
    traffic(2 * IMAGES, DARK);
    assertThat(ended).isEmpty();
    traffic(IMAGES, 1);
    assertThat(drifting()).isZero();
    assertThat(ended).hasSize(1);
    DriftEnding ending = ended.get(0);
    assertThat(ending.reason()).isEqualTo(DriftEnd.USUAL_AGAIN);
    assertThat(ending.features()).isEqualTo(published.get(0).drifting());
    assertThat(ending.drifting()).isEmpty();
    assertThat(ending.since()).isEqualTo(published.get(0).compared().to());
    assertThat(ending.at())
        .isEqualTo(monitor.state("detector").latest().orElseThrow().latest().to());

    traffic(2 * IMAGES, DARK);

    assertThat(published).hasSize(2);
  }

  @Test
  void aDriftEndsWhenItsModelIsReplaced() {
    traffic(2 * IMAGES, DARK);
    ModelIdentity former = serving;

    serving = generation(2);
    traffic(1, DARK);

    assertThat(ended).hasSize(1);
    assertThat(ended.get(0).model()).isEqualTo(former);
    assertThat(ended.get(0).reason()).isEqualTo(DriftEnd.MODEL_REPLACED);
    assertThat(ended.get(0).features()).contains(DriftFeature.BRIGHTNESS);
  }

  @Test
  void aBrokerThatDoesNotAnswerHidesNoDrift() {
    DriftMonitor alone =
        monitor(
            new DriftSink() {
              @Override
              public void begins(DriftFinding finding) {
                throw new IllegalStateException("no broker");
              }

              @Override
              public void ends(DriftEnding ending) {
                throw new IllegalStateException("no broker");
              }
            });

    for (int i = 0; i < 2 * IMAGES; i++) {
      alone.look(request(serving, DARK));
    }
    assertThat(alone.state("detector").latest().orElseThrow().drifting()).isNotEmpty();
    for (int i = 0; i < IMAGES; i++) {
      alone.look(request(serving, 1));
    }
    assertThat(alone.state("detector").latest().orElseThrow().drifting()).isEmpty();
  }

  @Test
  void eachModelIsComparedWithItsOwnReference() {
    // Given a model whose requests are dark and one whose requests are as usual, by turns
    ModelIdentity hats = named("hats", 1);
    others.put("hats", hats);
    for (int i = 0; i < 2 * IMAGES; i++) {
      monitor.look(request(serving, 1));
      monitor.look(request(hats, DARK));
    }

    // Then one drifts
    assertThat(references).isEqualTo(2);
    assertThat(published).singleElement().satisfies(one -> assertThat(one.model()).isEqualTo(hats));
    assertThat(monitor.state("hats").latest().orElseThrow().drifting()).isNotEmpty();
    assertThat(monitor.state("detector").latest().orElseThrow().drifting()).isEmpty();
    assertThat(monitor.state("detector").model()).contains(serving);
    assertThat(drifting()).isZero();
    assertThat(
            meters
                .get(DriftMetrics.DRIFTING)
                .tags("feature", "brightness", "model", "hats")
                .gauge()
                .value())
        .isEqualTo(1);
  }

  @Test
  void aModelThatIsUnloadedGoesOnWithItsWindow() {
    ModelIdentity hats = named("hats", 1);
    others.put("hats", hats);
    monitor.look(request(hats, 1));

    others.remove("hats");
    traffic(1, 1);
    others.put("hats", hats);
    monitor.look(request(hats, 1));

    assertThat(monitor.state("hats").images()).isEqualTo(2);
    assertThat(references).isEqualTo(2);
  }

  @Test
  void watchesALimitedNumberOfModelsAndForgetsThoseWithoutTraffic() {
    // Given as many as are watched
    for (int i = 1; i <= DriftMonitor.MOST_MODELS; i++) {
      ModelIdentity one = named("model-" + i, 1);
      others.put(one.model(), one);
      monitor.look(request(one, 1));
    }

    // When there is one more
    traffic(1, 1);

    // Then it is watched when another had no traffic for a long time
    assertThat(monitor.state("detector").status()).isEqualTo(Status.WAITING);
    clock.now = clock.now.plus(Duration.ofHours(5));
    traffic(1, 1);
    assertThat(monitor.state("detector").status()).isEqualTo(Status.WATCHING);
    assertThat(others.keySet().stream().map(monitor::state))
        .filteredOn(state -> state.status() == Status.WAITING)
        .hasSize(1);
  }

  private DriftMonitor monitor(DriftSink sink) {
    return new DriftMonitor(
        new DriftSettings(IMAGES, Duration.ofHours(1), 0.05, 0.01),
        this::serving,
        this::reference,
        DriftMonitorTest::image,
        new DriftMonitor.Outputs(
            sink, DriftedImages.NONE, new DriftMetrics(new SimpleMeterRegistry(), "detector")),
        clock);
  }

  @Test
  void theImagesThatAreTheMostTypicalAreOffered() {
    traffic(IMAGES, DARK);

    for (int i = 0; i < IMAGES; i++) {
      look(i % 2 == 0 ? DARK : 1);
    }

    // A tenth of the validation images is as dark.
    assertThat(offered).hasSize(8);
    assertThat(offered).allSatisfy(one -> assertThat(brightness(one)).isLessThan(100));
  }

  @Test
  void anotherGenerationBeginsWithEmptyWindowsAndItsOwnReference() {
    traffic(2 * IMAGES - 1, DARK);
    serving = generation(2);
    traffic(IMAGES + 1, DARK);

    assertThat(references).isEqualTo(2);
    assertThat(published).isEmpty();
    assertThat(monitor.state("detector").images()).isEqualTo(1);
    assertThat(monitor.state("detector").model()).contains(serving);
  }

  @Test
  void answersOfOtherModelsDoNotCount() {
    traffic(1, 1);
    ModelIdentity champion = serving;
    AnsweredRequest other = request(generation(9), 1);

    monitor.look(other);

    assertThat(monitor.state("detector").model()).contains(champion);
    assertThat(monitor.state("detector").images()).isEqualTo(1);
  }

  @Test
  void aModelWithoutReferenceIsNotWatched() {
    serving = generation(3);

    traffic(2, 1);

    assertThat(monitor.state("detector").status()).isEqualTo(Status.NO_REFERENCE);
    assertThat(references).isEqualTo(1);
    assertThat(monitor.state("detector").images()).isZero();
  }

  @Test
  void aStoreThatIsAwayIsAskedAgain() {
    storeIsAway = true;
    traffic(1, 1);
    assertThat(monitor.state("detector").status()).isEqualTo(Status.WAITING);

    storeIsAway = false;
    traffic(1, 1);

    assertThat(monitor.state("detector").status()).isEqualTo(Status.WATCHING);
  }

  @Test
  void oneImageIsTakenUntilItWasLookedAtAndItsPauseIsOver() throws InterruptedException {
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger decoded = new AtomicInteger();
    DriftMonitor started =
        DriftMonitor.start(
            new DriftSettings(IMAGES, Duration.ofHours(1), 0.05, 0.01),
            this::serving,
            this::reference,
            bytes -> {
              decoded.incrementAndGet();
              looking.countDown();
              awaitUninterrupted(go);
              return image(bytes);
            },
            new DriftMonitor.Outputs(
                new Told(),
                DriftedImages.NONE,
                new DriftMetrics(new SimpleMeterRegistry(), "detector")),
            Clock.systemUTC());
    try {
      tell(started);
      assertThat(looking.await(10, TimeUnit.SECONDS)).isTrue();
      tell(started);
      go.countDown();
      await().until(() -> started.state("detector").images() == 1);
      tell(started);
    } finally {
      started.close();
    }

    assertThat(decoded).hasValue(1);
  }

  private void tell(DriftMonitor started) {
    AnsweredRequest request = request(serving, 1);
    started.answered(request.image(), request.answer(), request.request());
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void slowTrafficIsComparedAfterFourTimesAsLong() {
    DriftSettings settings = new DriftSettings(600, Duration.ofHours(1), 0.05, 0.01);
    ModelWatch watch =
        new ModelWatch(
            serving, reference(serving).orElseThrow(), settings, new SharedBytes(1 << 20));
    ImageTraits traits = new ImageTraits(100, 1, List.of());

    for (int i = 0; i < IMAGES; i++) {
      assertThat(watch.isFull()).isFalse();
      watch.add(request(serving, 1), traits, Instant.EPOCH.plus(Duration.ofMinutes(5L * i)));
    }

    assertThat(watch.isFull()).isTrue();
  }

  @Test
  void spendsAHundredthOfTheTimeAndNotMore() {
    DriftSettings settings = new DriftSettings(600, Duration.ofHours(1), 0.05, 0.01);

    assertThat(settings.pauseAfter(Duration.ofMillis(20))).isEqualTo(Duration.ofSeconds(6));
    assertThat(settings.pauseAfter(Duration.ofMillis(200))).isEqualTo(Duration.ofMillis(99 * 200));
    assertThat(settings.restAfter(Duration.ofMillis(20))).isEqualTo(Duration.ofMillis(99 * 20));
  }

  private void traffic(int images, double light) {
    for (int i = 0; i < images; i++) {
      look(light);
    }
  }

  private void look(double light) {
    monitor.look(request(serving, light));
  }

  /** The two bytes are the grey levels of the image's halves. */
  private AnsweredRequest request(ModelIdentity identity, double light) {
    double grey = light * (110 + 15 * random.nextGaussian());
    byte[] image = {(byte) (grey - 20), (byte) (grey + 20)};
    Detection hat = new Detection(0, 0.9f, new Box(0, 0, 10 + random.nextInt(10), 10));
    Detection doubtful = new Detection(0, 0.2f, new Box(0, 0, 40, 40));
    return new AnsweredRequest(
        image,
        new Answer(40, 40, List.of(hat, doubtful), identity, new Timings(1, 1, 1, 3)),
        new Request(Instant.EPOCH, "", Optional.empty()));
  }

  private static double brightness(AnsweredRequest request) {
    return ImageQuality.of(image(request.image())).brightness();
  }

  private static RgbImage image(byte[] greys) {
    byte[] rgb = new byte[3 * 40 * 40];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = greys[i / 3 % 40 < 20 ? 0 : 1];
    }
    return new RgbImage(40, 40, rgb);
  }

  private Optional<ServedReference> reference(ModelIdentity identity) {
    if (storeIsAway) {
      throw new IllegalStateException("no store");
    }
    references++;
    if (identity.generation() == 3) {
      return Optional.empty();
    }
    List<ImageTraits> traits = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      AnsweredRequest one = request(identity, 1);
      traits.add(
          ImageTraits.of(
              ImageQuality.of(image(one.image())),
              40,
              40,
              one.answer().detections().subList(0, 1),
              CLASSES));
    }
    return DriftReference.of(traits).map(found -> new ServedReference(found, THRESHOLDS));
  }

  private double drifting() {
    return meters
        .get(DriftMetrics.DRIFTING)
        .tags("feature", "brightness", "model", "detector")
        .gauge()
        .value();
  }

  private double windows(String outcome) {
    return meters
        .get(DriftMetrics.WINDOWS)
        .tags("outcome", outcome, "model", "detector")
        .counter()
        .count();
  }

  private static ModelIdentity generation(long number) {
    return named("detector", number);
  }

  private static ModelIdentity named(String name, long number) {
    return new ModelIdentity(
        name,
        number,
        "run-00000" + number,
        "tiny",
        CLASSES,
        OptionalDouble.empty(),
        Optional.of(THRESHOLDS));
  }

  /** Each look at it takes a millisecond. */
  private static final class SteppingClock extends Clock {
    private Instant now = Instant.parse("2026-11-23T10:15:30Z");

    @Override
    public Instant instant() {
      now = now.plusMillis(1);
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
