package io.boxstream.detection;

import java.util.Arrays;

/** The feature extractors that a detector can use (SSD.md 1.2 to 1.6). */
public enum Backbone {
  VGG16_ATROUS_300("vgg16_atrous_300"),
  VGG16_ATROUS_512("vgg16_atrous_512"),
  RESNET34_V1B("resnet34_v1b"),
  RESNET50_V1("resnet50_v1"),
  /**
   * ResNet 50 with the stride in the 3×3 convolution of a block, as in GluonCV's {@code
   * resnet50_v1b}, torchvision and timm.
   */
  RESNET50_V1B("resnet50_v1b"),
  MOBILENET_1_0("mobilenet1.0"),
  /** MobileNet 1.0 with ReLU6, as in timm. */
  MOBILENET_1_0_RELU6("mobilenet1.0_relu6"),
  MOBILENET_0_25("mobilenet0.25"),
  /**
   * MobileNet 0.25 with one more, finer map of stride 8 than the reference has: features after
   * convolutions 10, 22 and 26.
   */
  MOBILENET_0_25_STRIDE_8("mobilenet0.25_stride8"),
  /**
   * Boxstream's own network of a few dense 3×3 convolutions. It learns from random initial values
   * in hundreds of steps.
   */
  COMPACT("compact"),
  /** EfficientNet-Lite0 with a neck on each of its maps of stride 8, 16 and 32. */
  EFFICIENTNET_LITE0("efficientnet_lite0");

  private final String label;

  Backbone(String label) {
    this.label = label;
  }

  /** The backbone's name in preset descriptions. */
  public String label() {
    return label;
  }

  /**
   * The backbone of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the available backbones
   */
  public static Backbone labelled(String label) {
    return Arrays.stream(values())
        .filter(backbone -> backbone.label.equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no backbone %s; there are %s"
                        .formatted(label, Arrays.stream(values()).map(Backbone::label).toList())));
  }
}
