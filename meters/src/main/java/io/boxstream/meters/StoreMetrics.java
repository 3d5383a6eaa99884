package io.boxstream.meters;

import io.boxstream.artifacts.store.StoreAnswer;
import io.boxstream.artifacts.store.StoreListener;
import io.boxstream.artifacts.store.StoreOperation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Calls to the object store by operation and answer; a call that is tried again counts again. */
final class StoreMetrics implements StoreListener {

  static final String CALL = "boxstream.store.call";
  static final String OPERATION = "operation";
  static final String ANSWER = "answer";

  private final Map<StoreOperation, Map<StoreAnswer, Timer>> calls =
      new EnumMap<>(StoreOperation.class);

  /** Makes every meter at once, so that each is there with zero from the start. */
  StoreMetrics(MeterRegistry registry) {
    for (StoreOperation operation : StoreOperation.values()) {
      Map<StoreAnswer, Timer> byAnswer = new EnumMap<>(StoreAnswer.class);
      for (StoreAnswer answer : StoreAnswer.values()) {
        byAnswer.put(
            answer,
            Timer.builder(CALL)
                .description("Calls to the object store, each try by itself")
                .tag(OPERATION, TagValues.of(operation))
                .tag(ANSWER, TagValues.of(answer))
                .register(registry));
      }
      calls.put(operation, byAnswer);
    }
  }

  @Override
  public void called(StoreOperation operation, StoreAnswer answer, Duration took) {
    calls.get(operation).get(answer).record(took);
  }
}
