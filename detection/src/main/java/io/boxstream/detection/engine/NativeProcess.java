package io.boxstream.detection.engine;

import com.sun.jna.NativeLibrary;

/** This process in the operating system. */
public final class NativeProcess {
  private NativeProcess() {}

  /** Ends it at once: neither shutdown hooks nor destructors of native libraries run. */
  public static void end(int status) {
    NativeLibrary.getInstance("c").getFunction("_exit").invokeVoid(new Object[] {status});
  }
}
