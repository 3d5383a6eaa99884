package io.boxstream.events;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;

/**
 * The trace of a request, as set by its sender (W3C Trace Context). It is propagated unchanged: the
 * services create no spans.
 *
 * @param parent value of the header {@code traceparent}
 * @param state value of the header {@code tracestate}; empty for none
 */
public record TraceContext(String parent, String state) {
  /** Name of the header that identifies the trace. */
  public static final String TRACE_PARENT = "traceparent";

  /** Name of the header with vendor-specific trace data. */
  public static final String TRACE_STATE = "tracestate";

  /** Ids that consist of zeros only are invalid. */
  private static final String IDS = "-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}";

  /** Versions after 00 may append fields; ff is forbidden. */
  private static final Pattern PARENT =
      Pattern.compile("00" + IDS + "|(?!00|ff)[0-9a-f]{2}" + IDS + "(?:-[\\x21-\\x7e]{1,200})?");

  private static final Pattern STATE = Pattern.compile("[\\x20-\\x7e]{1,512}");

  /**
   * The current thread's trace. It makes the trace available to publishers without passing it
   * through every class in between.
   */
  private static final ThreadLocal<TraceContext> CURRENT = new ThreadLocal<>();

  public TraceContext {
    requireNonNull(parent, "parent");
    requireNonNull(state, "state");
  }

  /**
   * The trace from the values of a request's two headers, which may be null. Empty if {@code
   * traceparent} is invalid. An invalid {@code tracestate} is dropped.
   */
  public static Optional<TraceContext> of(String parent, String state) {
    if (parent == null || !PARENT.matcher(parent).matches()) {
      return Optional.empty();
    }
    boolean valid = state != null && STATE.matcher(state).matches();
    return Optional.of(new TraceContext(parent, valid ? state : ""));
  }

  /** The trace of a record. */
  public static Optional<TraceContext> of(Headers headers) {
    return of(
        CloudEventHeaders.text(headers, TRACE_PARENT).orElse(null),
        CloudEventHeaders.text(headers, TRACE_STATE).orElse(null));
  }

  /** The current thread's trace; empty if there is none. */
  public static Optional<TraceContext> current() {
    return Optional.ofNullable(CURRENT.get());
  }

  /** Runs work as part of a trace, or without one. All events that it publishes carry the trace. */
  public static <T> T during(Optional<TraceContext> trace, Supplier<T> work) {
    TraceContext before = CURRENT.get();
    CURRENT.set(trace.orElse(null));
    try {
      return work.get();
    } finally {
      CURRENT.set(before);
    }
  }

  /** Puts the trace into a record's headers. */
  public void write(Headers headers) {
    headers.remove(TRACE_PARENT);
    headers.remove(TRACE_STATE);
    CloudEventHeaders.put(headers, TRACE_PARENT, parent);
    if (!state.isEmpty()) {
      CloudEventHeaders.put(headers, TRACE_STATE, state);
    }
  }
}
