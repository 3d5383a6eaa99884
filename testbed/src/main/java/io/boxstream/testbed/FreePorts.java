package io.boxstream.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Finds ports of the loopback interface that nothing listens on, below those that the system gives
 * to connections: while a server is away, any client that connects may get a port from there, also
 * the one that waits for this very server.
 *
 * <p>A port whose server is away looks free. So each is found once, also by processes that run at
 * the same time: a process locks the byte of a common file whose place is the port's number.
 */
public final class FreePorts {
  private static final int FIRST = 10_000;
  private static final int COUNT = 10_000;

  private static final FileChannel PORTS = open();
  private static final Set<FileLock> FOUND = ConcurrentHashMap.newKeySet();

  private FreePorts() {}

  /** Returns a port that was free a moment ago. */
  public static int find() {
    return find(1).get(0);
  }

  /** Returns {@code count} different ports that were free a moment ago. */
  public static List<Integer> find(int count) {
    List<Integer> found =
        IntStream.generate(() -> ThreadLocalRandom.current().nextInt(FIRST, FIRST + COUNT))
            .limit(COUNT)
            .filter(port -> isFree(port) && isFound(port))
            .limit(count)
            .boxed()
            .toList();
    if (found.size() < count) {
      throw new IllegalStateException("no free port among " + COUNT + " from " + FIRST + " on");
    }
    return found;
  }

  private static FileChannel open() {
    Path file =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "boxstream-ports-" + System.getProperty("user.name"));
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether this port is found now and for the first time, until this process ends. */
  private static boolean isFound(int port) {
    try {
      FileLock lock = PORTS.tryLock(port, 1, false);
      return lock != null && FOUND.add(lock);
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether nothing listens on a port of the loopback interface. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
