package io.boxstream.console.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.console.broker.BrokerState.GroupState;
import io.boxstream.console.broker.BrokerState.TopicState;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class BrokerWatchTest {
  private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");
  private static final GroupState GROUP = new GroupState("boxstream-inference", "Stable", 2, 7);

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private long nanos;
  private long end = 100;
  private boolean away;
  private final BrokerWatch watch =
      new BrokerWatch(this::look, tasks::add, Clock.fixed(NOW, ZoneOffset.UTC), () -> nanos);

  private BrokerSource.Sight look() {
    if (away) {
      throw new KafkaException("no answer");
    }
    BrokerSource.Topic topic = new BrokerSource.Topic("detections", 3, 1, 40, end);
    return new BrokerSource.Sight(1, List.of(topic), List.of(GROUP), 0);
  }

  private void lookAfter(int seconds) {
    nanos += seconds * 1_000_000_000L;
    watch.tick();
    tasks.remove().run();
  }

  private TopicState topic() {
    return watch.state().orElseThrow().topics().get(0);
  }

  @Test
  void knowsTopicsAndGroups() {
    assertThat(watch.state()).isEmpty();

    lookAfter(5);

    assertThat(watch.state())
        .contains(
            new BrokerState(
                true,
                NOW,
                1,
                List.of(new TopicState("detections", 3, 1, 60, 100, 0)),
                List.of(GROUP),
                0));
  }

  @Test
  void ratesAreThoseSinceTheLookBefore() {
    lookAfter(5);
    end = 150;
    lookAfter(5);
    assertThat(topic().perSecond()).isEqualTo(10);

    // A topic that was created anew
    end = 20;
    lookAfter(5);
    assertThat(topic().perSecond()).isZero();
  }

  @Test
  void whatWasSeenStaysWhileKafkaIsAway() {
    lookAfter(5);
    away = true;
    lookAfter(5);

    BrokerState state = watch.state().orElseThrow();
    assertThat(state.answers()).isFalse();
    assertThat(state.groups()).containsExactly(GROUP);
    away = false;
    lookAfter(5);
    assertThat(watch.state().orElseThrow().answers()).isTrue();
  }

  @Test
  void looksOnceAtATime() {
    watch.tick();
    watch.tick();

    assertThat(tasks).hasSize(1);
  }
}
