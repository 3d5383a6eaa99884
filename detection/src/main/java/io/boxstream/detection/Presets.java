package io.boxstream.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The presets by name: those of the reference (SSD.md 2), and Boxstream's own. {@code
 * boxstream_300_lite0} and {@code boxstream_512_lite0} have all anchors on maps of a pretrained
 * base network that comes with Boxstream; {@code boxstream_300_compact} learns quickly from random
 * values; {@code boxstream_300_mobilenet0.25} needs a third of its arithmetic. {@code
 * ssd_512_mobilenet1.0_relu6} and {@code ssd_512_resnet50_v1b} have the anchors of the reference's
 * presets and base networks for which PyTorch's libraries have pretrained weights.
 *
 * <p>The reference names a model {@code <preset>_<data set>}, and two presets have other anchor
 * sizes for Pascal VOC than for COCO and custom data sets. These two have a {@code _voc} form here.
 * A name without a data set means the form for custom data sets, as do the suffixes {@code _coco}
 * and {@code _custom}.
 */
public final class Presets {

  private static final List<Double> FOUR = List.of(1.0, 2.0, 0.5);
  private static final List<Double> SIX = List.of(1.0, 2.0, 0.5, 3.0, 1.0 / 3);

  private static final double[] SIZES_300_VOC = {30, 60, 111, 162, 213, 264, 315};
  private static final double[] SIZES_300 = {21, 45, 99, 153, 207, 261, 315};
  private static final double[] SIZES_512_VGG = {
    51.2, 76.8, 153.6, 230.4, 307.2, 384, 460.8, 537.6
  };
  private static final double[] SIZES_512 = {51.2, 102.4, 189.4, 276.4, 363.52, 450.6, 492};
  private static final double[] SIZES_512_RESNET = {
    51.2, 133.12, 215.04, 296.96, 378.88, 460.8, 542.72
  };
  private static final double[] SIZES_BOXSTREAM = {18, 36, 72, 126, 190, 250, 300};

  /** Relative to the side of the input. */
  private static final double[] SIZES_LITE = {0.06, 0.1, 0.17, 0.28, 0.42, 0.6, 0.8, 1};

  private static final int[] LAYER_MAPS_LITE = {0, 0, 1, 1, 2, 2, 2};

  private static final double[] STEPS_300 = {8, 16, 32, 64, 100, 300};
  private static final double[] STEPS_512_VGG = {8, 16, 32, 64, 128, 256, 512};
  private static final double[] STEPS_512 = {16, 32, 64, 128, 256, 512};
  private static final double[] STEPS_BOXSTREAM = {8, 16, 32, 60, 100, 150};

  private static final int[] MAPS_300 = {38, 19, 10, 5, 3, 1};
  private static final int[] MAPS_300_MOBILENET = {19, 10, 5, 3, 2, 1};
  private static final int[] MAPS_512_VGG = {64, 32, 16, 8, 4, 2, 1};
  private static final int[] MAPS_512 = {32, 16, 8, 4, 2, 1};
  private static final int[] MAPS_BOXSTREAM = {38, 19, 10, 5, 3, 2};

  private static final int[] STEPS_LITE = {8, 16, 32};

  private static final Map<String, DetectorPreset> PRESETS = presets();

  private Presets() {}

  /**
   * The preset of that name, with or without the reference's data set suffix.
   *
   * @throws IllegalArgumentException if there is none; the message lists the available presets
   */
  public static DetectorPreset named(String name) {
    return find(name)
        .orElseThrow(
            () -> new IllegalArgumentException("no preset " + name + "; there are " + names()));
  }

  /** Whether {@link #named} knows the name. */
  public static boolean isKnown(String name) {
    return find(name).isPresent();
  }

  private static Optional<DetectorPreset> find(String name) {
    DetectorPreset preset = PRESETS.get(name);
    return Optional.ofNullable(
        preset != null ? preset : PRESETS.get(name.replaceFirst("_(voc|coco|custom)$", "")));
  }

  /** The names of all presets. */
  public static List<String> names() {
    return List.copyOf(PRESETS.keySet());
  }

  private static Map<String, DetectorPreset> presets() {
    List<DetectorPreset> all =
        List.of(
            preset(
                "boxstream_300_compact",
                Backbone.COMPACT,
                300,
                layers(MAPS_BOXSTREAM, STEPS_BOXSTREAM, SIZES_BOXSTREAM)),
            lite(300),
            preset(
                "boxstream_300_mobilenet0.25",
                Backbone.MOBILENET_0_25_STRIDE_8,
                300,
                layers(MAPS_BOXSTREAM, STEPS_BOXSTREAM, SIZES_BOXSTREAM)),
            lite(512),
            preset(
                "ssd_300_mobilenet0.25",
                Backbone.MOBILENET_0_25,
                300,
                layers(MAPS_300_MOBILENET, STEPS_300, SIZES_300)),
            preset(
                "ssd_300_resnet34_v1b",
                Backbone.RESNET34_V1B,
                300,
                layers(MAPS_300, STEPS_300, SIZES_300)),
            preset(
                "ssd_300_vgg16_atrous",
                Backbone.VGG16_ATROUS_300,
                300,
                layers(MAPS_300, STEPS_300, SIZES_300)),
            preset(
                "ssd_300_vgg16_atrous_voc",
                Backbone.VGG16_ATROUS_300,
                300,
                layers(MAPS_300, STEPS_300, SIZES_300_VOC)),
            preset(
                "ssd_512_mobilenet1.0",
                Backbone.MOBILENET_1_0,
                512,
                layers(MAPS_512, STEPS_512, SIZES_512)),
            new DetectorPreset(
                "ssd_512_mobilenet1.0_relu6",
                Backbone.MOBILENET_1_0_RELU6,
                512,
                layers(MAPS_512, STEPS_512, SIZES_512),
                Normalization.SYMMETRIC),
            preset(
                "ssd_512_resnet50_v1",
                Backbone.RESNET50_V1,
                512,
                layers(MAPS_512, STEPS_512, SIZES_512_RESNET)),
            preset(
                "ssd_512_resnet50_v1_voc",
                Backbone.RESNET50_V1,
                512,
                layers(MAPS_512, STEPS_512, SIZES_512)),
            preset(
                "ssd_512_resnet50_v1b",
                Backbone.RESNET50_V1B,
                512,
                layers(MAPS_512, STEPS_512, SIZES_512_RESNET)),
            preset(
                "ssd_512_vgg16_atrous",
                Backbone.VGG16_ATROUS_512,
                512,
                layers(MAPS_512_VGG, STEPS_512_VGG, SIZES_512_VGG)));
    Map<String, DetectorPreset> byName = new LinkedHashMap<>();
    all.forEach(preset -> byName.put(preset.name(), preset));
    return byName;
  }

  private static DetectorPreset preset(
      String name, Backbone backbone, int inputSize, List<AnchorLayer> layers) {
    return new DetectorPreset(name, backbone, inputSize, layers);
  }

  /** The first map and the two coarsest ones have four boxes per cell, the others six. */
  private static List<AnchorLayer> layers(int[] maps, double[] steps, double[] sizes) {
    List<AnchorLayer> layers = new ArrayList<>();
    for (int i = 0; i < maps.length; i++) {
      boolean six = i > 0 && i < maps.length - 2;
      layers.add(new AnchorLayer(i, maps[i], steps[i], sizes[i], sizes[i + 1], six ? SIX : FOUR));
    }
    return layers;
  }

  /** All sizes are on maps of the base network, with four boxes per cell. */
  private static DetectorPreset lite(int inputSize) {
    List<AnchorLayer> layers = new ArrayList<>();
    for (int i = 0; i < LAYER_MAPS_LITE.length; i++) {
      int map = LAYER_MAPS_LITE[i];
      int step = STEPS_LITE[map];
      int cells = (inputSize + step - 1) / step;
      double size = SIZES_LITE[i] * inputSize;
      layers.add(new AnchorLayer(map, cells, step, size, SIZES_LITE[i + 1] * inputSize, FOUR));
    }
    return new DetectorPreset(
        "boxstream_" + inputSize + "_lite0",
        Backbone.EFFICIENTNET_LITE0,
        inputSize,
        layers,
        Normalization.EFFICIENTNET_LITE);
  }
}
