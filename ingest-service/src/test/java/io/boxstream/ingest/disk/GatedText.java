package io.boxstream.ingest.disk;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.StringDataType;

/** Text that one thread cannot read from a file while this is shut. */
final class GatedText extends BasicDataType<String> implements AutoCloseable {

  private final String thread;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch opened = new CountDownLatch(1);
  private volatile boolean shut;

  /**
   * @param thread name of the thread that waits
   */
  GatedText(String thread) {
    this.thread = thread;
  }

  /** Counted down when the thread waits. */
  CountDownLatch reached() {
    return reached;
  }

  /** The thread waits from now on, until this is open again. */
  void shut() {
    shut = true;
  }

  /** Lets the thread read. */
  void open() {
    shut = false;
    opened.countDown();
  }

  @Override
  public void close() {
    open();
  }

  @Override
  public int getMemory(String text) {
    return StringDataType.INSTANCE.getMemory(text);
  }

  @Override
  public void write(WriteBuffer buffer, String text) {
    StringDataType.INSTANCE.write(buffer, text);
  }

  @Override
  public String read(ByteBuffer buffer) {
    if (shut && Thread.currentThread().getName().equals(thread)) {
      reached.countDown();
      try {
        opened.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return StringDataType.INSTANCE.read(buffer);
  }

  @Override
  public String[] createStorage(int size) {
    return new String[size];
  }
}
