package io.boxstream.local.service;

import io.boxstream.local.LocalRunException;
import io.boxstream.local.settings.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Says which port is taken before anything is started. */
public final class PortCheck {

  private PortCheck() {}

  /**
   * Makes sure that all ports are free.
   *
   * @throws LocalRunException if one is not, naming it
   */
  public static void requireFree(Ports ports) {
    ports.byName().forEach(PortCheck::requireFree);
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
