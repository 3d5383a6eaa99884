package io.boxstream.inference.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.images.RgbImage;
import io.boxstream.inference.model.ModelHolder;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ImageQueueTest {
  private static final ModelHolder MODEL = new ModelHolder("detector", Runnable::run);

  @Test
  void aFullQueueMakesTheNextWaitUntilThereIsRoom() throws Exception {
    // Given a queue with room for ten pixels, and eight in it
    ImageQueue queue = new ImageQueue(100, 30);
    queue.put(image(8));
    ExecutorService other = Executors.newSingleThreadExecutor();

    // When four more want in
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    Future<Boolean> put =
        other.submit(
            () -> {
              thread.complete(Thread.currentThread());
              return queue.put(image(4));
            });
    Thread waiting = thread.get(10, TimeUnit.SECONDS);
    Awaitility.await().until(() -> waiting.getState() == Thread.State.WAITING);
    boolean early = put.isDone();
    queue.take(model -> 1, Duration.ZERO);

    // Then they came in once the eight had left
    assertThat(early).isFalse();
    assertThat(put.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(queue.size()).isEqualTo(1);
    other.shutdown();
  }

  @Test
  void anImageLargerThanTheBoundPassesWhenNothingElseWaits() throws Exception {
    ImageQueue queue = new ImageQueue(100, 30);

    assertThat(queue.put(image(1000))).isTrue();
  }

  @Test
  void lingersForAFullBatch() throws Exception {
    // Given one image, and a second that comes later
    ImageQueue queue = new ImageQueue(100, 300);
    queue.put(image(1));
    ExecutorService other = Executors.newSingleThreadExecutor();

    // When a batch of two is taken that may linger for long
    Future<List<QueuedImage>> batch =
        other.submit(() -> queue.take(model -> 2, Duration.ofMinutes(1)));
    queue.put(image(2));

    // Then both are in it
    assertThat(batch.get(10, TimeUnit.SECONDS)).hasSize(2);
    other.shutdown();
  }

  @Test
  void aTakerWhoFindsThatAnotherWasQuickerWaitsForTheNextImage() throws Exception {
    // Given two who linger over the same image
    ImageQueue queue = new ImageQueue(100, 300);
    ExecutorService takers = Executors.newFixedThreadPool(2);
    List<Future<List<QueuedImage>>> batches =
        List.of(
            takers.submit(() -> queue.take(model -> 2, Duration.ofMillis(20))),
            takers.submit(() -> queue.take(model -> 2, Duration.ofMillis(20))));
    queue.put(image(1));
    Awaitility.await().until(() -> batches.stream().anyMatch(Future::isDone));

    // When another comes
    queue.put(image(2));

    // Then each has one
    for (Future<List<QueuedImage>> batch : batches) {
      assertThat(batch.get(10, TimeUnit.SECONDS)).hasSize(1);
    }
    takers.shutdown();
  }

  @Test
  void aClosedQueueGivesWhatItHasAndTakesNothing() throws Exception {
    // Given
    ImageQueue queue = new ImageQueue(100, 300);
    queue.put(image(1));

    // When
    queue.close();

    // Then
    assertThat(queue.put(image(2))).isFalse();
    assertThat(queue.take(model -> 4, Duration.ofMinutes(1))).hasSize(1);
    assertThat(queue.take(model -> 4, Duration.ofMinutes(1))).isEmpty();
  }

  @Test
  void aBatchIsForOneModelAndNobodyIsPassedOver() throws Exception {
    // Given
    ImageQueue queue = new ImageQueue(100, 3000);
    ModelHolder other = new ModelHolder("other", Runnable::run);
    for (int width : new int[] {1, 2, 3, 4, 5}) {
      queue.put(image(width, width % 2 == 0 ? other : MODEL));
    }

    // When
    List<QueuedImage> first = queue.take(model -> model == MODEL ? 2 : 4, Duration.ZERO);
    List<QueuedImage> second = queue.take(model -> model == MODEL ? 2 : 4, Duration.ZERO);
    List<QueuedImage> third = queue.take(model -> model == MODEL ? 2 : 4, Duration.ZERO);

    // Then
    assertThat(first).extracting(image -> image.image().width()).containsExactly(1, 3);
    assertThat(second).extracting(image -> image.image().width()).containsExactly(2, 4);
    assertThat(third).extracting(image -> image.image().width()).containsExactly(5);
  }

  @Test
  void noMoreImagesWaitThanAllowed() throws Exception {
    // Given
    ImageQueue queue = new ImageQueue(2, 3000);
    queue.put(image(1));
    queue.put(image(1));
    CompletableFuture<Boolean> third = new CompletableFuture<>();
    Thread putter =
        new Thread(
            () -> {
              try {
                third.complete(queue.put(image(1)));
              } catch (InterruptedException e) {
                third.completeExceptionally(e);
              }
            });
    putter.start();
    Awaitility.await().until(() -> putter.getState() == Thread.State.WAITING);

    // When
    queue.take(model -> 1, Duration.ZERO);

    // Then
    assertThat(third.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(queue.size()).isEqualTo(2);
  }

  private static QueuedImage image(int width) {
    return image(width, MODEL);
  }

  private static QueuedImage image(int width, ModelHolder model) {
    return new QueuedImage(
        new RgbImage(width, 1, new byte[3 * width]),
        0,
        new Ticket(model, 0, OptionalLong.empty(), new CompletableFuture<>()));
  }
}
