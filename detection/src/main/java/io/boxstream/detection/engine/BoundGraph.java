package io.boxstream.detection.engine;

import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.engine.MxSymbolBlock;
import ai.djl.mxnet.engine.Symbol;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import io.boxstream.detection.network.NetworkGraph;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A graph whose variables are bound to arrays, run as one MXNet cached operator with static memory.
 * Use one batch size and one mode: the engine plans its memory again for every other. Not
 * thread-safe.
 *
 * <p>Owns the symbol and the operator, not the arrays.
 */
public final class BoundGraph implements AutoCloseable {
  private static final FirstUse OPTIMIZATION = new FirstUse();
  private static final FirstUse TRAINING = new FirstUse();
  private static final FirstUse INFERENCE = new FirstUse();

  private final NDManager manager;
  private final MxSymbolBlock block;
  private final ParameterStore store;
  private final List<String> inputs;

  /**
   * Binds a graph.
   *
   * @param parent a manager of the device to run on; closing it closes the graph
   * @param graph the graph
   * @param arrays an array for each of its parameters, by name
   * @param optimized whether the engine may fuse operators; only for graphs that are not trained
   * @throws IllegalArgumentException if an array is missing
   */
  public BoundGraph(
      NDManager parent, NetworkGraph graph, Map<String, NDArray> arrays, boolean optimized) {
    manager = parent.newSubManager();
    inputs = graph.inputs();
    Symbol symbol = Symbol.loadJson((MxNDManager) manager, graph.json());
    boolean fused = optimized && !manager.getDevice().isGpu();
    block =
        new MxSymbolBlock(
            manager,
            fused
                ? OPTIMIZATION.call(() -> symbol.optimizeFor("MKLDNN", manager.getDevice()))
                : symbol);
    block.setInputNames(inputs);
    bind(arrays);
    store = new ParameterStore(manager, false);
  }

  /**
   * DJL treats every unbound variable as an input and fills it with uninitialised values, so this
   * checks that every name is either an input or bound.
   */
  private void bind(Map<String, NDArray> arrays) {
    Set<String> missing = new TreeSet<>();
    for (Parameter parameter : block.getAllParameters()) {
      String name = parameter.getName();
      if (inputs.contains(name)) {
        continue;
      }
      NDArray array = arrays.get(name);
      if (array == null) {
        missing.add(name);
        continue;
      }
      parameter.setArray(array);
    }
    if (!missing.isEmpty()) {
      manager.close();
      throw new IllegalArgumentException("no array for " + missing);
    }
  }

  /**
   * Runs the graph forward.
   *
   * @param values the inputs, in the order the graph names them; the manager of the first one owns
   *     the results
   * @param training whether batch normalisation uses the batch's own statistics
   */
  public NDList forward(List<NDArray> values, boolean training) {
    if (values.size() != inputs.size()) {
      throw new IllegalArgumentException(
          "the graph has the inputs " + inputs + " but was given " + values.size() + " values");
    }
    NDList list = new NDList(values.size());
    for (int i = 0; i < values.size(); i++) {
      NDArray value = values.get(i);
      value.setName(inputs.get(i));
      list.add(value);
    }
    FirstUse kind = training ? TRAINING : INFERENCE;
    return kind.call(() -> block.forward(store, list, training));
  }

  /** The names of the graph's inputs and arrays, as reported by the engine. */
  public Set<String> names() {
    return block.getAllParameters().stream().map(Parameter::getName).collect(Collectors.toSet());
  }

  /** Frees the operator and the symbol. */
  @Override
  public void close() {
    manager.close();
  }
}
