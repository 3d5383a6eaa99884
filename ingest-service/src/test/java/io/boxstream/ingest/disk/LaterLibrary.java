package io.boxstream.ingest.disk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.h2.mvstore.DataUtils;

/** Makes a file of the index library look as if a later version had written it. */
final class LaterLibrary {

  private static final int HEADER = 4096;

  private LaterLibrary() {}

  /** Changes both copies of the header, which is text with a checksum at its end. */
  static void mark(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    for (int start = 0; start < 2 * HEADER; start += HEADER) {
      String header = new String(bytes, start, HEADER, ISO_8859_1);
      String later =
          header.substring(0, header.indexOf(",fletcher:")).replaceFirst("format:\\d", "format:9");
      byte[] text = later.getBytes(ISO_8859_1);
      String sum = Integer.toHexString(DataUtils.getFletcher32(text, 0, text.length));
      byte[] whole = (later + ",fletcher:" + sum + "\n").getBytes(ISO_8859_1);
      System.arraycopy(Arrays.copyOf(whole, HEADER), 0, bytes, start, HEADER);
    }
    Files.write(file, bytes);
  }
}
