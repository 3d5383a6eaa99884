package io.boxstream.fetch;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells public addresses from those of one's own network: private, loopback, link-local (with the
 * metadata services of clouds), shared, multicast, unique-local, reserved. IPv6 addresses that
 * carry an IPv4 address (mapped, compatible, NAT64, 6to4) are judged by that address; Teredo is not
 * public.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6890">RFC 6890</a>
 */
final class PublicAddresses {

  /** IPv4 networks that the methods of {@link InetAddress} do not know. */
  private static final List<Network> RESERVED =
      List.of(
          new Network(8, 0, 0, 0, 0),
          new Network(10, 100, 64, 0, 0),
          new Network(24, 192, 0, 0, 0),
          new Network(15, 198, 18, 0, 0),
          new Network(4, 240, 0, 0, 0));

  private static final int UNIQUE_LOCAL = 0xFC;
  private static final int UNIQUE_LOCAL_MASK = 0xFE;

  private record Network(int prefix, int first, int second, int third, int fourth) {
    boolean holds(byte[] address) {
      int bits =
          (address[0] & 0xFF) << 24
              | (address[1] & 0xFF) << 16
              | (address[2] & 0xFF) << 8
              | address[3] & 0xFF;
      int network = first << 24 | second << 16 | third << 8 | fourth;
      return (bits ^ network) >>> (32 - prefix) == 0;
    }
  }

  private PublicAddresses() {}

  /** Whether an address is on the public internet. */
  static boolean contain(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return RESERVED.stream().noneMatch(network -> network.holds(bytes));
    }
    return address instanceof Inet6Address && isPublic(bytes);
  }

  private static boolean isPublic(byte[] bytes) {
    if ((bytes[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL) {
      return false;
    }
    if (startsWith(bytes, 0x20, 0x02)) {
      return contain(ipv4(bytes, 2));
    }
    // Translation prefixes of one's own network (RFC 8215), and tunnels whose end anyone chooses.
    if (startsWith(bytes, 0, 0x64, 0xFF, 0x9B, 0, 1) || startsWith(bytes, 0x20, 0x01, 0, 0)) {
      return false;
    }
    boolean translated = startsWith(bytes, 0, 0x64, 0xFF, 0x9B);
    boolean compatible = startsWith(bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    return !(translated || compatible) || contain(ipv4(bytes, 12));
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    for (int at = 0; at < prefix.length; at++) {
      if ((bytes[at] & 0xFF) != prefix[at]) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress ipv4(byte[] bytes, int offset) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
