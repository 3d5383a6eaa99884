package io.boxstream.console.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sends each event to every browser that listens: server-sent events, encoded once. It keeps
 * nothing but the latest event of the kinds that are states. A browser that does not read is cut
 * off; it comes back by itself and loads everything anew. Thread-safe.
 */
public final class LiveHub implements AutoCloseable {
  private static final byte[] COMMENT = ":\n\n".getBytes(UTF_8);

  private final int mostBrowsers;
  private final byte[] hello;
  private final ObjectMapper mapper;
  private final Set<Browser> browsers = new LinkedHashSet<>();
  private final Map<EventKind, byte[]> states = new EnumMap<>(EventKind.class);
  private long sent;
  private long cutOff;
  private boolean closed;

  /**
   * @param mostBrowsers that may listen
   * @param instance names this process
   */
  public LiveHub(int mostBrowsers, String instance, ObjectMapper mapper) {
    this.mostBrowsers = mostBrowsers;
    this.mapper = requireNonNull(mapper, "mapper");
    this.hello = encode(EventKind.HELLO, Map.of("instance", instance));
  }

  /**
   * Lets a browser listen, and tells it the present states.
   *
   * @return false if too many do already
   */
  public synchronized boolean join(Browser browser) {
    if (closed || browsers.size() >= mostBrowsers) {
      return false;
    }
    browsers.add(browser);
    send(browser, hello);
    states.values().forEach(state -> send(browser, state));
    return true;
  }

  /** A browser listens no longer. */
  public synchronized void leave(Browser browser) {
    browsers.remove(browser);
    if (browsers.isEmpty()) {
      // Nobody asks for counts now: they will be old when somebody comes.
      states.remove(EventKind.COUNTS);
    }
  }

  /** Sends an event to every browser. */
  public void publish(EventKind kind, Object data) {
    byte[] bytes = encode(kind, data);
    synchronized (this) {
      if (kind.isState()) {
        states.put(kind, bytes);
      }
      sendToAll(bytes);
    }
  }

  /** Sends a comment to every browser, so that nothing between here and there closes the stream. */
  public synchronized void beat() {
    sendToAll(COMMENT);
  }

  /** How many browsers listen. */
  public synchronized int browsers() {
    return browsers.size();
  }

  /** Events and comments that were sent, one for each browser. */
  public synchronized long sent() {
    return sent;
  }

  /** Browsers that were cut off because they did not read. */
  public synchronized long cutOff() {
    return cutOff;
  }

  private void sendToAll(byte[] bytes) {
    for (Browser browser : List.copyOf(browsers)) {
      send(browser, bytes);
    }
  }

  private void send(Browser browser, byte[] bytes) {
    if (!browsers.contains(browser)) {
      return;
    }
    sent++;
    if (!browser.send(bytes)) {
      cutOff++;
      browsers.remove(browser);
      browser.cutOff();
    }
  }

  private byte[] encode(EventKind kind, Object data) {
    try {
      return "event: %s\ndata: %s\n\n"
          .formatted(kind.code(), mapper.writeValueAsString(data))
          .getBytes(UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends all streams. */
  @Override
  public synchronized void close() {
    closed = true;
    for (Iterator<Browser> each = browsers.iterator(); each.hasNext(); ) {
      Browser browser = each.next();
      each.remove();
      browser.cutOff();
    }
  }
}
