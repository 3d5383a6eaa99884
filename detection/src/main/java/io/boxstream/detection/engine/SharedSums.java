package io.boxstream.detection.engine;

import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.mxnet.jna.MxnetLibrary;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * MXNet's synchronous distributed key-value store without an optimizer: what a worker pulls is the
 * sum of what all workers pushed. Used on one engine thread.
 */
public final class SharedSums {
  private static final String KIND = "dist_sync";
  private static final MxnetLibrary.MXKVStoreServerController NO_COMMANDS =
      (head, body, handle) -> {};

  private final Pointer store;
  private final String[] keys;
  private final NDList arrays;

  private SharedSums(Pointer store, NDList arrays) {
    this.store = store;
    this.arrays = arrays;
    this.keys = new String[arrays.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = Integer.toString(i);
    }
  }

  /**
   * Joins as a worker, and waits for all participants.
   *
   * @param environment the {@code DMLC_} variables
   * @param threshold of two-bit compression; empty for none
   * @param arrays what {@link #add} adds; of the same shapes in all workers
   */
  public static SharedSums join(
      Map<String, String> environment, Optional<Double> threshold, List<NDArray> arrays) {
    configure(environment);
    SharedSums sums = new SharedSums(JnaUtils.parameterStoreCreate(KIND), new NDList(arrays));
    threshold.ifPresent(sums::compress);
    JnaUtils.parameterStoreInit(sums.store, sums.keys.length, sums.keys, sums.arrays);
    return sums;
  }

  static void serve(Map<String, String> environment) {
    configure(environment);
    Pointer store = JnaUtils.parameterStoreCreate(KIND);
    NativeCalls.call("MXKVStoreRunServer", store, NO_COMMANDS, Pointer.NULL);
  }

  private static void configure(Map<String, String> environment) {
    String[] names = environment.keySet().toArray(String[]::new);
    String[] values = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      values[i] = environment.get(names[i]);
    }
    NativeCalls.call("MXInitPSEnv", names.length, names, values);
  }

  private void compress(double threshold) {
    String[] names = {"type", "threshold"};
    String[] values = {"2bit", Double.toString(threshold)};
    NativeCalls.call("MXKVStoreSetGradientCompression", store, names.length, names, values);
  }

  /** Replaces each array by its sum over all workers; waits for it. */
  public void add() {
    JnaUtils.parameterStorePush(store, keys.length, keys, arrays, 0);
    JnaUtils.parameterStorePull(store, keys.length, keys, arrays, 0);
  }
}
