package io.boxstream.benchmarks;

import static java.util.Objects.requireNonNull;

import io.boxstream.detection.Detection;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.drift.DriftReference;
import io.boxstream.detection.drift.ImageTraits;
import io.boxstream.detection.drift.WindowSequence;
import io.boxstream.detection.inference.DetectorModel;
import io.boxstream.detection.inference.Parallelism;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.ImageQuality;
import io.boxstream.images.RgbImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What watching the traffic for drift costs, on one thread: an image that is taken (decoded again
 * and measured), the comparison at the end of a window, and, to compare, decoding and detection of
 * an image. The share is of one processor, with the windows that inference-service has by default.
 *
 * @param folder the images
 */
record DriftCost(Path folder) implements Benchmark {

  private static final String PRESET = "boxstream_300_compact";
  private static final int WINDOW_IMAGES = 600;
  private static final double WINDOW_SECONDS = 3600;
  private static final int VALIDATION_IMAGES = 200;
  private static final int BOXES = 8;

  /** After nine windows all that can be compared is compared. */
  private static final int WINDOWS = 9;

  DriftCost {
    requireNonNull(folder, "folder");
  }

  @Override
  public void run(Measurements figures) throws Exception {
    List<byte[]> files = ServedImages.of(folder);
    Cycle images = new Cycle(files);
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    Samples samples = new Samples();
    double image =
        Repetition.OF_CALCULATIONS.seconds(
            () -> traits(decoder.decodeUpright(images.next()), samples));
    List<ImageTraits> traits = new ArrayList<>();
    for (int i = 0; i < WINDOW_IMAGES; i++) {
      traits.add(traits(decoder.decodeUpright(images.next()), samples));
    }
    DriftReference reference =
        DriftReference.of(traits.subList(0, VALIDATION_IMAGES)).orElseThrow();
    WindowSequence sequence = new WindowSequence(reference, 0.001, 0.05);
    for (int window = 0; window < WINDOWS; window++) {
      sequence.add(traits);
    }
    double window = Repetition.OF_CALCULATIONS.seconds(() -> sequence.add(traits));
    figures.add("image", 1000 * image, "ms");
    figures.add("window", 1000 * window, "ms");
    figures.add("detection", 1000 * detection(decoder, images), "ms");
    figures.add("share", 100 * (WINDOW_IMAGES * image + window) / WINDOW_SECONDS, "%");
  }

  private static ImageTraits traits(RgbImage image, Samples samples) {
    List<Detection> found =
        samples.detections(List.of(), BOXES, Math.min(image.width(), image.height()));
    return ImageTraits.of(
        ImageQuality.of(image),
        image.width(),
        image.height(),
        found,
        Samples.architecture(PRESET).classes());
  }

  private static double detection(ImageDecoder decoder, Cycle images) throws Exception {
    try (StoredSample stored = StoredSample.of(PRESET);
        DetectorModel model =
            DetectorModel.load(
                stored.architecture(),
                stored.file(),
                DecodeSettings.defaults(),
                Parallelism.of(1))) {
      return Repetition.OF_ENGINE.seconds(
          () -> model.detect(List.of(decoder.decodeUpright(images.next()))));
    }
  }

  /** Files in turn. */
  private static final class Cycle {
    private final List<byte[]> files;
    private int next;

    Cycle(List<byte[]> files) {
      this.files = files;
    }

    byte[] next() {
      return files.get(next++ % files.size());
    }
  }
}
