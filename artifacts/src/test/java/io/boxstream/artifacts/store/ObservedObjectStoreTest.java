package io.boxstream.artifacts.store;

import static io.boxstream.artifacts.store.ObjectStoreContract.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ObservedObjectStoreTest {

  private final FaultyStore faulty = new FaultyStore(new InMemoryObjectStore());
  private final List<String> calls = new ArrayList<>();
  private long nanos;
  private final ObjectStore store =
      new ObservedObjectStore(
          faulty,
          (operation, answer, took) ->
              calls.add(operation + " " + answer + " " + took.toMillis() + " ms"),
          () -> nanos += Duration.ofMillis(3).toNanos());

  @Test
  void tellsEachCallWithItsAnswerAndItsTime() {
    store.put("a", bytes("a"));
    store.putIfAbsent("a", bytes("b"));
    store.get("a");
    store.list("");
    store.folders("");
    store.delete("a");

    assertThat(calls)
        .containsExactly(
            "PUT DONE 3 ms",
            "PUT_IF_ABSENT DONE 3 ms",
            "GET DONE 3 ms",
            "LIST DONE 3 ms",
            "LIST DONE 3 ms",
            "DELETE DONE 3 ms");
  }

  @Test
  void tellsWhatIsAbsentFromAStoreThatIsAway() {
    assertThatThrownBy(() -> store.get("a")).isInstanceOf(ObjectNotFoundException.class);
    faulty.failBefore(1);
    assertThatThrownBy(() -> store.stat("a")).isInstanceOf(StoreUnavailableException.class);
    faulty.loseAnswers(1);
    assertThatThrownBy(() -> store.put("a", bytes("a")))
        .isInstanceOf(StoreUnavailableException.class);

    assertThat(calls)
        .containsExactly("GET ABSENT 3 ms", "STAT UNAVAILABLE 3 ms", "PUT UNAVAILABLE 3 ms");
  }

  /** It is a store like any other. */
  @Nested
  class Contract extends ObjectStoreContract {
    private final ObjectStore observed =
        new ObservedObjectStore(new InMemoryObjectStore(), StoreListener.NONE, System::nanoTime);

    @Override
    ObjectStore store() {
      return observed;
    }
  }
}
