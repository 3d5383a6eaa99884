package io.boxstream.testbed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Finds ports of the loopback interface that nothing listens on, below those that the system gives
 * to connections: while a server is away, any client that connects may get a port from there, also
 * the one that waits for this very server.
 */
public final class FreePorts {
  private static final int FIRST = 10_000;
  private static final int COUNT = 10_000;

  /** A port whose server is away looks free: each is found once in a process. */
  private static final Set<Integer> FOUND = ConcurrentHashMap.newKeySet();

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
            .filter(port -> isFree(port) && FOUND.add(port))
            .limit(count)
            .boxed()
            .toList();
    if (found.size() < count) {
      throw new IllegalStateException("no free port among " + COUNT + " from " + FIRST + " on");
    }
    return found;
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
