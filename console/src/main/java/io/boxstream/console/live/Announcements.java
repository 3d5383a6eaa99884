package io.boxstream.console.live;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Tells browsers that something is new, at most once an interval for each kind: an import of 100
 * 000 images is one event a second. What comes meanwhile is counted, and the latest of it is told.
 * Thread-safe.
 */
public final class Announcements {

  /** At most one announcement of a kind. */
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  /** At most one progress of a run: it replaces the one before, nothing is counted. */
  private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(500);

  private final LiveHub hub;
  private final LongSupplier nanoTime;
  private final Map<Source, Latest> waiting = new HashMap<>();

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  public Announcements(LiveHub hub, LongSupplier nanoTime) {
    this.hub = requireNonNull(hub, "hub");
    this.nanoTime = requireNonNull(nanoTime, "nanoTime");
  }

  private record Source(EventKind kind, String name) {

    Duration interval() {
      return kind == EventKind.PROGRESS ? PROGRESS_INTERVAL : INTERVAL;
    }
  }

  private static final class Latest {
    private ObjectNode data;
    private int count;
    private long sentAt;
  }

  /** Tells of something, now or when the interval is over. */
  public synchronized void announce(EventKind kind, ObjectNode data) {
    announce(new Source(kind, ""), data);
  }

  /** Tells of the progress of a run, now or when the interval is over. */
  public synchronized void progress(String run, ObjectNode data) {
    announce(new Source(EventKind.PROGRESS, run), data);
  }

  private void announce(Source source, ObjectNode data) {
    long now = nanoTime.getAsLong();
    Latest latest = waiting.get(source);
    if (latest == null) {
      latest = new Latest();
      waiting.put(source, latest);
      latest.sentAt = now - source.interval().toNanos();
    }
    latest.data = data;
    latest.count++;
    sendIfDue(source, latest, now);
  }

  /** Tells what is due. Called several times a second. */
  public synchronized void flush() {
    long now = nanoTime.getAsLong();
    for (Iterator<Map.Entry<Source, Latest>> each = waiting.entrySet().iterator();
        each.hasNext(); ) {
      Map.Entry<Source, Latest> entry = each.next();
      Latest latest = entry.getValue();
      if (latest.count > 0) {
        sendIfDue(entry.getKey(), latest, now);
      } else if (now - latest.sentAt >= entry.getKey().interval().toNanos()) {
        each.remove();
      }
    }
  }

  private void sendIfDue(Source source, Latest latest, long now) {
    if (now - latest.sentAt < source.interval().toNanos()) {
      return;
    }
    if (latest.count > 1 && source.kind() != EventKind.PROGRESS) {
      latest.data.put("more", latest.count - 1);
    }
    hub.publish(source.kind(), latest.data);
    latest.sentAt = now;
    latest.count = 0;
    latest.data = null;
  }
}
