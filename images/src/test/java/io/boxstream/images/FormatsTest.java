package io.boxstream.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** WebP, BMP, TIFF and CMYK JPEGs as other tools write them; fixtures/make.py made the files. */
class FormatsTest {
  private static final RgbImage GRADIENT = TestImages.gradient(64, 48);

  private final CanonicalImages images = new CanonicalImages(ImageLimits.defaults());
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lossless.webp",
        "transparent.webp",
        "rgb.bmp",
        "rgba.bmp",
        "lzw.tif",
        "packbits.tif",
        "strips.tif",
        "tiles.tif",
        "planes.tif",
        "deep.tif",
        "transparent.tif",
        "cmyk.tif",
        "thumbnail.tif"
      })
  void keepsEveryPixelOfLosslessFilesInAPng(String file) {
    byte[] bytes = TestImages.fixture(file);

    CanonicalImage canonical = images.canonicalize(bytes);

    assertThat(canonical.format()).isEqualTo(CanonicalFormat.PNG);
    assertThat(decoder.decode(bytes).rgb()).isEqualTo(GRADIENT.rgb());
    assertThat(decoder.decode(canonical.bytes()).rgb()).isEqualTo(GRADIENT.rgb());
    assertIdentified(canonical, bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grey.bmp", "grey.tif"})
  void makesGreyThreeEqualChannels(String file) {
    byte[] rgb = decoder.decode(images.canonicalize(TestImages.fixture(file)).bytes()).rgb();

    for (int at = 0; at < rgb.length; at += 3) {
      int red = GRADIENT.rgb()[at] & 0xff;
      int green = GRADIENT.rgb()[at + 1] & 0xff;
      int blue = GRADIENT.rgb()[at + 2] & 0xff;
      assertThat(rgb[at] & 0xff)
          .isCloseTo((299 * red + 587 * green + 114 * blue) / 1000, within(1));
      assertThat(rgb[at + 1]).isEqualTo(rgb[at]);
      assertThat(rgb[at + 2]).isEqualTo(rgb[at]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lossy.webp", "jpeg.tif"})
  void makesFilesCompressedWithLossAJpeg(String file) {
    byte[] bytes = TestImages.fixture(file);

    CanonicalImage canonical = images.canonicalize(bytes);

    assertThat(canonical.format()).isEqualTo(CanonicalFormat.JPEG);
    assertThat(meanDifference(decoder.decode(bytes), GRADIENT)).isLessThan(4);
    assertThat(meanDifference(decoder.decode(canonical.bytes()), GRADIENT)).isLessThan(5);
    assertIdentified(canonical, bytes);
  }

  /** Red is 255 (1 - cyan) (1 - black), and so on: what Pillow makes of these files. */
  @ParameterizedTest
  @ValueSource(strings = {"cmyk.jpg", "ycck.jpg", "without Adobe's marker"})
  void convertsInksToColours(String file) {
    byte[] cmyk = TestImages.fixture(file.equals("ycck.jpg") ? file : "cmyk.jpg");
    byte[] bytes = file.startsWith("without") ? TestImages.withoutAdobeMarker(cmyk) : cmyk;

    CanonicalImage canonical = images.canonicalize(bytes);

    assertThat(canonical.format()).isEqualTo(CanonicalFormat.JPEG);
    for (RgbImage pixels : List.of(decoder.decode(bytes), decoder.decode(canonical.bytes()))) {
      assertColour(pixels, 8, 0, 255, 255);
      assertColour(pixels, 24, 0, 0, 0);
      assertColour(pixels, 40, 255, 255, 255);
      assertColour(pixels, 56, 95, 143, 191);
    }
    assertIdentified(canonical, bytes);
  }

  @Test
  void turnsWebpUprightAsItsExifSays() {
    byte[] bytes = TestImages.fixture("turned.webp");

    CanonicalImage canonical = images.canonicalize(bytes);

    assertThat(canonical.applied()).isEqualTo(Orientation.ROTATED_90);
    assertThat(canonical.width()).isEqualTo(48);
    assertThat(decoder.decode(bytes).rgb()).isEqualTo(GRADIENT.rgb());
    RgbImage upright = PixelOrientation.toUpright(GRADIENT, Orientation.ROTATED_90);
    assertThat(decoder.decode(canonical.bytes()).rgb()).isEqualTo(upright.rgb());
  }

  @ParameterizedTest
  @EnumSource(Orientation.class)
  void turnsTiffUprightOnceAsItsTagSays(Orientation orientation) {
    byte[] bytes =
        TestImages.withTiffTag(TestImages.fixture("lzw.tif"), 274, orientation.exifValue());

    CanonicalImage canonical = images.canonicalize(bytes);

    assertThat(canonical.applied()).isEqualTo(orientation);
    assertThat(decoder.decode(bytes).rgb()).isEqualTo(GRADIENT.rgb());
    RgbImage upright = PixelOrientation.toUpright(GRADIENT, orientation);
    assertThat(canonical.width()).isEqualTo(upright.width());
    assertThat(decoder.decode(canonical.bytes()).rgb()).isEqualTo(upright.rgb());
    assertThat(decoder.decodeUpright(bytes).rgb()).isEqualTo(upright.rgb());
  }

  @Test
  void readsBmpsFromTheUpperRowDownAndRunLengths() {
    byte[] topDown = TestImages.bmp(GRADIENT, "BI_RGB", true);
    RgbImage black = new RgbImage(64, 48, new byte[3 * 64 * 48]);

    assertThat(decoder.decode(topDown).rgb()).isEqualTo(GRADIENT.rgb());
    assertThat(decoder.decode(TestImages.bmp(black, "BI_RLE8", false)).rgb())
        .isEqualTo(black.rgb());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pages.tif     | the TIFF has 3 pages; send each page as a file
          animated.webp | the WebP is animated and has 3 frames; send each frame as a file
          raw.tif       | the TIFF begins with a thumbnail
          big.tif       | BigTIFF
          fax.tif       | compression 4
          lab.tif       | photometric interpretation 8
          float.tif     | not unsigned integers
          image.avif    | the file is an AVIF image; send JPEG, PNG, WebP, BMP or TIFF
          """)
  void refusesOtherKindsAndNamesThem(String file, String message) {
    byte[] bytes = TestImages.fixture(file);

    assertThatThrownBy(() -> images.canonicalize(bytes))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(() -> decoder.decodeUpright(bytes))
        .isInstanceOf(UnsupportedImageException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "'GIF89a', a GIF",
    "'....ftypheic....mif1heic', an HEIC or HEIF image",
    "'....ftypmif1....mif1avif', an AVIF image",
    "'....ftypisom....mp42', a video",
    "'%PDF-1.7', a PDF document",
    "'<?xml version=\"1.0\"?><!-- drawn --><svg width=\"9\">', an SVG drawing",
    "'8BPS', a Photoshop document"
  })
  void namesTheFormatsThatItKnowsAndDoesNotRead(String start, String name) {
    byte[] bytes = Arrays.copyOf(start.getBytes(StandardCharsets.ISO_8859_1), 200);
    if (start.startsWith("....")) {
      Arrays.fill(bytes, 0, 4, (byte) 0);
      bytes[3] = (byte) start.length();
    }

    assertThatThrownBy(() -> decoder.decode(bytes))
        .isInstanceOf(UnsupportedImageException.class)
        .hasMessageContaining("the file is " + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lossy.webp",
        "lossless.webp",
        "turned.webp",
        "rgb.bmp",
        "grey.bmp",
        "lzw.tif",
        "strips.tif",
        "tiles.tif",
        "planes.tif",
        "jpeg.tif",
        "cmyk.jpg",
        "ycck.jpg"
      })
  void refusesEveryTruncation(String file) {
    byte[] bytes = TestImages.fixture(file);

    for (int length = 20; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> decoder.decode(cut))
          .as("%s cut to %d bytes", file, length)
          .isInstanceOf(TruncatedImageException.class);
    }
  }

  /** The directory is whole and the strips are where it says: only unpacking them tells. */
  @ParameterizedTest
  @ValueSource(strings = {"lzw.tif", "packbits.tif", "tiles.tif", "deep.tif", "jpeg.tif"})
  void refusesTiffWhosePixelsEndEarly(String file) {
    byte[] bytes = TestImages.withShorterBlocks(TestImages.fixture(file));

    assertThatThrownBy(() -> images.canonicalize(bytes))
        .isInstanceOf(TruncatedImageException.class);
  }

  @Test
  void refusesHeadersThatClaimMoreThanTheLimits() {
    byte[] tiff = TestImages.fixture("lzw.tif");
    byte[] bmp = TestImages.fixture("rgb.bmp");
    byte[] webp = TestImages.fixture("lossy.webp");
    bmp[20] = 1;
    bmp[24] = 1;
    webp[27] |= 0x3f;
    webp[29] |= 0x3f;

    assertTooLarge(TestImages.withTiffTag(tiff, 256, 60_000));
    assertTooLarge(bmp);
    assertTooLarge(webp);
  }

  @Test
  void refusesHeadersThatTheBytesCannotFill() {
    byte[] bmp = TestImages.fixture("rgb.bmp");
    bmp[23] = 9;

    assertTruncated(bmp);
    assertTruncated(TestImages.withTiffTag(TestImages.fixture("lzw.tif"), 257, 9_000));
    assertTruncated(TestImages.withTiffTag(TestImages.fixture("strips.tif"), 278, 0));
  }

  @Test
  void refusesDirectoriesThatFormALoop() {
    byte[] bytes = TestImages.withNextDirectory(TestImages.fixture("lzw.tif"), true);

    assertThatThrownBy(() -> decoder.decode(bytes))
        .isInstanceOf(TruncatedImageException.class)
        .hasMessageContaining("loop");
    assertTruncated(TestImages.withNextDirectory(TestImages.fixture("lzw.tif"), false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lossy.webp",
        "lossless.webp",
        "turned.webp",
        "animated.webp",
        "rgb.bmp",
        "grey.bmp",
        "lzw.tif",
        "packbits.tif",
        "strips.tif",
        "tiles.tif",
        "planes.tif",
        "deep.tif",
        "jpeg.tif",
        "pages.tif",
        "thumbnail.tif",
        "cmyk.jpg",
        "ycck.jpg"
      })
  void refusesOnlyWithItsOwnExceptionWhateverTheBytes(String file) {
    byte[] bytes = TestImages.fixture(file);
    Random random = new Random(file.hashCode());

    for (int round = 0; round < 300; round++) {
      byte[] damaged = TestImages.damaged(bytes, random);
      try {
        assertThat(images.canonicalize(damaged).id()).hasSize(64);
        assertThat(decoder.decodeUpright(damaged).width()).isPositive();
      } catch (UnreadableImageException expected) {
        assertThat(expected).hasMessageMatching("(?s).+");
      }
    }
  }

  private void assertTooLarge(byte[] bytes) {
    assertThatThrownBy(() -> decoder.decode(bytes)).isInstanceOf(ImageTooLargeException.class);
  }

  private void assertTruncated(byte[] bytes) {
    assertThatThrownBy(() -> decoder.decode(bytes)).isInstanceOf(TruncatedImageException.class);
  }

  /** The same file is the same image, and its canonical form is its own. */
  private void assertIdentified(CanonicalImage canonical, byte[] bytes) {
    assertThat(images.canonicalize(bytes).id()).isEqualTo(canonical.id());
    assertThat(images.canonicalize(canonical.bytes()).bytes()).isSameAs(canonical.bytes());
  }

  private static double meanDifference(RgbImage one, RgbImage other) {
    assertThat(one.width()).isEqualTo(other.width());
    long sum = 0;
    for (int i = 0; i < one.rgb().length; i++) {
      sum += Math.abs((one.rgb()[i] & 0xff) - (other.rgb()[i] & 0xff));
    }
    return (double) sum / one.rgb().length;
  }

  private static void assertColour(RgbImage pixels, int x, int... colour) {
    int at = 3 * (24 * pixels.width() + x);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(pixels.rgb()[at + channel] & 0xff).isCloseTo(colour[channel], within(4));
    }
  }
}
