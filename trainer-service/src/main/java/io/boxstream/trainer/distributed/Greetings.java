package io.boxstream.trainer.distributed;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the first message of everybody who connects: of {@value #MOST} at a time, and of each for a
 * limited time. When one more comes, the one that has been heard for the longest is closed.
 * Participants greet at once, so they are heard even while others hold many connections open and
 * say nothing.
 */
final class Greetings implements AutoCloseable {

  /** Connections that are heard at a time. */
  static final int MOST = 32;

  private static final Logger LOG = LoggerFactory.getLogger(Greetings.class);
  private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);
  private static final long IDLE_SECONDS = 10;

  private final Duration longest;
  private final Host host;
  private final Rarely unheard = new Rarely(BETWEEN_WARNINGS, System::nanoTime);
  private final Semaphore places = new Semaphore(MOST);
  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor timer;

  /** The connections that are heard, oldest first, and what ends each. Guarded by this object. */
  private final Map<Socket, Future<?>> heard = new LinkedHashMap<>();

  private boolean closed;

  /** Receives first messages, on several threads. */
  interface Host {

    /** Somebody has said something. */
    void greeted(Connection connection, Message hello);

    /** Somebody has said what is no message, or has left. */
    void failed(Socket socket, Exception failure);
  }

  /**
   * @param name of its threads
   * @param longest time for a greeting, and the time of silence of the connections
   * @param host receives what is said
   */
  Greetings(String name, Duration longest, Host host) {
    this.longest = requireNonNull(longest, "longest");
    this.host = requireNonNull(host, "host");
    this.threads =
        new ThreadPoolExecutor(
            MOST, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), daemons(name));
    threads.allowCoreThreadTimeOut(true);
    this.timer = new ScheduledThreadPoolExecutor(1, daemons(name));
    timer.setRemoveOnCancelPolicy(true);
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Begins to hear somebody. Waits for a place, which the oldest greeting gives up at once. */
  void begin(Socket socket) {
    if (!places.tryAcquire()) {
      closeOldest();
      places.acquireUninterruptibly();
    }
    if (enter(socket)) {
      threads.execute(() -> hear(socket));
    } else {
      places.release();
      close(socket);
    }
  }

  private synchronized boolean enter(Socket socket) {
    if (closed) {
      return false;
    }
    heard.put(
        socket, timer.schedule(() -> giveUp(socket), longest.toNanos(), TimeUnit.NANOSECONDS));
    return true;
  }

  /** Whether somebody was heard until now: the first who asks decides what becomes of it. */
  private synchronized boolean leave(Socket socket) {
    Future<?> end = heard.remove(socket);
    if (end == null) {
      return false;
    }
    end.cancel(false);
    return true;
  }

  private void closeOldest() {
    Socket oldest;
    synchronized (this) {
      Iterator<Socket> all = heard.keySet().iterator();
      if (!all.hasNext()) {
        return;
      }
      oldest = all.next();
    }
    giveUp(oldest);
  }

  private void giveUp(Socket socket) {
    if (!leave(socket)) {
      return;
    }
    int count = unheard.happened();
    if (count > 0) {
      LOG.warn(
          "Connections that were closed because they had not greeted in {}, or before {} newer ones"
              + " came: {}, the last from {}",
          longest,
          MOST,
          count,
          socket.getRemoteSocketAddress());
    }
    close(socket);
  }

  private void hear(Socket socket) {
    try {
      Connection connection = new Connection(socket, longest);
      Message hello = connection.receiveFirst();
      if (leave(socket)) {
        host.greeted(connection, hello);
      }
    } catch (IOException | RuntimeException failure) {
      if (leave(socket)) {
        host.failed(socket, failure);
      }
      close(socket);
    } finally {
      places.release();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException ignored) {
      // It was of no use anyway.
    }
  }

  /** Closes all connections that are heard; those that come later are closed at once. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      heard.keySet().forEach(Greetings::close);
      heard.clear();
    }
    timer.shutdownNow();
    threads.shutdown();
  }
}
