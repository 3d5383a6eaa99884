package io.boxstream.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.boxstream.events.EventMappers;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveHubTest {
  private final LiveHub hub = new LiveHub(3, "this process", EventMappers.json());

  @Test
  void greetsABrowserWithTheStatesOfNow() {
    // Given
    hub.publish(EventKind.HEALTH, Map.of("ingest", "UP"));
    hub.publish(EventKind.HEALTH, Map.of("ingest", "AWAY"));
    hub.publish(EventKind.CHECKPOINT, Map.of("id", "c-1"));
    RecordedBrowser browser = new RecordedBrowser();

    // When
    boolean joined = hub.join(browser);

    // Then
    assertThat(joined).isTrue();
    assertThat(browser.received())
        .containsExactly(
            "event: hello\ndata: {\"instance\":\"this process\"}\n\n",
            "event: health\ndata: {\"ingest\":\"AWAY\"}\n\n");
  }

  @Test
  void sendsAnEventToEveryBrowserThatListens() {
    // Given
    List<RecordedBrowser> browsers = browsers(3);
    hub.leave(browsers.get(2));

    // When
    hub.publish(EventKind.HARD_EXAMPLE, Map.of("id", "a\nb"));

    // Then
    assertThat(browsers.get(0).data(EventKind.HARD_EXAMPLE)).containsExactly("{\"id\":\"a\\nb\"}");
    assertThat(browsers.get(1).data(EventKind.HARD_EXAMPLE)).hasSize(1);
    assertThat(browsers.get(2).data(EventKind.HARD_EXAMPLE)).isEmpty();
  }

  @Test
  void cutsOffABrowserThatDoesNotRead() {
    // Given
    List<RecordedBrowser> browsers = browsers(2);
    browsers.get(0).stopReading();

    // When
    hub.publish(EventKind.FINDING, Map.of("id", "a"));

    // Then
    assertThat(browsers.get(0).isCutOff()).isTrue();
    assertThat(browsers.get(1).isCutOff()).isFalse();
    assertThat(browsers.get(1).data(EventKind.FINDING)).hasSize(1);
    assertThat(hub.browsers()).isEqualTo(1);
    assertThat(hub.cutOff()).isEqualTo(1);
  }

  @Test
  void refusesOneBrowserTooMany() {
    // Given
    List<RecordedBrowser> browsers = browsers(3);

    // When
    boolean joined = hub.join(new RecordedBrowser());

    // Then
    assertThat(joined).isFalse();
    hub.leave(browsers.get(0));
    assertThat(hub.join(new RecordedBrowser())).isTrue();
  }

  @Test
  void forgetsCountsWhenNobodyListens() {
    // Given
    List<RecordedBrowser> browsers = browsers(1);
    hub.publish(EventKind.COUNTS, Map.of("images", 1));

    // When
    hub.leave(browsers.get(0));

    // Then
    assertThat(browsers(1).get(0).data(EventKind.COUNTS)).isEmpty();
  }

  @Test
  void endsAllStreamsWhenItCloses() {
    // Given
    List<RecordedBrowser> browsers = browsers(2);

    // When
    hub.close();

    // Then
    assertThat(browsers).allMatch(RecordedBrowser::isCutOff);
    assertThat(hub.join(new RecordedBrowser())).isFalse();
  }

  private List<RecordedBrowser> browsers(int count) {
    List<RecordedBrowser> browsers =
        IntStream.range(0, count).mapToObj(number -> new RecordedBrowser()).toList();
    browsers.forEach(hub::join);
    return browsers;
  }
}
