package io.boxstream.artifacts.store;

import static io.boxstream.artifacts.store.ObjectStoreContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryingObjectStoreTest {
  private static final RetrySettings QUICK =
      new RetrySettings(
          Duration.ofMillis(1),
          Duration.ofMillis(2),
          Duration.ofMillis(200),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1));

  private final FaultyStore faulty = new FaultyStore(new InMemoryObjectStore());
  private final ObjectStore store = new RetryingObjectStore(faulty, QUICK);

  @Test
  void triesAgainUntilTheStoreAnswers() {
    faulty.put("a", bytes("a"));
    faulty.failBefore(3);

    assertThat(store.get("a")).isEqualTo(bytes("a"));
  }

  @Test
  void givesUpAtTheDeadlineWithTheFailure() {
    faulty.failBefore(Integer.MAX_VALUE);

    assertThatThrownBy(() -> store.get("a")).isInstanceOf(StoreUnavailableException.class);
    assertThat(faulty.calls()).isGreaterThan(2);
  }

  @Test
  void doesNotAskAgainForWhatIsNotThere() {
    assertThatThrownBy(() -> store.get("a")).isInstanceOf(ObjectNotFoundException.class);

    assertThat(faulty.calls()).isEqualTo(1);
  }

  @Test
  void doesNotTryAgainWhenTheKeyIsTaken() {
    faulty.put("a", bytes("a"));
    int before = faulty.calls();

    assertThat(store.putIfAbsent("a", bytes("b"))).isFalse();

    assertThat(faulty.calls() - before).isEqualTo(1);
  }

  @Test
  void goesOnInAStreamWhereItBrokeOff() throws IOException {
    faulty.put("a", bytes("0123456789"));
    faulty.breakStreams(3);

    try (InputStream in = store.openStream("a", 0)) {
      assertThat(in.readAllBytes()).isEqualTo(bytes("0123456789"));
    }
  }

  @Test
  void givesUpOnAStreamThatNeverBringsAnything() throws IOException {
    try (InputStream in = new ResumingInputStream(offset -> FaultyStore.brokenStream(), 0)) {
      assertThatThrownBy(in::read).isInstanceOf(IOException.class);
    }
  }
}
