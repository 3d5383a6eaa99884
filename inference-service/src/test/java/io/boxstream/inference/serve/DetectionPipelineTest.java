package io.boxstream.inference.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boxstream.detection.Detection;
import io.boxstream.images.ContentHash;
import io.boxstream.images.CrashedImageException;
import io.boxstream.images.NotAnImageException;
import io.boxstream.images.RgbImage;
import io.boxstream.images.crash.CrashGuard;
import io.boxstream.inference.model.Detector;
import io.boxstream.inference.model.FakeDetector;
import io.boxstream.inference.model.ModelHolder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DetectionPipelineTest {
  private static final BatchSettings SETTINGS = settings(4, 2, 1);

  private final ModelHolder models = new ModelHolder("detector", Runnable::run);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final DetectionPipeline pipeline =
      DetectionPipeline.start(
          DetectionPipelineTest::read,
          CrashGuard.NONE,
          SETTINGS,
          new ServingMetrics(meters, "detector"),
          System::nanoTime);

  @AfterEach
  void stop() throws InterruptedException {
    pipeline.close();
    models.close();
  }

  @Test
  void answersWithTheModelThatServed() throws Exception {
    // Given
    models.install(FakeDetector.model(7));

    // When
    Answer answer = pipeline.detect(submission(image(3))).get(10, TimeUnit.SECONDS);

    // Then
    assertThat(answer.identity().generation()).isEqualTo(7);
    assertThat(answer.width()).isEqualTo(3);
    assertThat(answer.height()).isEqualTo(1);
    assertThat(answer.detections()).singleElement().extracting(Detection::score).isEqualTo(0.007f);
    assertThat(answer.timings().total())
        .isEqualTo(
            answer.timings().decode() + answer.timings().queue() + answer.timings().inference());
  }

  @Test
  void saysThatThereIsNoModel() {
    assertThatThrownBy(() -> pipeline.detect(submission(image(3))).get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(NoModelException.class);
  }

  @Test
  void anUnreadableImageFailsAlone() throws Exception {
    // Given
    models.install(FakeDetector.model(1));

    // When
    CompletableFuture<Answer> bad = pipeline.detect(submission(new byte[0]));
    CompletableFuture<Answer> good = pipeline.detect(submission(image(3)));

    // Then
    assertThat(good.get(10, TimeUnit.SECONDS).width()).isEqualTo(3);
    assertThatThrownBy(() -> bad.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(NotAnImageException.class);
  }

  @Test
  void anImageThatTheEngineCannotTakeDoesNotCostItsNeighboursTheirAnswers() throws Exception {
    // Given an engine that is busy until a batch has gathered behind it, and that fails on images
    // 13 wide
    CountDownLatch busy = new CountDownLatch(1);
    models.install(FakeDetector.model(1, new Refusing(busy, 13)));
    List<CompletableFuture<Answer>> answers = new ArrayList<>();

    // When
    for (int width : new int[] {1, 2, 13, 4, 5}) {
      answers.add(pipeline.detect(submission(image(width))));
    }
    busy.countDown();

    // Then
    assertThatThrownBy(() -> answers.remove(2).get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ImageFailedException.class);
    for (CompletableFuture<Answer> answer : answers) {
      assertThat(answer.get(10, TimeUnit.SECONDS).detections()).hasSize(1);
    }
  }

  /** The engine is native code, too. */
  @Test
  void anImageIsInHandUntilTheEngineIsThroughWithIt() throws Exception {
    // Given an engine that is busy
    CountDownLatch busy = new CountDownLatch(1);
    models.install(FakeDetector.model(1, new Refusing(busy, 13)));
    List<String> inHand = new CopyOnWriteArrayList<>();
    CrashGuard guard =
        hash -> {
          inHand.add(hash);
          return () -> inHand.remove(hash);
        };
    DetectionPipeline guarded =
        DetectionPipeline.start(
            DetectionPipelineTest::read,
            guard,
            SETTINGS,
            new ServingMetrics(new SimpleMeterRegistry(), "detector"),
            System::nanoTime);
    byte[] image = image(3);

    // When
    CompletableFuture<Answer> answer = guarded.detect(submission(image));

    // Then
    await().until(() -> inHand.equals(List.of(ContentHash.of(image))));
    assertThat(answer).isNotDone();
    busy.countDown();
    answer.get(10, TimeUnit.SECONDS);
    await().until(inHand::isEmpty);
    assertThatThrownBy(() -> guarded.detect(submission(new byte[0])).get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(NotAnImageException.class);
    await().until(inHand::isEmpty);
    guarded.close();
  }

  @Test
  void aRequestThatTheGuardRefusesIsNotRead() {
    // Given
    models.install(FakeDetector.model(1));
    DetectionPipeline guarded =
        DetectionPipeline.start(
            bytes -> {
              throw new AssertionError("was read");
            },
            hash -> {
              throw new CrashedImageException(hash, 2);
            },
            SETTINGS,
            new ServingMetrics(new SimpleMeterRegistry(), "detector"),
            System::nanoTime);

    // When
    CompletableFuture<Answer> answer = guarded.detect(submission(image(3)));

    // Then
    assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(CrashedImageException.class);
  }

  @Test
  void anEngineThatFailsOnEverythingIsNotTheImagesFault() {
    models.install(FakeDetector.model(1, new Refusing(new CountDownLatch(0), -1)));

    assertThatThrownBy(() -> pipeline.detect(submission(image(3))).get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(EngineFailedException.class);
  }

  @Test
  void anErrorOfTheEngineDoesNotEndTheThreadThatServes() throws Exception {
    // Given an engine whose library is damaged
    models.install(FakeDetector.model(1, new Damaged()));
    assertThatThrownBy(() -> pipeline.detect(submission(image(3))).get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(EngineFailedException.class);

    // When one that works is swapped in
    models.install(FakeDetector.model(2));

    // Then
    assertThat(
            pipeline.detect(submission(image(3))).get(10, TimeUnit.SECONDS).identity().generation())
        .isEqualTo(2);
  }

  @Test
  void batchesAreNoLargerThanAllowed() throws Exception {
    // Given an engine that is busy until all images wait
    CountDownLatch busy = new CountDownLatch(1);
    Refusing engine = new Refusing(busy, 1000);
    models.install(FakeDetector.model(1, engine));

    // When
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 1; i <= 20; i++) {
      answers.add(pipeline.detect(submission(image(i))));
    }
    await().until(() -> meters.get(ServingMetrics.QUEUE).gauge().value() >= 8);
    busy.countDown();
    for (CompletableFuture<Answer> answer : answers) {
      answer.get(10, TimeUnit.SECONDS);
    }

    // Then
    assertThat(engine.batches).allMatch(size -> size <= 4).anyMatch(size -> size > 1);
    assertThat(engine.batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(20);
  }

  @Test
  void takesAsManyBatchesToTheEngineAtOnceAsItHasRunners() throws Exception {
    // Given a detector that answers when two batches are in it
    CountDownLatch both = new CountDownLatch(2);
    Detector works = new FakeDetector(0.5f);
    Detector meeting =
        new Detector() {
          @Override
          public List<List<Detection>> detect(List<RgbImage> images) {
            both.countDown();
            try {
              assertThat(both.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return works.detect(images);
          }

          @Override
          public void close() {
            works.close();
          }
        };
    models.install(FakeDetector.model(1, meeting));
    DetectionPipeline two =
        DetectionPipeline.start(
            DetectionPipelineTest::read,
            CrashGuard.NONE,
            settings(1, 2, 2),
            new ServingMetrics(new SimpleMeterRegistry(), "detector"),
            System::nanoTime);

    // When
    CompletableFuture<Answer> first = two.detect(submission(image(1)));
    CompletableFuture<Answer> second = two.detect(submission(image(2)));

    // Then
    assertThat(first.get(20, TimeUnit.SECONDS).detections()).hasSize(1);
    assertThat(second.get(20, TimeUnit.SECONDS).detections()).hasSize(1);
    two.close();
  }

  @Test
  void swapsUnderLoadWithoutLosingARequest() throws Exception {
    // Given
    models.install(FakeDetector.model(1));
    List<CompletableFuture<Answer>> answers = new ArrayList<>();

    // When the model is swapped a hundred times while two thousand images go through
    for (int i = 0; i < 2000; i++) {
      answers.add(pipeline.detect(submission(image(1 + i % 50))));
      if (i % 20 == 19) {
        models.install(FakeDetector.model(2 + i / 20));
      }
    }

    // Then each was answered by one model, whole: its score is its generation's
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i).get(10, TimeUnit.SECONDS);
      assertThat(answer.width()).isEqualTo(1 + i % 50);
      assertThat(answer.detections().get(0).score())
          .isEqualTo(answer.identity().generation() / 1000f);
    }
  }

  @Test
  void closingEndsWithTheBatchInTheEngineAndLeavesNobodyWaiting() throws Exception {
    // Given an engine that is busy with a first image, and nineteen more
    CountDownLatch busy = new CountDownLatch(1);
    models.install(FakeDetector.model(1, new Refusing(busy, 1000)));
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    answers.add(pipeline.detect(submission(image(1))));
    await().until(() -> meters.get(ServingMetrics.BATCH).summary().count() == 1);
    for (int i = 2; i <= 20; i++) {
      answers.add(pipeline.detect(submission(image(i))));
    }

    // When
    CompletableFuture<Void> closing = CompletableFuture.runAsync(this::close);
    CompletableFuture<Answer> late =
        await()
            .until(
                () -> pipeline.detect(submission(image(1))),
                CompletableFuture::isCompletedExceptionally);
    busy.countDown();
    closing.get(10, TimeUnit.SECONDS);

    // Then
    assertThat(answers).allMatch(CompletableFuture::isDone);
    assertThat(answers.get(0)).isCompleted();
    assertThat(answers.get(19)).isCompletedExceptionally();
    assertThatThrownBy(late::get).hasCauseInstanceOf(StoppingException.class);
  }

  @Test
  void anErrorOfADecoderDoesNotEndItsThread() throws Exception {
    // Given one decoder, which fails on an empty file
    models.install(FakeDetector.model(1));
    DetectionPipeline single =
        DetectionPipeline.start(
            bytes -> {
              if (bytes.length == 0) {
                throw new LinkageError("a native library is damaged");
              }
              return read(bytes);
            },
            CrashGuard.NONE,
            settings(4, 1, 1),
            new ServingMetrics(new SimpleMeterRegistry(), "detector"),
            System::nanoTime);

    // When
    CompletableFuture<Answer> bad = single.detect(submission(new byte[0]));
    CompletableFuture<Answer> good = single.detect(submission(image(3)));

    // Then
    assertThat(good.get(10, TimeUnit.SECONDS).width()).isEqualTo(3);
    assertThatThrownBy(() -> bad.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(LinkageError.class);
    single.close();
  }

  @Test
  void anImageThatNobodyWaitsForAnyMoreIsNotComputed() throws Exception {
    // Given an engine that is busy with one image, and two behind it that are waited for not at all
    // and for a moment
    CountDownLatch busy = new CountDownLatch(1);
    Refusing engine = new Refusing(busy, 1000);
    models.install(FakeDetector.model(1, engine));
    CompletableFuture<Answer> first = pipeline.detect(submission(image(1)));
    await().until(() -> meters.get(ServingMetrics.BATCH).summary().count() == 1);
    CompletableFuture<Answer> late = pipeline.detect(within(Duration.ZERO));
    CompletableFuture<Answer> impatient = pipeline.detect(within(Duration.ofMillis(200)));
    CompletableFuture<Answer> patient = pipeline.detect(within(Duration.ofMinutes(10)));

    // When the engine is free after that moment
    assertThatThrownBy(() -> late.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(DeadlineExceededException.class);
    long impatience = System.nanoTime() + Duration.ofMillis(300).toNanos();
    await().until(() -> System.nanoTime() - impatience > 0);
    busy.countDown();

    // Then
    assertThat(first.get(10, TimeUnit.SECONDS).detections()).hasSize(1);
    assertThat(patient.get(10, TimeUnit.SECONDS).detections()).hasSize(1);
    assertThatThrownBy(() -> impatient.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(DeadlineExceededException.class);
    assertThat(engine.batches.stream().mapToInt(Integer::intValue).sum()).isEqualTo(2);
  }

  @Test
  void sourcesThatBothWaitShareTheEngineByTheirWeights() throws Exception {
    // Given an engine that takes images one by one, behind one that keeps it busy, and room for
    // no more than one decoded image
    CountDownLatch busy = new CountDownLatch(1);
    List<Integer> order = new CopyOnWriteArrayList<>();
    Detector works = new FakeDetector(0.5f);
    Detector noting =
        new Detector() {
          @Override
          public List<List<Detection>> detect(List<RgbImage> images) {
            try {
              busy.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            images.forEach(image -> order.add(image.width()));
            return works.detect(images);
          }

          @Override
          public void close() {
            works.close();
          }
        };
    models.install(FakeDetector.model(1, noting));
    DetectionPipeline shared =
        DetectionPipeline.start(
            DetectionPipelineTest::read,
            CrashGuard.NONE,
            new BatchSettings(1, Optional.empty(), Duration.ZERO, 1, 1, 1, Shares.of(3, 1)),
            new ServingMetrics(new SimpleMeterRegistry(), "detector"),
            System::nanoTime);

    // When 200 requests by topic wait before 60 by HTTP come
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(shared.detect(Submission.of(image(1), RequestSource.TOPIC, models)));
    }
    for (int i = 0; i < 60; i++) {
      answers.add(shared.detect(Submission.of(image(2), RequestSource.HTTP, models)));
    }
    busy.countDown();
    for (CompletableFuture<Answer> answer : answers) {
      answer.get(10, TimeUnit.SECONDS);
    }

    // Then HTTP has three in four until it is through: after the three of the other that were on
    // their way and one for each three of its own
    assertThat(order.lastIndexOf(2)).isBetween(78, 84);
    shared.close();
  }

  @Test
  void eachImageIsAnsweredByTheModelThatItIsFor() throws Exception {
    // Given two models, and an engine that is busy until all images wait
    CountDownLatch busy = new CountDownLatch(1);
    ModelHolder other = new ModelHolder("other", Runnable::run);
    models.install(FakeDetector.model(1, new Refusing(busy, 1000)));
    other.install(FakeDetector.model(2));
    List<CompletableFuture<Answer>> answers = new ArrayList<>();

    // When
    for (int i = 0; i < 40; i++) {
      answers.add(
          pipeline.detect(
              Submission.of(image(1 + i), RequestSource.HTTP, i % 2 == 0 ? models : other)));
    }
    busy.countDown();

    // Then
    for (int i = 0; i < answers.size(); i++) {
      Answer answer = answers.get(i).get(10, TimeUnit.SECONDS);
      assertThat(answer.width()).isEqualTo(1 + i);
      assertThat(answer.identity().generation()).isEqualTo(1 + i % 2);
    }
  }

  @Test
  void aFloodForOneModelDoesNotHoldUpRequestsForAnother() throws Exception {
    // Given two hundred requests for one model
    CountDownLatch busy = new CountDownLatch(1);
    ModelHolder other = new ModelHolder("other", Runnable::run);
    Refusing flooded = new Refusing(busy, 1000);
    models.install(FakeDetector.model(1, flooded));
    other.install(FakeDetector.model(2));
    List<CompletableFuture<Answer>> flood = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      flood.add(pipeline.detect(submission(image(1))));
    }

    // When one for the other comes
    CompletableFuture<Integer> before =
        pipeline
            .detect(Submission.of(image(2), RequestSource.HTTP, other))
            .thenApply(answer -> flooded.batches.stream().mapToInt(Integer::intValue).sum());
    busy.countDown();

    // Then those that were decoded already are computed before it, and few more
    assertThat(before.get(10, TimeUnit.SECONDS)).isLessThan(30);
    for (CompletableFuture<Answer> answer : flood) {
      answer.get(10, TimeUnit.SECONDS);
    }
  }

  private Submission submission(byte[] image) {
    return Submission.of(image, RequestSource.HTTP, models);
  }

  private Submission within(Duration timeLeft) {
    return new Submission(image(7), RequestSource.HTTP, Optional.of(timeLeft), models);
  }

  private static BatchSettings settings(int maximum, int decoders, int runners) {
    return new BatchSettings(
        maximum, Optional.empty(), Duration.ZERO, 1 << 20, decoders, runners, Shares.of(3, 1));
  }

  private void close() {
    try {
      pipeline.close();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An image of one row: one byte per pixel. */
  private static byte[] image(int width) {
    return new byte[width];
  }

  private static RgbImage read(byte[] bytes) {
    if (bytes.length == 0) {
      throw new NotAnImageException("no bytes");
    }
    return new RgbImage(bytes.length, 1, new byte[3 * bytes.length]);
  }

  /**
   * Waits before the first batch, and fails on a batch with an image of one width; of any width if
   * that is negative.
   */
  private static final class Refusing implements Detector {
    private final Detector works = new FakeDetector(0.5f);
    private final Queue<Integer> batches = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ready;
    private final int refusedWidth;

    private Refusing(CountDownLatch ready, int refusedWidth) {
      this.ready = ready;
      this.refusedWidth = refusedWidth;
    }

    @Override
    public List<List<Detection>> detect(List<RgbImage> images) {
      try {
        ready.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (refusedWidth < 0 || images.stream().anyMatch(image -> image.width() == refusedWidth)) {
        throw new IllegalStateException("refused");
      }
      batches.add(images.size());
      return works.detect(images);
    }

    @Override
    public void close() {
      works.close();
    }
  }

  /** Fails as a native library does that cannot be linked. */
  private static final class Damaged implements Detector {

    @Override
    public List<List<Detection>> detect(List<RgbImage> images) {
      throw new LinkageError("a native library is damaged");
    }

    @Override
    public void close() {}
  }
}
