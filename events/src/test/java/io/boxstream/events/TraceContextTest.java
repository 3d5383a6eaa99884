package io.boxstream.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void goesFromOneRecordToAnother() {
    Headers cause = headers("traceparent", PARENT, "tracestate", "vendor=1,other=2");
    Headers effect = headers("traceparent", "another", "tracestate", "another");

    TraceContext.of(cause).orElseThrow().write(effect);

    assertThat(effect.headers("traceparent")).hasSize(1);
    assertThat(CloudEventHeaders.text(effect, "traceparent")).contains(PARENT);
    assertThat(CloudEventHeaders.text(effect, "tracestate")).contains("vendor=1,other=2");
  }

  @Test
  void isNoneWithoutATraceparent() {
    assertThat(TraceContext.of(headers("tracestate", "vendor=1"))).isEmpty();
    assertThat(TraceContext.of(null, null)).isEmpty();
  }

  @Test
  void readsLaterVersions() {
    String later = "01" + PARENT.substring(2) + "-more";

    assertThat(TraceContext.of(later, null)).contains(new TraceContext(later, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-1-2-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\nx: y",
        " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
      })
  void dropsWhatIsNotATraceparent(String parent) {
    assertThat(TraceContext.of(parent, "vendor=1")).isEmpty();
  }

  @Test
  void leavesOutWhatIsNotATracestate() {
    assertThat(TraceContext.of(PARENT, "a\nb")).contains(new TraceContext(PARENT, ""));
    assertThat(TraceContext.of(PARENT, "a".repeat(513))).contains(new TraceContext(PARENT, ""));
  }

  @Test
  void isOfThisThreadWhileItsWorkLasts() {
    TraceContext trace = new TraceContext(PARENT, "");

    boolean traced =
        TraceContext.during(
            TraceContext.of(PARENT, ""), () -> TraceContext.current().orElseThrow().equals(trace));

    assertThat(traced).isTrue();
    assertThat(TraceContext.current()).isEmpty();
  }

  private static Headers headers(String... namesAndValues) {
    Headers headers = new RecordHeaders();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1].getBytes(UTF_8));
    }
    return headers;
  }
}
