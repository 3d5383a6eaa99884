package io.boxstream.local.process;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Owns the child processes, and starts those again that end. They are stopped in groups, the last
 * group that was started first, so that the services end before the broker and the store do.
 */
public final class Supervisor implements AutoCloseable {

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private final OrphanedProcesses orphans;
  private final DiskSpace disk;
  private final Consumer<String> notices;
  private final RestartLimit restarts = new RestartLimit(Clock.systemUTC());
  private final Deque<List<ChildProcess>> groups = new ArrayDeque<>();
  private final Set<ChildProcess> optional = new HashSet<>();
  private boolean restarting;
  private boolean closed;

  /**
   * A supervisor without processes.
   *
   * @param disk where the processes write
   * @param notices is told what the user should know
   */
  public Supervisor(OrphanedProcesses orphans, DiskSpace disk, Consumer<String> notices) {
    this.orphans = Objects.requireNonNull(orphans, "orphans");
    this.disk = Objects.requireNonNull(disk, "disk");
    this.notices = Objects.requireNonNull(notices, "notices");
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
      orphans.add(child.handle());
    }
    return group;
  }

  /** From now on a process that ends is started again, unless it ends too often. */
  public synchronized void restartEnded() {
    restarting = true;
  }

  /**
   * Makes sure that everything that was started is running, but for what is optional.
   *
   * @throws ChildEndedException if a process has ended and is not started again
   * @throws DiskFullException if a process has ended and the disk is full
   */
  public synchronized void check() {
    if (closed) {
      return;
    }
    for (List<ChildProcess> group : groups) {
      group.replaceAll(
          child -> child.isAlive() || optional.contains(child) ? child : replacement(child));
    }
  }

  private ChildProcess replacement(ChildProcess child) {
    ChildEndedException ended =
        new ChildEndedException(child.name(), child.exitCode(), child.log());
    if (disk.isFull()) {
      throw new DiskFullException(child.name(), disk, ended);
    }
    if (!restarting || !restarts.permits(child.name())) {
      throw ended;
    }
    ChildProcess again = ChildProcess.start(child.command());
    orphans.add(again.handle());
    notices.accept(ended.getMessage() + ". It was started again.");
    return again;
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
      group.forEach(child -> child.awaitEnd(STOP_TIMEOUT));
    }
    orphans.remove();
  }
}
