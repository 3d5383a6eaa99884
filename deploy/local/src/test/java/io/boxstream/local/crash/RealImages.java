package io.boxstream.local.crash;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.ImageContent;
import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.images.ContentHash;
import io.boxstream.images.formats.Annotation;
import io.boxstream.images.formats.AnnotationText;
import io.boxstream.images.formats.LabelledItem;
import io.boxstream.images.formats.RawBox;
import io.boxstream.images.voc.VocFolder;
import io.boxstream.images.voc.VocXml;
import io.boxstream.local.LocalCheckout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Photographs of blood cells with their labels (BCCD), where the folder is there. */
final class RealImages {

  private static final Path FOLDER = LocalCheckout.HOME.resolve("../shared/datasets/bccd");

  private RealImages() {}

  static boolean areThere() {
    return Files.isDirectory(FOLDER);
  }

  /**
   * The first images of the folder.
   *
   * @param train number of those to train on
   * @param val number of those to evaluate on, which come after them
   */
  static List<AnnotatedImage> first(int train, int val) throws IOException {
    VocFolder folder = VocFolder.open(FOLDER);
    List<LabelledItem> items =
        folder.items().stream()
            .filter(item -> item.image().isPresent() && item.annotation().isPresent())
            .limit(train + val)
            .toList();
    return IntStream.range(0, items.size())
        .mapToObj(index -> read(folder, items.get(index), index < train ? Split.TRAIN : Split.VAL))
        .toList();
  }

  private static AnnotatedImage read(VocFolder folder, LabelledItem item, Split split) {
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve(item.image().orElseThrow()));
      Annotation annotation =
          VocXml.read(
              AnnotationText.decode(
                  Files.readAllBytes(folder.resolve(item.annotation().orElseThrow()))));
      int width = annotation.size().width();
      int height = annotation.size().height();
      return new AnnotatedImage(
          ContentHash.of(bytes),
          ImageEncoding.JPEG,
          width,
          height,
          split,
          annotation.boxes().stream()
              .filter(box -> box.xMax() > box.xMin() && box.yMax() > box.yMin())
              .map(box -> box(box, width, height))
              .toList(),
          new ImageContent.Inline(bytes),
          new ImageSource("test", item.image().orElseThrow()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static LabelledBox box(RawBox box, int width, int height) {
    return new LabelledBox(
        box.label().toLowerCase(Locale.ROOT),
        Math.max(0, box.xMin()),
        Math.max(0, box.yMin()),
        Math.min(width, box.xMax()),
        Math.min(height, box.yMax()),
        box.difficult());
  }
}
