package io.boxstream.detection.training;

import java.util.List;
import java.util.Map;

/** How gradients change a network: MXNet's fused update operators and their hyper-parameters. */
public sealed interface OptimizerSettings {
  /** MXNet's operator. Its inputs are the array, its gradient and the states. */
  String operator();

  /** The names of the state arrays of each trained array, in the operator's order. */
  List<String> states();

  /** The operator's hyper-parameters except the learning rate. */
  Map<String, Double> hyperParameters();

  /**
   * The rate to pass to the operator.
   *
   * @param learningRate the schedule's rate
   * @param update the number of this update, from 1
   */
  double rate(double learningRate, long update);

  /**
   * Stochastic gradient descent as in the reference: {@code v = momentum·v - rate·(gradient +
   * decay·w)}, {@code w = w + v}. The momentum includes the learning rate, and weight decay applies
   * to every trained array.
   *
   * @param momentum fraction of the last step that is kept
   * @param weightDecay share of the array that is added to its gradient
   */
  record Sgd(double momentum, double weightDecay) implements OptimizerSettings {
    /** Checks the ranges. */
    public Sgd {
      requireFraction("momentum", momentum);
      requireFraction("weight decay", weightDecay);
    }

    @Override
    public String operator() {
      return "sgd_mom_update";
    }

    @Override
    public List<String> states() {
      return List.of("momentum");
    }

    @Override
    public Map<String, Double> hyperParameters() {
      return Map.of("momentum", momentum, "wd", weightDecay);
    }

    @Override
    public double rate(double learningRate, long update) {
      return learningRate;
    }
  }

  /**
   * Adam (Kingma and Ba 2014) as implemented in MXNet: weight decay is added to the gradient, and
   * the bias correction is part of the rate.
   *
   * @param beta1 decay rate of the running mean of the gradients
   * @param beta2 decay rate of the running mean of the squared gradients
   * @param epsilon added to the square root of the mean of the squared gradients
   * @param weightDecay share of the array that is added to its gradient
   */
  record Adam(double beta1, double beta2, double epsilon, double weightDecay)
      implements OptimizerSettings {
    /** Checks the ranges. */
    public Adam {
      requireFraction("beta1", beta1);
      requireFraction("beta2", beta2);
      requireFraction("weight decay", weightDecay);
      if (!(epsilon > 0)) {
        throw new IllegalArgumentException("epsilon must be above 0, not " + epsilon);
      }
    }

    @Override
    public String operator() {
      return "adam_update";
    }

    @Override
    public List<String> states() {
      return List.of("mean", "variance");
    }

    @Override
    public Map<String, Double> hyperParameters() {
      return Map.of("beta1", beta1, "beta2", beta2, "epsilon", epsilon, "wd", weightDecay);
    }

    @Override
    public double rate(double learningRate, long update) {
      return learningRate * Math.sqrt(1 - Math.pow(beta2, update)) / (1 - Math.pow(beta1, update));
    }
  }

  private static void requireFraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be at least 0 and below 1, not " + value);
    }
  }
}
