package io.boxstream.ingest.disk;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.StringDataType;

/** Text that one thread can read from a file only when this is open. */
final class GatedText extends BasicDataType<String> {

  private final String thread;
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

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

  void open() {
    open.countDown();
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
    if (Thread.currentThread().getName().equals(thread)) {
      reached.countDown();
      try {
        open.await();
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
