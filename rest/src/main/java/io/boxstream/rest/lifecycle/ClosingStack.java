package io.boxstream.rest.lifecycle;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was opened, to be closed in the reverse order. A part that fails to close is logged and does
 * not keep the others open.
 */
public final class ClosingStack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClosingStack.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** Takes a part that was just opened, and returns it. */
  public synchronized <T extends AutoCloseable> T push(T part) {
    parts.push(requireNonNull(part, "part"));
    return part;
  }

  /** Closes every part once, the last opened first. */
  @Override
  public void close() {
    for (AutoCloseable part = next(); part != null; part = next()) {
      try {
        part.close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.warn("Closing {} failed", part.getClass().getSimpleName(), e);
      }
    }
  }

  private synchronized AutoCloseable next() {
    return parts.poll();
  }
}
