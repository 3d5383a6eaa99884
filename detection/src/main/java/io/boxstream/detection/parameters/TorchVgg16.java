package io.boxstream.detection.parameters;

import io.boxstream.detection.Backbone;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * VGG 16 without batch normalisation (Simonyan and Zisserman 2014). Its first two fully connected
 * layers become the detector's dilated ones: Liu et al. 2016 take every fourth channel of them and,
 * of the 7×7 kernel that the first one is on its input of 512×7×7, every third row and column.
 *
 * @param first the name of the first fully connected layer
 * @param second the name of the second one
 * @param last the name of the classifier
 */
record TorchVgg16(String first, String second, String last) implements TorchNetwork {
  private static final TorchVgg16 TORCHVISION =
      new TorchVgg16("classifier.0", "classifier.3", "classifier.6");
  private static final TorchVgg16 TIMM =
      new TorchVgg16("pre_logits.fc1", "pre_logits.fc2", "head.fc");

  private static final Pattern CONVOLUTION = Pattern.compile("stages\\.(\\d)\\.(\\d)\\.(\\w+)");
  private static final List<Integer> FIRST_OF_STAGE = List.of(0, 5, 10, 17, 24);
  private static final String LAST_CONVOLUTION = "features.28.weight";

  private static final Subsampling FIRST =
      new Subsampling(List.of(4096, 512, 7, 7), List.of(4, 1, 3, 3));
  private static final Subsampling SECOND =
      new Subsampling(List.of(4096, 4096, 1, 1), List.of(4, 4, 1, 1));
  private static final Subsampling BIAS = new Subsampling(List.of(4096), List.of(4));

  static Optional<TorchNetwork> recognised(Set<String> names) {
    return Stream.of(TORCHVISION, TIMM)
        .filter(network -> names.contains(LAST_CONVOLUTION))
        .filter(network -> names.contains(network.first + ".weight"))
        .<TorchNetwork>map(network -> network)
        .findFirst();
  }

  @Override
  public String label() {
    return "VGG 16 of torchvision or timm";
  }

  @Override
  public Optional<String> obstacle(Backbone backbone) {
    return backbone == Backbone.VGG16_ATROUS_300 || backbone == Backbone.VGG16_ATROUS_512
        ? Optional.empty()
        : Optional.of("it is the base of vgg16_atrous_300 and vgg16_atrous_512");
  }

  @Override
  public Optional<String> tensor(String published) {
    if (published.equals(VggArrays.INPUT_SCALE)) {
      return Optional.of(published);
    }
    Matcher name = CONVOLUTION.matcher(published);
    if (!name.matches()) {
      return Optional.empty();
    }
    int stage = Integer.parseInt(name.group(1));
    int layer = Integer.parseInt(name.group(2));
    if (stage == FIRST_OF_STAGE.size()) {
      return Optional.of((layer == 0 ? first : second) + "." + name.group(3));
    }
    return Optional.of(
        "features.%d.%s".formatted(FIRST_OF_STAGE.get(stage) + layer, name.group(3)));
  }

  @Override
  public boolean isLeftOut(String tensor) {
    return tensor.startsWith(last + ".");
  }

  @Override
  public ArraySource arrays(Path path, ArrayFileReader reader) {
    return new VggArrays(
        path,
        reader,
        Map.of(
            first + ".weight", FIRST,
            first + ".bias", BIAS,
            second + ".weight", SECOND,
            second + ".bias", BIAS));
  }
}
