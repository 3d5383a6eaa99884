package io.boxstream.detection.training;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.FineTuning;
import io.boxstream.detection.network.Kernels;
import io.boxstream.detection.network.NetworkGraph;
import io.boxstream.detection.network.ServingGraph;
import java.util.Optional;

/**
 * The graphs of a step.
 *
 * @param graph from images, or from the maps of the fixed layers, and targets to losses
 * @param fixed from images to the maps of the fixed layers; empty if every layer is trained
 * @param fineTuning how the base network is trained
 */
record TrainedNetwork(NetworkGraph graph, Optional<ServingGraph> fixed, FineTuning fineTuning) {
  static TrainedNetwork of(
      DetectorArchitecture architecture, Kernels kernels, FineTuning fineTuning) {
    DetectorNetwork network = new DetectorNetwork(architecture);
    return new TrainedNetwork(
        network.trainingGraph(kernels, fineTuning),
        fineTuning.fixed() ? Optional.of(network.fixedGraph(kernels)) : Optional.empty(),
        fineTuning);
  }
}
