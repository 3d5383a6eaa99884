package io.boxstream.rest.access;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host and the port of an address (RFC 3986, 3.2), without user information.
 *
 * @param host in lower case and without a trailing dot; IPv6 addresses in brackets
 * @param port empty where the address names none
 */
record Authority(String host, OptionalInt port) {
  private static final Pattern SYNTAX =
      Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9._-]{1,254})(?::([0-9]{1,5}))?");
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern LOOPBACK_NETWORK =
      Pattern.compile("127\\." + OCTET + "\\." + OCTET + "\\." + OCTET);
  private static final String LOOPBACK_IPV6 = "[::1]";
  private static final String LOCALHOST = "localhost";

  Authority {
    requireNonNull(host, "host");
    requireNonNull(port, "port");
  }

  /** Reads {@code host} or {@code host:port}; empty if the text is something else. */
  static Optional<Authority> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String host = matcher.group(1).toLowerCase(Locale.ROOT);
    String port = matcher.group(2);
    return Optional.of(
        new Authority(
            host.endsWith(".") ? host.substring(0, host.length() - 1) : host,
            port == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port))));
  }

  /**
   * Whether the host is this machine, whatever a name server says: {@code localhost}, an address in
   * 127.0.0.0/8 or {@code [::1]}. The forms are those that browsers send: they write addresses in
   * full decimal and compress IPv6 addresses.
   */
  boolean isLoopback() {
    return host.equals(LOCALHOST)
        || host.equals(LOOPBACK_IPV6)
        || LOOPBACK_NETWORK.matcher(host).matches();
  }

  /** Whether both are the same host and port, where no port means the given one. */
  boolean isSame(Authority other, int defaultPort) {
    return host.equals(other.host) && port.orElse(defaultPort) == other.port.orElse(defaultPort);
  }
}
