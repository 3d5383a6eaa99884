package io.boxstream.images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Finds JPEGs whose scan ends early although their markers are whole. Decoders fill the rest with
 * grey and only warn, and OpenCV keeps the warning to itself; the platform's decoder passes it on.
 */
final class JpegPixels {

  /** Thins the pixels that are kept; every one of them is still decoded. */
  private static final int SUBSAMPLING = 8;

  private JpegPixels() {}

  static void requireIntact(byte[] jpeg) {
    List<String> warnings = new ArrayList<>();
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(input, true, true);
      ImageReadParam thinned = reader.getDefaultReadParam();
      thinned.setSourceSubsampling(SUBSAMPLING, SUBSAMPLING, 0, 0);
      reader.readRaster(0, thinned);
    } catch (IOException | RuntimeException e) {
      // The reader parses hostile bytes: whatever it stumbles over is in them.
      throw new TruncatedImageException("the JPEG cannot be decoded: " + e.getMessage());
    } finally {
      reader.dispose();
    }
    warnings.stream()
        .filter(JpegPixels::meansLostPixels)
        .findFirst()
        .ifPresent(
            warning -> {
              throw new TruncatedImageException("the JPEG is damaged: " + warning);
            });
  }

  /** libjpeg's messages; bytes between segments, which some cameras leave, lose nothing. */
  private static boolean meansLostPixels(String warning) {
    return warning.contains("premature end")
        || warning.contains("Premature end")
        || warning.contains("bad Huffman code")
        || warning.contains("found marker");
  }
}
