package io.boxstream.inference.serve;

import static io.boxstream.inference.serve.RequestSource.HTTP;
import static io.boxstream.inference.serve.RequestSource.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FairQueueTest {
  private static final String DETECTOR = "detector";
  private static final String SLOW = "slow";

  private final Map<String, Double> costs = new HashMap<>(Map.of(DETECTOR, 1.0, SLOW, 10.0));
  private final FairQueue<String, String> queue = new FairQueue<>(Shares.of(3, 1), costs::get);

  @Test
  void sharesByWeightWhileBothWait() throws Exception {
    // Given
    for (int i = 0; i < 40; i++) {
      queue.put(TOPIC, DETECTOR, "t" + i);
      queue.put(HTTP, DETECTOR, "h" + i);
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
    queue.put(TOPIC, DETECTOR, "t0");
    queue.put(TOPIC, DETECTOR, "t1");

    assertThat(queue.take()).contains("t0");
    assertThat(queue.take()).contains("t1");
  }

  /** Otherwise a source that was idle would shut the other out for as long as it was idle. */
  @Test
  void idleTimeIsNotSavedUp() throws Exception {
    // Given a hundred of the one while the other was idle
    for (int i = 0; i < 100; i++) {
      queue.put(HTTP, DETECTOR, "h");
      queue.take();
    }

    // When both wait
    for (int i = 0; i < 8; i++) {
      queue.put(HTTP, DETECTOR, "h");
      queue.put(TOPIC, DETECTOR, "t");
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
      queue.put(TOPIC, DETECTOR, "t" + i);
      queue.put(HTTP, DETECTOR, "h" + i);
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
  void flowsOfASourceTakeTurnsInWhatTheyCost() throws Exception {
    // Given
    for (int i = 0; i < 100; i++) {
      queue.put(HTTP, SLOW, "s");
    }
    for (int i = 0; i < 100; i++) {
      queue.put(HTTP, DETECTOR, "d");
    }

    // When
    StringBuilder taken = new StringBuilder();
    for (int i = 0; i < 33; i++) {
      taken.append(queue.take().orElseThrow());
    }

    // Then
    assertThat(taken)
        .hasToString("s" + "d".repeat(10) + "sd" + "d".repeat(9) + "sd" + "d".repeat(9));
  }

  @Test
  void aFlowThatHasOneElementAtATimeIsNotServedMoreThanItsShare() throws Exception {
    // Given many of the one
    for (int i = 0; i < 100; i++) {
      queue.put(HTTP, DETECTOR, "d");
    }

    // When the other, which costs ten times as much, sends its next when the last was taken
    queue.put(HTTP, SLOW, "s");
    StringBuilder taken = new StringBuilder();
    for (int i = 0; i < 44; i++) {
      String next = queue.take().orElseThrow();
      if (next.equals("s")) {
        queue.put(HTTP, SLOW, "s");
      }
      taken.append(next);
    }

    // Then it has half
    assertThat(taken.chars().filter(flow -> flow == 's').count()).isBetween(4L, 5L);
  }

  @Test
  void whatFlowsCostCountsAmongSourcesToo() throws Exception {
    // Given
    for (int i = 0; i < 40; i++) {
      queue.put(HTTP, SLOW, "s");
      queue.put(TOPIC, DETECTOR, "d");
    }

    // When
    StringBuilder taken = new StringBuilder();
    for (int i = 0; i < 26; i++) {
      taken.append(queue.take().orElseThrow());
    }

    // Then three quarters of the costs are HTTP's: three of its elements for ten of the other
    assertThat(taken.chars().filter(flow -> flow == 's').count()).isBetween(5L, 7L);
  }

  @Test
  void sumsUpWhatWaits() throws Exception {
    queue.put(HTTP, SLOW, "s");
    queue.put(TOPIC, DETECTOR, "d");
    queue.put(TOPIC, DETECTOR, "d");

    assertThat(queue.sum(costs::get)).isEqualTo(12);
  }

  @Test
  void closingReturnsWhatWaitsAndEndsWhoTakes() throws Exception {
    // Given
    FairQueue<String, String> empty = new FairQueue<>(Shares.of(1, 1), costs::get);
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
    queue.put(HTTP, DETECTOR, "left");

    // When
    empty.close();

    // Then
    assertThat(taken.get(10, TimeUnit.SECONDS)).isEmpty();
    assertThat(queue.close()).containsExactly("left");
    assertThat(queue.put(HTTP, DETECTOR, "late")).isFalse();
    assertThat(queue.take()).isEmpty();
  }
}
