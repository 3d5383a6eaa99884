package io.boxstream.detection.network;

import io.boxstream.detection.Backbone;
import io.boxstream.detection.network.VggAtrousFeatures.Extra;
import java.util.List;

/** Each backbone's extractor. */
final class FeatureExtractors {
  private static final List<Integer> STRIDE_16_TAPS = List.of(22, 26);
  private static final List<Integer> STRIDE_8_TAPS = List.of(10, 22, 26);

  private static final int NECK_CHANNELS = 128;

  private FeatureExtractors() {}

  static FeatureExtractor of(Backbone backbone) {
    return switch (backbone) {
      case VGG16_ATROUS_300 -> new VggAtrousFeatures(extras300());
      case VGG16_ATROUS_512 -> new VggAtrousFeatures(extras512());
      case RESNET34_V1B -> new BasicResNetFeatures(List.of(256, 256, 128, 128));
      case RESNET50_V1 -> new ResNetFeatures(ResNetForm.V1, expansion(512, 512, 256, 256));
      case RESNET50_V1B -> new ResNetFeatures(ResNetForm.V1B, expansion(512, 512, 256, 256));
      case MOBILENET_1_0 ->
          new MobileNetFeatures(1.0, STRIDE_16_TAPS, expansion(512, 512, 256, 256), false);
      case MOBILENET_1_0_RELU6 ->
          new MobileNetFeatures(1.0, STRIDE_16_TAPS, expansion(512, 512, 256, 256), true);
      case MOBILENET_0_25 ->
          new MobileNetFeatures(0.25, STRIDE_16_TAPS, expansion(256, 256, 128, 128), false);
      case MOBILENET_0_25_STRIDE_8 ->
          new MobileNetFeatures(0.25, STRIDE_8_TAPS, expansion(128, 128, 128), false);
      case COMPACT -> new CompactFeatures(expansion(128, 128, 128));
      case EFFICIENTNET_LITE0 -> new NeckedFeatures(new EfficientNetLite0Features(), NECK_CHANNELS);
    };
  }

  private static Expansion expansion(Integer... filters) {
    return new Expansion(List.of(filters));
  }

  private static List<Extra> extras300() {
    return List.of(
        new Extra(256, Convolution.of(512, 3, 2, 1)),
        new Extra(128, Convolution.of(256, 3, 2, 1)),
        new Extra(128, Convolution.of(256, 3, 1, 0)),
        new Extra(128, Convolution.of(256, 3, 1, 0)));
  }

  private static List<Extra> extras512() {
    return List.of(
        new Extra(256, Convolution.of(512, 3, 2, 1)),
        new Extra(128, Convolution.of(256, 3, 2, 1)),
        new Extra(128, Convolution.of(256, 3, 2, 1)),
        new Extra(128, Convolution.of(256, 3, 2, 1)),
        new Extra(128, Convolution.of(256, 4, 1, 1)));
  }
}
