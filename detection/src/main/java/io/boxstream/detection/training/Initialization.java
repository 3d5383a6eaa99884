package io.boxstream.detection.training;

import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.network.DetectorNetwork;
import io.boxstream.detection.network.NetworkPart;
import io.boxstream.detection.network.ParameterSpec;
import io.boxstream.detection.parameters.BundledBase;
import io.boxstream.detection.parameters.ParameterArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The initial values of a network's arrays. The same seed gives the same values, whatever the order
 * of the arrays.
 */
public enum Initialization {
  /**
   * The reference's initialisation: Xavier for predictors and VGG, U(-0.07, 0.07) for the other
   * convolutions and for the shift of the expansion's batch normalisation. The running statistics
   * of the expansion start at 0 and 1 instead of the reference's random values, which can be
   * negative variances and which decay during training.
   */
  REFERENCE,
  /**
   * He et al. 2015 for convolutions, batch normalisation at (1, 0, 0, 1), Xavier for predictors.
   */
  HE,
  /**
   * The base network that comes with Boxstream for the detector's backbone, if there is one, and
   * {@link #HE} for all other arrays.
   */
  PRETRAINED;

  private static final double DEFAULT_BOUND = 0.07;
  private static final float VGG_SCALE = 20;
  private static final float[] INPUT_SCALE = {58.395f, 57.12f, 57.375f};

  /** Initial values of a detector's arrays, by name. */
  public Map<String, ParameterArray> arrays(DetectorArchitecture architecture, long seed) {
    Map<String, ParameterArray> arrays =
        arrays(new DetectorNetwork(architecture).parameters(), seed);
    if (this == PRETRAINED && BundledBase.exists(architecture.preset().backbone())) {
      arrays.putAll(BundledBase.read(architecture));
    }
    return arrays;
  }

  /** Random initial values of each array, by name. */
  public Map<String, ParameterArray> arrays(List<ParameterSpec> specs, long seed) {
    Map<String, ParameterArray> arrays = new LinkedHashMap<>();
    for (ParameterSpec spec : specs) {
      arrays.put(spec.name(), ParameterArray.ofFloats(spec.shape(), values(spec, seed)));
    }
    return arrays;
  }

  private float[] values(ParameterSpec spec, long seed) {
    return switch (spec.role()) {
      case CONVOLUTION_WEIGHT -> weights(spec, seed);
      case NORM_BETA -> shifts(spec, seed);
      case CONVOLUTION_BIAS, NORM_MEAN -> new float[spec.size()];
      case NORM_GAMMA, NORM_VARIANCE -> filled(spec, 1);
      case NORM_SCALE -> filled(spec, VGG_SCALE);
      case INPUT_SCALE -> INPUT_SCALE.clone();
    };
  }

  private float[] weights(ParameterSpec spec, long seed) {
    Distribution distribution = new Distribution(spec, seed);
    return switch (spec.part()) {
      case CLASS_PREDICTOR, BOX_PREDICTOR ->
          distribution.uniform(Math.sqrt(4.0 / (fanIn(spec) + fanOut(spec))));
      case PLAIN ->
          distribution.gaussian(Math.sqrt(2.0 / (this != REFERENCE ? fanIn(spec) : fanOut(spec))));
      case BASE, EXPANSION ->
          this != REFERENCE
              ? distribution.gaussian(Math.sqrt(2.0 / fanIn(spec)))
              : distribution.uniform(DEFAULT_BOUND);
    };
  }

  private float[] shifts(ParameterSpec spec, long seed) {
    boolean random = this == REFERENCE && spec.part() == NetworkPart.EXPANSION;
    return random ? new Distribution(spec, seed).uniform(DEFAULT_BOUND) : new float[spec.size()];
  }

  private static float[] filled(ParameterSpec spec, float value) {
    float[] values = new float[spec.size()];
    Arrays.fill(values, value);
    return values;
  }

  private static int fanIn(ParameterSpec spec) {
    return spec.size() / spec.shape().get(0);
  }

  private static int fanOut(ParameterSpec spec) {
    return spec.size() / spec.shape().get(1);
  }
}
