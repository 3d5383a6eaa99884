package io.boxstream.kubernetes.network;

/**
 * A range of IPv4 addresses.
 *
 * @param first its first address, as an unsigned number of 32 bits
 * @param bits length of the part that all addresses share, 0 to 32
 */
record Cidr(long first, int bits) {
  private static final int PARTS = 4;
  private static final int LENGTH = 32;

  /** Reads {@code 10.0.0.0/8}. */
  static Cidr parse(String text) {
    String[] parts = text.split("/");
    return new Cidr(number(parts[0]), Integer.parseInt(parts[1]));
  }

  boolean contains(String address) {
    int others = LENGTH - bits;
    return number(address) >> others == first >> others;
  }

  private static long number(String address) {
    String[] parts = address.split("\\.");
    if (parts.length != PARTS) {
      throw new IllegalArgumentException("no IPv4 address: " + address);
    }
    long number = 0;
    for (String part : parts) {
      number = number << 8 | Integer.parseInt(part);
    }
    return number;
  }
}
