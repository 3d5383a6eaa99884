package io.boxstream.detection.parameters;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The array names in the base network files that GluonCV and Gluon's model zoo publish. They are
 * the names of the classification network, in the structural or the legacy form (SSD.md 1.9).
 */
final class BaseNames {
  private static final Pattern NETWORK =
      Pattern.compile("^(arg:|aux:)?((vgg[a-z]*|mobilenet|resnetv1|resnetv1b)\\d*_)?");
  private static final Pattern VGG =
      Pattern.compile("(stages\\.\\d\\.\\d\\.\\w+|init_scale|norm4\\.scale)");
  private static final Pattern NUMBERED =
      Pattern.compile("(?:mobilenet0|resnetv10)_(conv|batchnorm)(\\d+)_(\\w+)");
  private static final Pattern BOTTLENECK =
      Pattern.compile("resnetv10_stage(\\d)_(conv|batchnorm)(\\d+)_(\\w+)");
  private static final Pattern STEM = Pattern.compile("stage1\\.([01])\\.(\\w+)");
  private static final Pattern V1B_STEM = Pattern.compile("resnetv1b0_(conv|batchnorm)0_(\\w+)");
  private static final Pattern V1B_BODY =
      Pattern.compile("resnetv1b0_layers(\\d)_(conv|batchnorm)(\\d+)_(\\w+)");
  private static final Pattern V1B_SHORTCUT =
      Pattern.compile("resnetv1b0_down(\\d)_(conv|batchnorm)0_(\\w+)");
  private static final Pattern BLOCK = Pattern.compile("stage([12])\\.([0145])\\.(.+)");

  /** A convolution, its batch normalisation, and a ReLU, which has no arrays. */
  private static final int LAYERS_PER_CONVOLUTION = 3;

  private static final int SHORTCUT = 3;

  private static final int CONVOLUTIONS_PER_BLOCK = 3;

  /** No file of GluonCV's has these networks; see {@link TorchNetwork}. */
  private static final Pattern TORCH_ONLY = Pattern.compile("(lite0|mobilenet_relu6)_.+");

  private BaseNames() {}

  /**
   * Maps the names of a base network's arrays to those in a file.
   *
   * @param stored the names in the file
   * @param names the detector's names of the arrays to map
   * @return the file's names by the detector's names, for the arrays of a base network that the
   *     file contains
   */
  static Map<String, String> structural(Set<String> stored, List<String> names) {
    boolean legacy = stored.stream().noneMatch(name -> name.indexOf('.') >= 0);
    Map<String, String> bare = new HashMap<>();
    stored.forEach(name -> bare.put(legacy ? withoutNetwork(name) : name, name));
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : names) {
      published(name)
          .map(published -> bare.get(legacy ? withoutNetwork(LegacyNames.legacy(name)) : published))
          .ifPresent(inFile -> found.put(name, inFile));
    }
    return found;
  }

  private static String withoutNetwork(String name) {
    return NETWORK.matcher(name).replaceFirst("");
  }

  /** The structural name of an array in the classification network; empty if it has none. */
  static Optional<String> published(String structural) {
    String name = structural.replaceFirst("^features\\.", "");
    if (VGG.matcher(name).matches() || TORCH_ONLY.matcher(name).matches()) {
      return Optional.of(name);
    }
    Matcher numbered = NUMBERED.matcher(name);
    if (numbered.matches()) {
      int layer = LAYERS_PER_CONVOLUTION * Integer.parseInt(numbered.group(2));
      return Optional.of(layer("features.", numbered.group(1), layer, numbered.group(3)));
    }
    Matcher bottleneck = BOTTLENECK.matcher(name);
    if (bottleneck.matches()) {
      return Optional.of(bottleneck(bottleneck));
    }
    if (name.startsWith("resnetv1b0_")) {
      return v1b(name);
    }
    Matcher stem = STEM.matcher(name);
    if (stem.matches()) {
      return Optional.of((stem.group(1).equals("0") ? "conv1." : "bn1.") + stem.group(2));
    }
    Matcher block = BLOCK.matcher(name);
    return block.matches()
        ? Optional.of(
            "layer%d.%s"
                .formatted(
                    LegacyNames.residualLayer(block.group(1), block.group(2)), block.group(3)))
        : Optional.empty();
  }

  /**
   * Maps a name of ResNet 50, which numbers the convolutions of a stage: three in the first block,
   * its shortcut, then three in each other block. The stages follow the four layers of the stem.
   */
  private static String bottleneck(Matcher name) {
    int stage = Integer.parseInt(name.group(1)) + 3;
    int number = Integer.parseInt(name.group(3));
    if (number == SHORTCUT) {
      return layer("features." + stage + ".0.downsample.", name.group(2), 0, name.group(4));
    }
    int inBody = number < SHORTCUT ? number : number - 1;
    String body = "features.%d.%d.body.".formatted(stage, inBody / 3);
    return layer(body, name.group(2), LAYERS_PER_CONVOLUTION * (inBody % 3), name.group(4));
  }

  /**
   * Maps a name of ResNet 50 v1b, which numbers the convolutions of a layer across all its blocks;
   * shortcuts have their own names.
   */
  private static Optional<String> v1b(String name) {
    Matcher stem = V1B_STEM.matcher(name);
    if (stem.matches()) {
      return Optional.of((stem.group(1).equals("conv") ? "conv1." : "bn1.") + stem.group(2));
    }
    Matcher body = V1B_BODY.matcher(name);
    if (body.matches()) {
      int number = Integer.parseInt(body.group(3));
      String kind = body.group(2).equals("conv") ? "conv" : "bn";
      return Optional.of(
          "layer%s.%d.%s%d.%s"
              .formatted(
                  body.group(1),
                  number / CONVOLUTIONS_PER_BLOCK,
                  kind,
                  number % CONVOLUTIONS_PER_BLOCK + 1,
                  body.group(4)));
    }
    Matcher shortcut = V1B_SHORTCUT.matcher(name);
    return shortcut.matches()
        ? Optional.of(
            layer(
                "layer" + shortcut.group(1) + ".0.downsample.",
                shortcut.group(2),
                0,
                shortcut.group(3)))
        : Optional.empty();
  }

  private static String layer(String prefix, String kind, int convolution, String array) {
    int layer = kind.equals("conv") ? convolution : convolution + 1;
    return prefix + layer + "." + array;
  }
}
