package io.boxstream.evaluator.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boxstream.images.ContentHash;
import io.boxstream.images.CrashedImageException;
import io.boxstream.images.ImageDecoder;
import io.boxstream.images.ImageEncoder;
import io.boxstream.images.ImageLimits;
import io.boxstream.images.RgbImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecodedImagesTest {

  private static final byte[] DEADLY = png(1);
  private static final byte[] OTHER = png(2);

  /** An evaluation leaves out an image that is unavailable, and goes on. */
  @Test
  void anImageThatKilledTheProcessIsUnavailableAndItsNeighbourIsNot() throws Exception {
    DecodedImages images =
        new DecodedImages(
            new ImagesInMemory().withImage("deadly", DEADLY).withImage("other", OTHER),
            new ImageDecoder(
                ImageLimits.defaults(),
                hash -> {
                  if (hash.equals(ContentHash.of(DEADLY))) {
                    throw new CrashedImageException(hash, 2);
                  }
                  return () -> {};
                }));

    assertThatThrownBy(() -> images.decode(new ValidationImage("deadly", List.of())))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessageContaining("image deadly cannot be decoded")
        .hasMessageContaining("is not read again");
    assertThat(images.decode(new ValidationImage("other", List.of())).width()).isEqualTo(2);
  }

  private static byte[] png(int width) {
    return new ImageEncoder().png(new RgbImage(width, 1, new byte[3 * width]));
  }
}
