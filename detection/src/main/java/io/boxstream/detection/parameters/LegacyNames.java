package io.boxstream.detection.parameters;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GluonCV's legacy names, which contain no dots. The checkpoints of its training script use them,
 * and its exported models use them with a prefix (SSD.md 1.9).
 */
final class LegacyNames {
  private static final Pattern EXPORT_PREFIX = Pattern.compile("^(arg:|aux:)?(ssd\\d+_)?");
  private static final Pattern PREDICTOR =
      Pattern.compile("(class|box)_predictors\\.(\\d+)\\.predictor\\.(\\w+)");
  private static final Pattern ANCHORS = Pattern.compile("anchor_generators\\.(\\d+)\\.anchors");
  private static final Pattern VGG_STAGE = Pattern.compile("stages\\.(\\d)\\.(\\d)\\.(\\w+)");
  private static final Pattern VGG_EXTRA = Pattern.compile("extras\\.(\\d)\\.(\\d)\\.(\\w+)");
  private static final Pattern RESIDUAL_BLOCK =
      Pattern.compile("stage([12])\\.([0145])\\.(\\d)\\.(conv|bn|downsample\\.)(\\d)\\.(\\w+)");
  private static final Pattern RESIDUAL_EXTRA =
      Pattern.compile("more_stages\\.(\\d)\\.(\\d)\\.(\\w+)");
  private static final String VGG = "vggatrousextractor0_";
  private static final String RESIDUAL = "resnetv1b_";
  private static final List<Integer> VGG_FIRST_OF_STAGE = List.of(0, 2, 4, 7, 10);

  private LegacyNames() {}

  /**
   * Maps the structural names of a detector's arrays to the names in a file.
   *
   * @param stored the names in the file
   * @param names the structural names to map
   * @return the file's names by structural name, for the arrays that the file contains
   */
  static Map<String, String> structural(Set<String> stored, List<String> names) {
    boolean legacy = stored.stream().noneMatch(name -> name.indexOf('.') >= 0);
    Map<String, String> bare = new HashMap<>();
    stored.forEach(
        name -> bare.put(legacy ? EXPORT_PREFIX.matcher(name).replaceFirst("") : name, name));
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : names) {
      String inFile = bare.get(legacy ? legacy(name) : name);
      if (inFile != null) {
        found.put(name, inFile);
      }
    }
    return found;
  }

  /** The legacy name of an array. */
  static String legacy(String structural) {
    Matcher predictor = PREDICTOR.matcher(structural);
    if (predictor.matches()) {
      int box = predictor.group(1).equals("box") ? 1 : 0;
      int number = 2 * Integer.parseInt(predictor.group(2)) + box;
      return "convpredictor" + number + "_conv0_" + predictor.group(3);
    }
    Matcher anchors = ANCHORS.matcher(structural);
    if (anchors.matches()) {
      return "ssdanchorgenerator" + anchors.group(1) + "_anchor_" + anchors.group(1);
    }
    return feature(structural.replaceFirst("^features\\.", ""));
  }

  private static String feature(String name) {
    Matcher stage = VGG_STAGE.matcher(name);
    if (stage.matches()) {
      int number = Integer.parseInt(stage.group(1));
      int depth = Integer.parseInt(stage.group(2)) / 2;
      boolean dilated = number == VGG_FIRST_OF_STAGE.size();
      int convolution = dilated ? depth : VGG_FIRST_OF_STAGE.get(number) + depth;
      String kind = dilated ? "dilated_conv" : "conv";
      return VGG + kind + convolution + "_" + stage.group(3);
    }
    Matcher extra = VGG_EXTRA.matcher(name);
    if (extra.matches()) {
      int convolution = Integer.parseInt(extra.group(2)) / 2;
      return VGG + "extra" + extra.group(1) + "_conv" + convolution + "_" + extra.group(3);
    }
    Matcher block = RESIDUAL_BLOCK.matcher(name);
    if (block.matches()) {
      return RESIDUAL + residual(block);
    }
    Matcher stageExtra = RESIDUAL_EXTRA.matcher(name);
    if (stageExtra.matches()) {
      int convolution =
          2 * Integer.parseInt(stageExtra.group(1)) + Integer.parseInt(stageExtra.group(2)) / 2;
      return "resnetv1bssd0_conv" + convolution + "_" + stageExtra.group(3);
    }
    return switch (name) {
      case "init_scale" -> VGG + "init_scale";
      case "norm4.scale" -> VGG + "normalize0_normalize_scale";
      case "stage1.0.weight" -> RESIDUAL + "conv0_weight";
      default -> name.replaceFirst("^stage1\\.1\\.", RESIDUAL + "batchnorm0_");
    };
  }

  /**
   * Maps a name of ResNet 34 v1b, which numbers the convolutions of a layer across all its blocks;
   * shortcuts have their own names.
   */
  private static String residual(Matcher block) {
    int layer = residualLayer(block.group(1), block.group(2));
    int number = Integer.parseInt(block.group(5));
    if (block.group(4).equals("downsample.")) {
      String kind = number == 0 ? "conv0" : "batchnorm0";
      return "down" + layer + "_" + kind + "_" + block.group(6);
    }
    String kind = block.group(4).equals("bn") ? "batchnorm" : "conv";
    int convolution = 2 * Integer.parseInt(block.group(3)) + number - 1;
    return "layers" + layer + "_" + kind + convolution + "_" + block.group(6);
  }

  /** The detector's two stages hold layers 1 and 2, at positions 4 and 5, and then 3 and 4. */
  static int residualLayer(String stage, String position) {
    return stage.equals("1") ? Integer.parseInt(position) - 3 : Integer.parseInt(position) + 3;
  }
}
