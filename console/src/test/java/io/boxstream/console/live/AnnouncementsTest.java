package io.boxstream.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boxstream.events.EventMappers;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
  private long now = 17;
  private final ObjectMapper mapper = EventMappers.json();
  private final LiveHub hub = new LiveHub(1, "this process", mapper);
  private final RecordedBrowser browser = new RecordedBrowser();
  private final Announcements announcements = new Announcements(hub, () -> now);

  @BeforeEach
  void listen() {
    hub.join(browser);
  }

  @Test
  void tellsTheFirstAtOnceAndTheOthersTogetherASecondLater() {
    // When
    for (int number = 0; number < 1000; number++) {
      announcements.announce(EventKind.REJECTION, about("r-" + number));
    }
    pass(900);
    announcements.flush();

    // Then
    assertThat(browser.data(EventKind.REJECTION)).containsExactly("{\"id\":\"r-0\"}");

    // When
    pass(100);
    announcements.flush();
    pass(5000);
    announcements.flush();

    // Then
    assertThat(browser.data(EventKind.REJECTION))
        .containsExactly("{\"id\":\"r-0\"}", "{\"id\":\"r-999\",\"more\":998}");
  }

  @Test
  void doesNotHoldBackOtherKinds() {
    // When
    announcements.announce(EventKind.REJECTION, about("r"));
    announcements.announce(EventKind.FINDING, about("f"));

    // Then
    assertThat(browser.data(EventKind.FINDING)).hasSize(1);
  }

  @Test
  void tellsTheLatestProgressOfEachRunTwiceASecond() {
    // When
    for (int step = 1; step <= 50; step++) {
      announcements.progress("a", about("a-" + step));
      announcements.progress("b", about("b-" + step));
      pass(20);
      announcements.flush();
    }

    // Then
    assertThat(browser.data(EventKind.PROGRESS))
        .hasSizeBetween(4, 6)
        .contains("{\"id\":\"a-1\"}", "{\"id\":\"b-1\"}")
        .noneMatch(data -> data.contains("more"));
  }

  private ObjectNode about(String id) {
    return mapper.createObjectNode().put("id", id);
  }

  private void pass(long millis) {
    now += TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
