package io.boxstream.detection.engine;

import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.mxnet.jna.LibUtils;
import com.sun.jna.NativeLibrary;

/** Functions of MXNet that DJL has no method for. The library is loaded already. */
final class NativeCalls {
  private NativeCalls() {}

  /**
   * Calls a function.
   *
   * @throws ai.djl.engine.EngineException if it fails
   */
  static void call(String function, Object... arguments) {
    JnaUtils.checkCall(
        NativeLibrary.getInstance(LibUtils.getLibName())
            .getFunction(function)
            .invokeInt(arguments));
  }
}
