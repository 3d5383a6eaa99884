package io.boxstream.inference.serve;

import static io.boxstream.inference.serve.RequestSource.HTTP;
import static io.boxstream.inference.serve.RequestSource.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private final FairQueue<String> queue = new FairQueue<>(Shares.of(3, 1));

  @Test
  void sharesByWeightWhileBothWait() throws Exception {
    // Given
    for (int i = 0; i < 40; i++) {
      queue.put(TOPIC, "t" + i);
      queue.put(HTTP, "h" + i);
    }

    // When
    StringBuilder taken = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      taken.append(queue.take().orElseThrow().charAt(0));
    }

    // Then at no time has one more than an element too many
    assertThat(taken).hasToString("hthhhthhhthhhthh");
  }

  @Test
  void oneThatIsAloneHasEverything() throws Exception {
    queue.put(TOPIC, "t0");
    queue.put(TOPIC, "t1");

    assertThat(queue.take()).contains("t0");
    assertThat(queue.take()).contains("t1");
  }

  /** Otherwise a source that was idle would shut the other out for as long as it was idle. */
  @Test
  void idleTimeIsNotSavedUp() throws Exception {
    // Given a hundred of the one while the other was idle
    for (int i = 0; i < 100; i++) {
      queue.put(HTTP, "h");
      queue.take();
    }

    // When both wait
    for (int i = 0; i < 8; i++) {
      queue.put(HTTP, "h");
      queue.put(TOPIC, "t");
    }
    StringBuilder taken = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      taken.append(queue.take().orElseThrow());
    }

    // Then its share is two, and it has less than one more
    assertThat(taken.chars().filter(source -> source == 't').count()).isBetween(2L, 3L);
  }

  @Test
  void keepsTheOrderOfASource() throws Exception {
    for (int i = 0; i < 10; i++) {
      queue.put(TOPIC, "t" + i);
      queue.put(HTTP, "h" + i);
    }

    StringBuilder topic = new StringBuilder();
    while (queue.size() > 0) {
      String next = queue.take().orElseThrow();
      if (next.startsWith("t")) {
        topic.append(next.charAt(1));
      }
    }
    assertThat(topic).hasToString("0123456789");
  }

  @Test
  void closingReturnsWhatWaitsAndEndsWhoTakes() throws Exception {
    // Given
    FairQueue<String> empty = new FairQueue<>(Shares.of(1, 1));
    CompletableFuture<Optional<String>> taken = new CompletableFuture<>();
    Thread taker =
        new Thread(
            () -> {
              try {
                taken.complete(empty.take());
              } catch (InterruptedException e) {
                taken.completeExceptionally(e);
              }
            });
    taker.start();
    queue.put(HTTP, "left");

    // When
    empty.close();

    // Then
    assertThat(taken.get(10, TimeUnit.SECONDS)).isEmpty();
    assertThat(queue.close()).containsExactly("left");
    assertThat(queue.put(HTTP, "late")).isFalse();
    assertThat(queue.take()).isEmpty();
  }
}
