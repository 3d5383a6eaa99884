package io.boxstream.ingest.catalog;

import static java.util.Objects.requireNonNull;

import io.boxstream.events.AnnotatedImage;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The catalog's entry of an image.
 *
 * @param split the image's split
 * @param labels a digest of its boxes, independent of their order
 */
public record CatalogEntry(Split split, String labels) {

  /** Validates the components. */
  public CatalogEntry {
    requireNonNull(split, "split");
    requireNonNull(labels, "labels");
  }

  /** The entry of a published image. */
  public static CatalogEntry of(AnnotatedImage image) {
    return new CatalogEntry(image.split(), digest(image.boxes()));
  }

  /** The entry that an image with these boxes would have. */
  public static CatalogEntry of(Split split, List<LabelledBox> boxes) {
    return new CatalogEntry(split, digest(boxes));
  }

  private static String digest(List<LabelledBox> boxes) {
    String text =
        boxes.stream().map(LabelledBox::toString).sorted().collect(Collectors.joining("\n"));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }
}
