package io.boxstream.images.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The images in hand, in memory that the operating system keeps when the process dies: a number of
 * the process and a slot for each image. The process holds a lock on the file.
 */
final class HandFile implements AutoCloseable {

  /** Images that can be in hand at once. */
  static final int SLOTS = 1024;

  private static final int HASH = 64;
  private static final int SLOT = 128;
  private static final int LENGTH = SLOT * (SLOTS + 1);
  private static final byte OCCUPIED = 1;
  private static final int MOST_PROCESSES = 64;
  private static final String NAME = "in-hand";

  private final Path directory;
  private final FileChannel channel;
  private final MappedByteBuffer memory;
  private final Deque<Integer> free = new ArrayDeque<>();

  private HandFile(Path directory, FileChannel channel) throws IOException {
    this.directory = directory;
    this.channel = channel;
    allocate(channel);
    this.memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH);
    IntStream.range(0, SLOTS).forEach(free::add);
  }

  /** Writes what is missing: mapped memory without room on the disk kills the process. */
  private static void allocate(FileChannel channel) throws IOException {
    long present = channel.size();
    ByteBuffer missing = ByteBuffer.allocate((int) Math.max(0, LENGTH - present));
    while (missing.hasRemaining()) {
      channel.write(missing, present + missing.position());
    }
  }

  /** The first of a directory's files that no living process uses. */
  static HandFile lock(Path directory) throws IOException {
    for (int number = 1; number <= MOST_PROCESSES; number++) {
      Path own = Files.createDirectories(directory.resolve(String.valueOf(number)));
      FileChannel channel =
          FileChannel.open(
              own.resolve(NAME),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      try {
        if (locks(channel)) {
          return new HandFile(own, channel);
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      channel.close();
    }
    throw new IOException(MOST_PROCESSES + " processes use " + directory);
  }

  private static boolean locks(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException thisProcess) {
      return false;
    }
  }

  /** Where this process has its files. */
  Path directory() {
    return directory;
  }

  /** The number of the process that wrote the slots; 0 if there was none. */
  long run() {
    return memory.getLong(0);
  }

  /** What is in the slots, each image once. */
  List<String> occupied() {
    List<String> hashes = new ArrayList<>();
    for (int slot = 0; slot < SLOTS; slot++) {
      if (memory.get(position(slot)) == OCCUPIED) {
        byte[] hash = new byte[HASH];
        memory.get(position(slot) + 1, hash);
        hashes.add(new String(hash, StandardCharsets.US_ASCII));
      }
    }
    return hashes.stream().distinct().toList();
  }

  /** Empties the slots for a process. */
  void begin(long run) {
    clear();
    memory.putLong(0, run);
  }

  void clear() {
    for (int slot = 0; slot < SLOTS; slot++) {
      memory.put(position(slot), (byte) 0);
    }
  }

  /** Occupies a free slot; there must be one. */
  int put(String contentHash) {
    byte[] hash = contentHash.getBytes(StandardCharsets.US_ASCII);
    if (hash.length != HASH) {
      throw new IllegalArgumentException("not a SHA-256 in hexadecimal digits: " + contentHash);
    }
    int slot = free.remove();
    memory.put(position(slot) + 1, hash);
    memory.put(position(slot), OCCUPIED);
    return slot;
  }

  void free(int slot) {
    memory.put(position(slot), (byte) 0);
    free.push(slot);
  }

  private static int position(int slot) {
    return SLOT * (slot + 1);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
