package io.boxstream.images.formats;

import static java.util.Objects.requireNonNull;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Boxes on disk, found by the number of their image. Memory holds eight bytes for each image and
 * nothing for a box, so the boxes may come in any order and number.
 *
 * <p>The file is a log. A record names the previous one of the same image: position of the previous
 * record (8 bytes), length of the rest (4), kind (1), and the content: four corners as doubles,
 * difficult, and the label, or a refusal's text. One thread writes; after {@link #seal} several may
 * read.
 */
final class BoxIndex implements AutoCloseable {

  /** Most boxes of an image. */
  static final int MAX_BOXES = 10_000;

  private static final long NONE = -1;
  private static final byte BOX = 0;
  private static final byte REFUSAL = 1;
  private static final int HEADER = Long.BYTES + Integer.BYTES;
  private static final int BUFFER = 64 * 1024;
  private static final int LONGEST_TEXT = 4096;

  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private long position;
  private long[] last = new long[1024];
  private int[] boxes = new int[1024];

  private BoxIndex(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
    Arrays.fill(last, NONE);
  }

  /** Creates an empty index, in place of one that an earlier process left behind. */
  static BoxIndex create(Path file) {
    try {
      return new BoxIndex(
          requireNonNull(file, "file"),
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a box to an image. An image with more than {@link #MAX_BOXES} boxes is refused. */
  void add(int image, RawBox box) {
    reserve(image);
    boxes[image]++;
    if (boxes[image] > MAX_BOXES) {
      if (boxes[image] == MAX_BOXES + 1) {
        refuse(image, "there are more than " + MAX_BOXES + " objects");
      }
      return;
    }
    byte[] label = utf8(box.label());
    begin(image, 1 + 4 * Double.BYTES + 1 + label.length);
    buffer.put(BOX);
    buffer.putDouble(box.xMin()).putDouble(box.yMin()).putDouble(box.xMax()).putDouble(box.yMax());
    buffer.put((byte) (box.difficult() ? 1 : 0)).put(label);
  }

  /** Says why the labels of an image cannot be used. The first reason counts. */
  void refuse(int image, String reason) {
    byte[] text = utf8(reason);
    begin(image, 1 + text.length);
    buffer.put(REFUSAL).put(text);
  }

  /** Forgets everything about an image. */
  void clear(int image) {
    reserve(image);
    last[image] = NONE;
    boxes[image] = 0;
  }

  /** Ends writing. */
  void seal() {
    flush();
  }

  /**
   * The boxes of an image in the order in which they were added.
   *
   * @throws MalformedAnnotationException if the image was refused
   */
  List<RawBox> read(int image) {
    Deque<RawBox> found = new ArrayDeque<>();
    String refusal = null;
    long at = image < last.length ? last[image] : NONE;
    try {
      while (at != NONE) {
        ByteBuffer header = bytes(at, HEADER);
        long previous = header.getLong();
        ByteBuffer content = bytes(at + HEADER, header.getInt());
        if (content.get() == BOX) {
          found.addFirst(box(content));
        } else {
          refusal = text(content);
        }
        at = previous;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (refusal != null) {
      throw new MalformedAnnotationException(refusal);
    }
    return new ArrayList<>(found);
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void begin(int image, int length) {
    reserve(image);
    if (buffer.remaining() < HEADER + length) {
      flush();
    }
    buffer.putLong(last[image]).putInt(length);
    last[image] = position;
    position += HEADER + length;
  }

  private void reserve(int image) {
    int length = last.length;
    if (image >= length) {
      last = Arrays.copyOf(last, Math.max(2 * length, image + 1));
      Arrays.fill(last, length, last.length, NONE);
      boxes = Arrays.copyOf(boxes, last.length);
    }
  }

  private void flush() {
    buffer.flip();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    buffer.clear();
  }

  private ByteBuffer bytes(long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new EOFException(file + " ends early");
      }
    }
    return bytes.flip();
  }

  private static RawBox box(ByteBuffer content) {
    double xMin = content.getDouble();
    double yMin = content.getDouble();
    double xMax = content.getDouble();
    double yMax = content.getDouble();
    boolean difficult = content.get() == 1;
    return new RawBox(text(content), xMin, yMin, xMax, yMax, difficult);
  }

  private static String text(ByteBuffer content) {
    return StandardCharsets.UTF_8.decode(content).toString();
  }

  private static byte[] utf8(String text) {
    String kept = text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    return kept.getBytes(StandardCharsets.UTF_8);
  }
}
