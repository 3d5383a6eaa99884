package io.boxstream.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Finds ports that nothing listens on. */
final class FreePorts {

  private FreePorts() {}

  /**
   * Returns {@code count} different ports of the loopback interface that were free a moment ago.
   * All are held together while they are chosen, so none is handed out twice; another process can
   * still take one before it is used, so the caller tries again with other ports when binding
   * fails.
   */
  static List<Integer> find(int count) {
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on the loopback interface", e);
    } finally {
      held.forEach(FreePorts::release);
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not release port " + socket.getLocalPort(), e);
    }
  }
}
