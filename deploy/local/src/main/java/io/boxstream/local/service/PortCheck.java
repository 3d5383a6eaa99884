package io.boxstream.local.service;

import io.boxstream.local.LocalRunException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Says which port is taken before anything is started. */
public final class PortCheck {

  private PortCheck() {}

  /**
   * Makes sure that all ports are free.
   *
   * @param ports by the name of who will listen there
   * @throws LocalRunException if one is not, naming it
   */
  public static void requireFree(Map<String, Integer> ports) {
    ports.forEach(PortCheck::requireFree);
  }

  private static void requireFree(String name, int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      if (socket.getLocalPort() != port) {
        throw new IllegalStateException("asked for " + port + ", got " + socket.getLocalPort());
      }
    } catch (IOException e) {
      throw new LocalRunException(
          "port " + port + " for the " + name + " is in use; choose others with --port-base", e);
    }
  }
}
