package io.boxstream.testbed.tls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The few values of the Distinguished Encoding Rules (X.690) that a certificate has. */
final class Der {
  private static final int SEQUENCE = 0x30;
  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return value(SEQUENCE, parts);
  }

  static byte[] set(byte[]... parts) {
    return value(0x31, parts);
  }

  static byte[] integer(byte[] twosComplement) {
    return value(0x02, twosComplement);
  }

  static byte[] isTrue() {
    return value(0x01, new byte[] {(byte) 0xff});
  }

  static byte[] text(String text) {
    return value(0x0c, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] time(Instant time) {
    return value(0x17, UTC_TIME.format(time).getBytes(StandardCharsets.US_ASCII));
  }

  static byte[] octets(byte[] octets) {
    return value(0x04, octets);
  }

  /** A string of whole octets. */
  static byte[] bits(byte[] octets) {
    return value(0x03, new byte[] {0}, octets);
  }

  /** A tag of the context around a constructed value. */
  static byte[] explicit(int tag, byte[] part) {
    return value(0xa0 | tag, part);
  }

  /** A tag of the context in place of that of a primitive value. */
  static byte[] implicit(int tag, byte[] content) {
    return value(0x80 | tag, content);
  }

  /** An object identifier in the notation with dots. */
  static byte[] identifier(String dotted) {
    String[] arcs = dotted.split("\\.", -1);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(40 * Integer.parseInt(arcs[0]) + Integer.parseInt(arcs[1]));
    for (int index = 2; index < arcs.length; index++) {
      writeArc(content, Integer.parseInt(arcs[index]));
    }
    return value(0x06, content.toByteArray());
  }

  /** Seven bits an octet; all but the last have the highest bit. */
  private static void writeArc(ByteArrayOutputStream content, int arc) {
    for (int shift = 28; shift > 0; shift -= 7) {
      if (arc >>> shift != 0) {
        content.write(0x80 | (arc >>> shift & 0x7f));
      }
    }
    content.write(arc & 0x7f);
  }

  private static byte[] value(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    value.write(tag);
    int length = content.size();
    if (length >= 0x100) {
      // Two octets are enough for a certificate.
      value.write(0x82);
      value.write(length >>> 8);
    } else if (length >= 0x80) {
      value.write(0x81);
    }
    value.write(length & 0xff);
    value.writeBytes(content.toByteArray());
    return value.toByteArray();
  }
}
