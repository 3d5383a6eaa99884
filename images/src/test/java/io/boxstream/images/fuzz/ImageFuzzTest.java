package io.boxstream.images.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.boxstream.images.CanonicalImage;
import io.boxstream.images.CanonicalImages;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.UnreadableImageException;
import org.junit.jupiter.api.Tag;

/**
 * JPEG, PNG, WebP, BMP and TIFF: the structure, which Java reads, and then the decoders. What
 * becomes a canonical image can be decoded: it would be on the log for ever.
 */
@Tag("fuzz")
class ImageFuzzTest {

  private static final ImageLimits LIMITS = new ImageLimits(1 << 20, 4096, 1 << 20);

  private final CanonicalImages images = new CanonicalImages(LIMITS);
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  @FuzzTest(maxDuration = "1m")
  void canonicalizesOrRefuses(byte[] bytes) {
    CanonicalImage image;
    try {
      image = images.canonicalize(bytes);
    } catch (UnreadableImageException refused) {
      return;
    }
    decoder.decode(image.bytes());
  }
}
