package io.boxstream.detection.network;

/** The forms of ResNet 50 in GluonCV, and the names of their arrays. */
enum ResNetForm {
  /**
   * The first 1×1 convolution of a block has the stride, and the 1×1 convolutions of a block's body
   * have a bias.
   */
  V1("features.resnetv10_", "stage", "stage", 3),

  /**
   * The 3×3 convolution of a block has the stride, and no convolution has a bias. The networks of
   * torchvision and timm have this form.
   */
  V1B("features.resnetv1b0_", "layers", "down", 0);

  private final String network;
  private final String stage;
  private final String shortcut;
  private final int shortcutNumber;

  ResNetForm(String network, String stage, String shortcut, int shortcutNumber) {
    this.network = network;
    this.stage = stage;
    this.shortcut = shortcut;
    this.shortcutNumber = shortcutNumber;
  }

  /** The prefix of all names. */
  String network() {
    return network;
  }

  /** The prefix of the names in the bodies of a stage's blocks; stages count from 1. */
  String stage(int number) {
    return network + stage + number + "_";
  }

  /** The prefix of the names in the shortcut of a stage. */
  String shortcut(int number) {
    return network + shortcut + number + "_";
  }

  /** The number of a shortcut's convolution. */
  int shortcutNumber() {
    return shortcutNumber;
  }

  /** The number of the first convolution in the body of a stage's block; blocks count from 0. */
  int bodyNumber(int block) {
    boolean shortcutCounts = this == V1 && block > 0;
    return 3 * block + (shortcutCounts ? 1 : 0);
  }

  /** Whether the first convolution of a body has the stride; otherwise it is the second one. */
  boolean firstHasStride() {
    return this == V1;
  }

  /** Whether the 1×1 convolutions of a body have a bias. */
  boolean hasBias() {
    return this == V1;
  }
}
