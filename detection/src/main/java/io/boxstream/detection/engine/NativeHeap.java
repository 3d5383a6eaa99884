package io.boxstream.detection.engine;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import java.util.Optional;

/**
 * The C library's heap, which holds the arrays of MXNet on the CPU. glibc keeps freed memory in a
 * heap per thread for later requests of that thread. After a large model is closed, this is
 * gigabytes of memory that other threads cannot use and that becomes more fragmented with each
 * model.
 */
public final class NativeHeap {
  private static final Optional<Function> TRIM = find("malloc_trim");

  private NativeHeap() {}

  /**
   * Returns freed memory to the operating system. Takes up to half a second after a large model is
   * closed. Does nothing with C libraries other than glibc.
   */
  public static void trim() {
    TRIM.ifPresent(trim -> trim.invokeInt(new Object[] {new NativeLong(0)}));
  }

  private static Optional<Function> find(String name) {
    try {
      return Optional.of(NativeLibrary.getProcess().getFunction(name));
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }
}
