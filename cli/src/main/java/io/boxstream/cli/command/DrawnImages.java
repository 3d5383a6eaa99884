package io.boxstream.cli.command;

import io.boxstream.cli.draw.Box;
import io.boxstream.cli.draw.BoxPainter;
import io.boxstream.cli.draw.UndrawableImageException;
import io.boxstream.cli.output.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A folder with images that boxes are drawn on. */
final class DrawnImages {

  private final Path folder;
  private final Console console;
  private final BoxPainter painter = new BoxPainter();
  private final Set<String> written = new HashSet<>();

  private DrawnImages(Path folder, Console console) {
    this.folder = folder;
    this.console = console;
  }

  /** Makes the folder if it is not there. */
  static DrawnImages in(Path folder, Console console) throws IOException {
    Files.createDirectories(folder);
    DrawnImages images = new DrawnImages(folder, console);
    if (!images.painter.drawsLabels()) {
      console.say("this machine has no fonts: boxes are drawn without their labels");
    }
    return images;
  }

  /**
   * Writes an image with its boxes.
   *
   * @return whether it could be drawn; if not, the user is told why
   */
  boolean draw(Path file, byte[] image, List<Box> boxes) throws IOException {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    try {
      painter.paint(image, boxes, jpeg);
    } catch (UndrawableImageException e) {
      console.say(file + " is not drawn: " + e.getMessage());
      return false;
    }
    Files.write(folder.resolve(name(file)), jpeg.toByteArray());
    return true;
  }

  /** Images of one name in several folders have different numbers. */
  private String name(Path file) {
    String whole = file.getFileName().toString();
    String stem = whole.replaceFirst("(?<=.)\\.[^.]+$", "");
    String name = stem + "-detected.jpg";
    for (int number = 2; !written.add(name); number++) {
      name = stem + "-" + number + "-detected.jpg";
    }
    return name;
  }
}
