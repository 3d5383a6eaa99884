package io.boxstream.inference.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boxstream.artifacts.evaluation.ScoreThresholds;
import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.drift.DriftFeature;
import io.boxstream.detection.drift.DriftReference;
import io.boxstream.detection.drift.ImageTraits;
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
  private final List<AnsweredRequest> offered = new ArrayList<>();
  private ModelIdentity serving = generation(1);
  private boolean storeIsAway;
  private int references;

  private final DriftMonitor monitor =
      new DriftMonitor(
          new DriftSettings(IMAGES, Duration.ofHours(1), 0.05, 0.01),
          () -> Optional.of(serving),
          this::reference,
          DriftMonitorTest::image,
          new DriftMonitor.Outputs(
              published::add,
              (request, typicality) -> {
                assertThat(typicality).isBetween(0.0, 1.0);
                offered.add(request);
              },
              new DriftMetrics(meters)),
          clock);

  @Test
  void usualTrafficIsNoDrift() {
    traffic(5 * IMAGES, 1);

    assertThat(published).isEmpty();
    assertThat(offered).isEmpty();
    assertThat(monitor.state().status()).isEqualTo(Status.WATCHING);
    assertThat(monitor.state().latest().orElseThrow().drifting()).isEmpty();
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
    assertThat(published.get(0).images()).isEqualTo(IMAGES);
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
    traffic(IMAGES, 1);
    assertThat(drifting()).isZero();

    traffic(2 * IMAGES, DARK);

    assertThat(published).hasSize(2);
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
    assertThat(monitor.state().images()).isEqualTo(1);
    assertThat(monitor.state().model()).contains(serving);
  }

  @Test
  void answersOfOtherModelsDoNotCount() {
    traffic(1, 1);
    ModelIdentity champion = serving;
    AnsweredRequest other = request(generation(9), 1);

    monitor.look(other);

    assertThat(monitor.state().model()).contains(champion);
    assertThat(monitor.state().images()).isEqualTo(1);
  }

  @Test
  void aModelWithoutReferenceIsNotWatched() {
    serving = generation(3);

    traffic(2, 1);

    assertThat(monitor.state().status()).isEqualTo(Status.NO_REFERENCE);
    assertThat(references).isEqualTo(1);
    assertThat(monitor.state().images()).isZero();
  }

  @Test
  void aStoreThatIsAwayIsAskedAgain() {
    storeIsAway = true;
    traffic(1, 1);
    assertThat(monitor.state().status()).isEqualTo(Status.WAITING);

    storeIsAway = false;
    traffic(1, 1);

    assertThat(monitor.state().status()).isEqualTo(Status.WATCHING);
  }

  @Test
  void oneImageIsTakenUntilItWasLookedAtAndItsPauseIsOver() throws InterruptedException {
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger decoded = new AtomicInteger();
    DriftMonitor started =
        DriftMonitor.start(
            new DriftSettings(IMAGES, Duration.ofHours(1), 0.05, 0.01),
            () -> Optional.of(serving),
            this::reference,
            bytes -> {
              decoded.incrementAndGet();
              looking.countDown();
              awaitUninterrupted(go);
              return image(bytes);
            },
            new DriftMonitor.Outputs(
                published::add, DriftedImages.NONE, new DriftMetrics(new SimpleMeterRegistry())),
            Clock.systemUTC());
    try {
      tell(started);
      assertThat(looking.await(10, TimeUnit.SECONDS)).isTrue();
      tell(started);
      go.countDown();
      await().until(() -> started.state().images() == 1);
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
    ModelWatch watch = new ModelWatch(serving, reference(serving).orElseThrow(), settings);
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
    return meters.get(DriftMetrics.DRIFTING).tag("feature", "brightness").gauge().value();
  }

  private double windows(String outcome) {
    return meters.get(DriftMetrics.WINDOWS).tag("outcome", outcome).counter().count();
  }

  private static ModelIdentity generation(long number) {
    return new ModelIdentity(
        "detector",
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
