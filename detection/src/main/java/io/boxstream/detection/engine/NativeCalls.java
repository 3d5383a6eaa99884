package io.boxstream.detection.engine;

import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.mxnet.jna.LibUtils;
import com.sun.jna.NativeLibrary;

/** Calls functions of MXNet that DJL has no method for. The library is already loaded. */
final class NativeCalls {
  /** Looked up once, because DJL searches the class path for the library. */
  private static final NativeLibrary LIBRARY = NativeLibrary.getInstance(LibUtils.getLibName());

  private NativeCalls() {}

  /**
   * Calls a function.
   *
   * @throws ai.djl.engine.EngineException if it fails
   */
  static void call(String function, Object... arguments) {
    JnaUtils.checkCall(LIBRARY.getFunction(function).invokeInt(arguments));
  }
}
