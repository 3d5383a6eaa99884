package io.boxstream.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** All changes of a file in their order, and what is left of it after a failure in between. */
final class Recording {

  /** What a disk writes as a whole. */
  private static final int BLOCK = 4096;

  private final List<Step> steps = new ArrayList<>();

  private enum Kind {
    WRITE,
    TRUNCATE,
    FORCE
  }

  /**
   * A change.
   *
   * @param position of the bytes, or the new size of the file
   */
  private record Step(Kind kind, long position, byte[] bytes) {}

  void write(long position, byte[] bytes) {
    steps.add(new Step(Kind.WRITE, position, bytes));
  }

  void truncate(long size) {
    steps.add(new Step(Kind.TRUNCATE, size, new byte[0]));
  }

  void force() {
    steps.add(new Step(Kind.FORCE, 0, new byte[0]));
  }

  /** The number of changes until now. */
  int size() {
    return steps.size();
  }

  /**
   * Makes the file that a process leaves that is killed during a change: what was written before,
   * and a part of the change.
   *
   * @param last index of the change, which may be done in part
   */
  void killedAt(int last, Path file, Random random) throws IOException {
    try (FileChannel channel = create(file)) {
      for (Step step : steps.subList(0, last)) {
        apply(channel, step, step.bytes().length);
      }
      Step step = steps.get(last);
      apply(channel, step, random.nextInt(step.bytes().length / BLOCK + 1) * BLOCK);
    }
  }

  /**
   * Makes the file that a machine leaves that fails during a change: what was forced to the disk,
   * and any blocks of what was written since, in any order.
   *
   * @param last index of the change
   */
  void failedAt(int last, Path file, Random random) throws IOException {
    int forced = last;
    while (forced > 0 && steps.get(forced - 1).kind() != Kind.FORCE) {
      forced--;
    }
    try (FileChannel channel = create(file)) {
      for (Step step : steps.subList(0, forced)) {
        apply(channel, step, step.bytes().length);
      }
      for (Step step : steps.subList(forced, last + 1)) {
        if (random.nextBoolean()) {
          apply(channel, step, random.nextInt(step.bytes().length / BLOCK + 1) * BLOCK);
        }
      }
    }
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  private static void apply(FileChannel channel, Step step, int bytes) throws IOException {
    switch (step.kind()) {
      case WRITE -> channel.write(ByteBuffer.wrap(step.bytes(), 0, bytes), step.position());
      case TRUNCATE -> channel.truncate(step.position());
      case FORCE -> {}
    }
  }
}
