package io.boxstream.detection.engine;

import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.mxnet.jna.LibUtils;
import com.sun.jna.NativeLibrary;

/** Functions of MXNet that DJL has no method for. The library is loaded already. */
final class NativeCalls {
  /** Finding the library takes DJL a search of the class path, so it is found once. */
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
