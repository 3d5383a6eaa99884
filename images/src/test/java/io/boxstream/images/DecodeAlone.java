package io.boxstream.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process whose first and only deed is to decode an image. */
final class DecodeAlone {

  private DecodeAlone() {}

  public static void main(String[] arguments) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(arguments[0]));
    RgbImage image = new ImageDecoder(ImageLimits.defaults()).decode(bytes);
    System.out.println(image.width() + "x" + image.height());
  }
}
