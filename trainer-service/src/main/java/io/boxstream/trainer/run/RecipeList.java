package io.boxstream.trainer.run;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.boxstream.detection.Backbone;
import io.boxstream.detection.DetectorPreset;
import java.util.List;
import java.util.Optional;

/**
 * What a request for a run can name.
 *
 * @param configured what a request gets that names nothing
 * @param recipes how to train
 * @param presets networks with their anchors
 */
public record RecipeList(
    Configured configured, List<RecipeEntry> recipes, List<PresetEntry> presets) {

  public RecipeList {
    requireNonNull(configured, "configured");
    recipes = List.copyOf(recipes);
    presets = List.copyOf(presets);
  }

  /**
   * The configuration's choice.
   *
   * @param recipe its name
   * @param preset its name; empty if that of the recipe is used
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Configured(String recipe, Optional<String> preset) {}

  /**
   * A recipe.
   *
   * @param name as requests have it
   * @param description one sentence
   * @param preset that it trains unless another one is named
   */
  public record RecipeEntry(String name, String description, String preset) {}

  /**
   * A preset.
   *
   * @param name as requests have it
   * @param description one sentence
   * @param inputSize height and width of the network's input, in pixels
   */
  public record PresetEntry(String name, String description, int inputSize) {

    static PresetEntry of(DetectorPreset preset) {
      return new PresetEntry(
          preset.name(),
          "%s, %2$d × %2$d pixels".formatted(network(preset.backbone()), preset.inputSize()),
          preset.inputSize());
    }

    private static String network(Backbone backbone) {
      return switch (backbone) {
        case EFFICIENTNET_LITE0 -> "EfficientNet-Lite0, whose ImageNet weights come with Boxstream";
        case COMPACT -> "Boxstream's own small network, which learns from random values";
        case MOBILENET_0_25_STRIDE_8 ->
            "MobileNet 0.25 with a finer map for small objects, the least arithmetic";
        case MOBILENET_0_25 -> "GluonCV's MobileNet 0.25";
        case MOBILENET_1_0 -> "GluonCV's MobileNet 1.0";
        case MOBILENET_1_0_RELU6 -> "MobileNet 1.0 in the form of PyTorch's libraries";
        case RESNET34_V1B -> "GluonCV's ResNet 34";
        case RESNET50_V1 -> "GluonCV's ResNet 50";
        case RESNET50_V1B -> "ResNet 50 in the form of PyTorch's libraries";
        case VGG16_ATROUS_300, VGG16_ATROUS_512 -> "GluonCV's VGG16-atrous, for GPUs";
      };
    }
  }
}
