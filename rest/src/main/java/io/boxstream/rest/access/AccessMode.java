package io.boxstream.rest.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;

/** How a service without keys decides who may send requests. */
enum AccessMode {
  /** Callers on the same machine may do everything; what comes from elsewhere is refused. */
  PROTECTED {
    @Override
    RequestGuard guard(Set<String> ownHosts) {
      return new ForeignHost(ownHosts).and(new Forwarded()).and(new ForeignOrigin());
    }
  },

  /** Whoever reaches the service may do everything, but for pages of other origins. */
  UNPROTECTED {
    @Override
    RequestGuard guard(Set<String> ownHosts) {
      return new ForeignOrigin();
    }
  };

  abstract RequestGuard guard(Set<String> ownHosts);

  /**
   * The mode of a service.
   *
   * @param bindHost address or name that the service listens on
   * @param unprotected whether the operator states that everyone may do everything
   * @throws IllegalArgumentException if others than the own machine could reach the service and
   *     nobody stated that; the message says what to do
   */
  static AccessMode of(String bindHost, boolean unprotected) {
    if (unprotected) {
      return UNPROTECTED;
    }
    if (!isLoopback(bindHost)) {
      throw new IllegalArgumentException(
          "Without access control the service does not listen on %s, where other machines reach it: set quarkus.http.host=127.0.0.1, or create keys (boxstream keys create) and set boxstream.access.keys-file, or state boxstream.access.unprotected=true if everyone who reaches it may do everything."
              .formatted(bindHost));
    }
    return PROTECTED;
  }

  /** A name counts if every address of it does. */
  private static boolean isLoopback(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
