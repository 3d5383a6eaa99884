package io.boxstream.local.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Owns the child processes. They are stopped in groups, the last group that was started first, so
 * that the services end before the broker and the store do.
 */
public final class Supervisor implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final OrphanedProcesses orphans;
  private final Deque<List<ChildProcess>> groups = new ArrayDeque<>();
  private final Set<ChildProcess> optional = new HashSet<>();
  private boolean closed;

  public Supervisor(OrphanedProcesses orphans) {
    this.orphans = Objects.requireNonNull(orphans, "orphans");
  }

  /** Starts processes that belong together. */
  public synchronized void start(List<ChildCommand> commands) {
    launch(commands);
  }

  /** Starts processes without which the job goes on when they end. */
  public synchronized void startOptional(List<ChildCommand> commands) {
    optional.addAll(launch(commands));
  }

  private List<ChildProcess> launch(List<ChildCommand> commands) {
    if (closed) {
      throw new IllegalStateException("the supervisor is closed");
    }
    List<ChildProcess> group = new ArrayList<>();
    groups.push(group);
    for (ChildCommand command : commands) {
      ChildProcess child = ChildProcess.start(command);
      group.add(child);
      orphans.remember(child.handle());
    }
    return group;
  }

  /**
   * Makes sure that everything that was started is running, but for what is optional.
   *
   * @throws ChildEndedException if a process has ended
   */
  public synchronized void check() {
    if (closed) {
      return;
    }
    for (List<ChildProcess> group : groups) {
      for (ChildProcess child : group) {
        if (!child.isAlive() && !optional.contains(child)) {
          throw new ChildEndedException(child.name(), child.exitCode(), child.log());
        }
      }
    }
  }

  /** Whether everything was stopped. */
  public synchronized boolean isClosed() {
    return closed;
  }

  /** Stops everything: asks first, kills what does not end. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!groups.isEmpty()) {
      List<ChildProcess> group = groups.pop();
      group.forEach(ChildProcess::askToStop);
      group.forEach(child -> child.awaitEnd(PATIENCE));
    }
    orphans.forget();
  }
}
