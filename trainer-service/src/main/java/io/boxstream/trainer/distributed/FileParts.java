package io.boxstream.trainer.distributed;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Files on a connection, in parts, so that beats come through in between. */
final class FileParts {

  private static final int SIZE = 1 << 20;
  private static final String LAST = "last";

  private FileParts() {}

  static void send(Connection connection, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[SIZE];
      int length = in.readNBytes(buffer, 0, SIZE);
      while (true) {
        byte[] part = Arrays.copyOf(buffer, length);
        length = in.readNBytes(buffer, 0, SIZE);
        connection.send(
            new Message(Message.Kind.PART, Map.of(LAST, Boolean.toString(length == 0)), part));
        if (length == 0) {
          return;
        }
      }
    }
  }

  /**
   * Writes the file that the other side sends.
   *
   * @param messages the messages of the connection, in order
   */
  static void receive(Path file, Messages messages) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      Message part;
      do {
        part = messages.next(Message.Kind.PART);
        out.write(part.payload());
      } while (!Boolean.parseBoolean(part.field(LAST)));
    }
  }

  /** The messages of a connection. */
  interface Messages {
    /** The next one, which is of that kind. */
    Message next(Message.Kind kind);
  }
}
