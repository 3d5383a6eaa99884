package io.boxstream.ingest.export;

import static java.util.Objects.requireNonNull;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Writes a zip archive of any size to a stream (APPNOTE 6.3.9, with Zip64 where a number needs it).
 * Entries are stored without compression, because images do not get smaller. Unlike {@link
 * java.util.zip.ZipOutputStream}, it keeps the central directory in a file and not in memory.
 */
final class ZipWriter implements Closeable {

  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int CENTRAL_HEADER = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int ZIP64_END = 0x06064b50;
  private static final int ZIP64_LOCATOR = 0x07064b50;
  private static final short ZIP64_EXTRA = 1;
  private static final short VERSION = 45;
  private static final short UTF8_NAMES = 1 << 11;
  private static final short STORED = 0;

  /** 1 January 1980: archives of the same images are the same bytes. */
  private static final int DATE = 0x0021 << 16;

  private static final long MAX_INT = 0xFFFFFFFFL;
  private static final int MAX_SHORT = 0xFFFF;
  private static final int HEADER_ROOM = 128;
  private static final int BUFFER = 64 * 1024;

  private final OutputStream out;
  private final Path directory;
  private final OutputStream directoryOut;
  private long position;
  private long entries;

  /**
   * @param out receives the archive, closed by the caller
   * @param directory a temporary file for the central directory
   */
  ZipWriter(OutputStream out, Path directory) throws IOException {
    this.out = requireNonNull(out, "out");
    this.directory = requireNonNull(directory, "directory");
    this.directoryOut = new BufferedOutputStream(Files.newOutputStream(directory));
  }

  void add(String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    begin(name, content.length, checksum.getValue());
    write(content, content.length);
  }

  /** Adds a file, which is read twice. */
  void add(String name, Path file) throws IOException {
    CRC32 checksum = new CRC32();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        checksum.update(buffer, 0, count);
      }
    }
    begin(name, Files.size(file), checksum.getValue());
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        write(buffer, count);
      }
    }
  }

  /** Writes the central directory, without which the archive is not complete. */
  void finish() throws IOException {
    directoryOut.flush();
    long start = position;
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(directory)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        write(buffer, count);
      }
    }
    end(start, position - start);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    directoryOut.close();
  }

  private void begin(String name, long size, long checksum) throws IOException {
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    boolean large = size >= MAX_INT;
    boolean far = position >= MAX_INT;
    ByteBuffer central = buffer(path);
    central.putInt(CENTRAL_HEADER).putShort(VERSION);
    common(central, path, large ? MAX_INT : size, checksum);
    int extra = (large ? 2 * Long.BYTES : 0) + (far ? Long.BYTES : 0);
    central.putShort((short) (extra == 0 ? 0 : extra + Integer.BYTES));
    central.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
    central.putInt((int) (far ? MAX_INT : position)).put(path);
    if (extra > 0) {
      central.putShort(ZIP64_EXTRA).putShort((short) extra);
    }
    if (large) {
      central.putLong(size).putLong(size);
    }
    if (far) {
      central.putLong(position);
    }
    directoryOut.write(central.array(), 0, central.position());
    ByteBuffer local = buffer(path);
    local.putInt(LOCAL_HEADER);
    common(local, path, large ? MAX_INT : size, checksum);
    local.putShort((short) (large ? 2 * Long.BYTES + Integer.BYTES : 0)).put(path);
    if (large) {
      local.putShort(ZIP64_EXTRA).putShort((short) (2 * Long.BYTES)).putLong(size).putLong(size);
    }
    write(local.array(), local.position());
    entries++;
  }

  /** What both headers have in common, up to the length of the name. */
  private static void common(ByteBuffer header, byte[] path, long size, long checksum) {
    header.putShort(VERSION).putShort(UTF8_NAMES).putShort(STORED).putInt(DATE);
    header.putInt((int) checksum).putInt((int) size).putInt((int) size);
    header.putShort((short) path.length);
  }

  private void end(long start, long size) throws IOException {
    ByteBuffer end = buffer(new byte[0]);
    if (entries >= MAX_SHORT || start >= MAX_INT || size >= MAX_INT) {
      long zip64End = position;
      end.putInt(ZIP64_END).putLong(44).putShort(VERSION).putShort(VERSION).putInt(0).putInt(0);
      end.putLong(entries).putLong(entries).putLong(size).putLong(start);
      end.putInt(ZIP64_LOCATOR).putInt(0).putLong(zip64End).putInt(1);
    }
    short count = (short) Math.min(entries, MAX_SHORT);
    end.putInt(END).putShort((short) 0).putShort((short) 0).putShort(count).putShort(count);
    end.putInt((int) Math.min(size, MAX_INT)).putInt((int) Math.min(start, MAX_INT));
    end.putShort((short) 0);
    write(end.array(), end.position());
  }

  private static ByteBuffer buffer(byte[] path) {
    return ByteBuffer.allocate(path.length + HEADER_ROOM).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void write(byte[] bytes, int count) throws IOException {
    out.write(bytes, 0, count);
    position += count;
  }
}
