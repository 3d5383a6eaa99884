package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.boxstream.dataset.quality.CheckedImage;
import io.boxstream.dataset.quality.Overlap;
import io.boxstream.dataset.quality.Suspect;
import io.boxstream.dataset.quality.SuspectRanking;
import io.boxstream.detection.Box;
import io.boxstream.detection.Detection;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.Presets;
import io.boxstream.detection.inference.DetectorModel;
import io.boxstream.detection.pipeline.LabelledImage;
import io.boxstream.detection.pipeline.LabelledImages;
import io.boxstream.events.DetectedBox;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.events.SuspectReason;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.PerceptualHash;
import io.boxstream.images.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How many of 100 planted label errors are among the first 150 suspects. The detector that looks
 * for them is trained by the quick recipe on the training images with their errors.
 *
 * @param folder the images, in Pascal VOC's layout with lists of train, val and test
 * @param preset the detector
 * @param seed of the errors and of the training
 */
record SuspectPrecision(Path folder, String preset, long seed) implements Benchmark {

  private static final int OF_EACH_KIND = 20;
  private static final int LOOKED_AT = 150;
  private static final double SAME_PLACE = 0.4;

  SuspectPrecision {
    requireNonNull(folder, "folder");
    requireNonNull(preset, "preset");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    PlantedErrors planted = new PlantedErrors(folder, OF_EACH_KIND, seed);
    DetectorArchitecture architecture =
        new DetectorArchitecture(Presets.named(preset), planted.classes());
    Path parameters = Files.createTempFile("suspects", ".params");
    try {
      TrainingPart training = new TrainingPart(planted);
      figures.add("training", QuickRecipe.train(training, architecture, seed, parameters), "s");
      List<Suspect> ranking = SuspectRanking.of(checked(planted, architecture, parameters));
      report(planted.errors(), ranking, figures);
    } finally {
      Files.delete(parameters);
    }
  }

  private static void report(
      List<PlantedError> errors, List<Suspect> ranking, Measurements figures) {
    Set<PlantedError> found = new HashSet<>();
    for (Suspect suspect : ranking.subList(0, Math.min(LOOKED_AT, ranking.size()))) {
      errors.stream().filter(error -> shows(suspect, error)).forEach(found::add);
    }
    Map<PlantedError.Kind, Integer> byKind = new EnumMap<>(PlantedError.Kind.class);
    found.forEach(error -> byKind.merge(error.kind(), 1, Integer::sum));
    for (PlantedError.Kind kind : PlantedError.Kind.values()) {
      String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
      figures.add(name, byKind.getOrDefault(kind, 0), "of " + OF_EACH_KIND);
    }
    figures.add("found", found.size(), "of " + errors.size());
  }

  /** Whether someone who looks at the suspect sees the error. */
  private static boolean shows(Suspect suspect, PlantedError error) {
    if (error.boxes().isEmpty()) {
      return suspect.reason() == SuspectReason.DUPLICATE_ACROSS_SPLITS
          && (suspect.imageId().filter(error.image()::equals).isPresent()
              || suspect.otherImageId().filter(error.image()::equals).isPresent());
    }
    return suspect.imageId().filter(error.image()::equals).isPresent()
        && error.boxes().stream().anyMatch(box -> isAt(box, suspect));
  }

  private static boolean isAt(LabelledBox box, Suspect suspect) {
    return suspect.boxes().stream().anyMatch(one -> Overlap.of(box, one) >= SAME_PLACE)
        || suspect.proposals().stream().anyMatch(one -> Overlap.of(box, one) >= SAME_PLACE);
  }

  private static List<CheckedImage> checked(
      PlantedErrors planted, DetectorArchitecture architecture, Path parameters)
      throws IOException {
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    List<CheckedImage> checked = new ArrayList<>();
    try (DetectorModel model = DetectorModel.load(architecture, parameters)) {
      for (PlantedImage image : planted.images()) {
        RgbImage pixels = decoder.decode(image.bytes());
        List<DetectedBox> detections =
            model.detect(List.of(pixels)).get(0).stream()
                .map(found -> box(found, planted.classes()))
                .toList();
        checked.add(
            new CheckedImage(
                image.name(),
                image.split(),
                pixels.width(),
                pixels.height(),
                PerceptualHash.of(pixels).bits(),
                image.boxes(),
                detections));
      }
    }
    return checked;
  }

  private static DetectedBox box(Detection found, List<String> classes) {
    Box box = found.box();
    return new DetectedBox(
        classes.get(found.classIndex()),
        found.score(),
        box.xMin(),
        box.yMin(),
        box.xMax(),
        box.yMax());
  }

  /** The training images with their errors. */
  private static final class TrainingPart implements LabelledImages {
    private final List<PlantedImage> images;
    private final List<String> classes;

    TrainingPart(PlantedErrors planted) {
      this.images =
          planted.images().stream().filter(image -> image.split() == Split.TRAIN).toList();
      this.classes = planted.classes();
    }

    @Override
    public int size() {
      return images.size();
    }

    @Override
    public LabelledImage get(int index) {
      PlantedImage image = images.get(index);
      return new LabelledImage(
          image.name(), image.bytes(), image.boxes().stream().map(this::object).toList());
    }

    private GroundTruth object(LabelledBox box) {
      return new GroundTruth(
          classes.indexOf(box.label()),
          new Box(box.xMin(), box.yMin(), box.xMax(), box.yMax()),
          box.difficult());
    }
  }
}
