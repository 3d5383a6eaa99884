package io.boxstream.inference.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.images.RgbImage;
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

  @Test
  void aFullQueueMakesTheNextWaitUntilThereIsRoom() throws Exception {
    // Given a queue with room for ten pixels, and eight in it
    ImageQueue queue = new ImageQueue(30);
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
    queue.take(1, Duration.ZERO);

    // Then they came in once the eight had left
    assertThat(early).isFalse();
    assertThat(put.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(queue.size()).isEqualTo(1);
    other.shutdown();
  }

  @Test
  void anImageLargerThanTheBoundPassesWhenNothingElseWaits() throws Exception {
    ImageQueue queue = new ImageQueue(30);

    assertThat(queue.put(image(1000))).isTrue();
  }

  @Test
  void lingersForAFullBatch() throws Exception {
    // Given one image, and a second that comes later
    ImageQueue queue = new ImageQueue(300);
    queue.put(image(1));
    ExecutorService other = Executors.newSingleThreadExecutor();

    // When a batch of two is taken that may linger for long
    Future<List<QueuedImage>> batch = other.submit(() -> queue.take(2, Duration.ofMinutes(1)));
    queue.put(image(2));

    // Then both are in it
    assertThat(batch.get(10, TimeUnit.SECONDS)).hasSize(2);
    other.shutdown();
  }

  @Test
  void aTakerWhoFindsThatAnotherWasQuickerWaitsForTheNextImage() throws Exception {
    // Given two who linger over the same image
    ImageQueue queue = new ImageQueue(300);
    ExecutorService takers = Executors.newFixedThreadPool(2);
    List<Future<List<QueuedImage>>> batches =
        List.of(
            takers.submit(() -> queue.take(2, Duration.ofMillis(20))),
            takers.submit(() -> queue.take(2, Duration.ofMillis(20))));
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
    ImageQueue queue = new ImageQueue(300);
    queue.put(image(1));

    // When
    queue.close();

    // Then
    assertThat(queue.put(image(2))).isFalse();
    assertThat(queue.take(4, Duration.ofMinutes(1))).hasSize(1);
    assertThat(queue.take(4, Duration.ofMinutes(1))).isEmpty();
  }

  private static QueuedImage image(int width) {
    return new QueuedImage(
        new RgbImage(width, 1, new byte[3 * width]),
        0,
        new Ticket(0, OptionalLong.empty(), new CompletableFuture<>()));
  }
}
