package io.boxstream.images.formats;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/** What the name of a file in a data set says about the file. */
public final class FileNames {

  /** Formats that can be trained on come first: of two images of one name the first has labels. */
  private static final List<String> IMAGE_EXTENSIONS =
      List.of("jpg", "jpeg", "png", "webp", "bmp", "tif", "tiff", "gif", "heic", "heif", "avif");

  private FileNames() {}

  /** Files that operating systems add to folders and archives, such as {@code .DS_Store}. */
  public static boolean isSystemFile(String path) {
    String name = fileName(path);
    return path.startsWith("__MACOSX/")
        || path.contains("/__MACOSX/")
        || name.startsWith("._")
        || name.equals(".DS_Store")
        || name.equalsIgnoreCase("Thumbs.db");
  }

  /** The part behind the last slash. */
  public static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path without the extension of its file; a leading dot starts no extension. */
  public static String withoutExtension(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
  }

  /** Whether the extension is that of an image, of whatever format. */
  public static boolean isImage(String path) {
    return IMAGE_EXTENSIONS.contains(extension(path));
  }

  /** Position of the image's format in the order of preference; smaller is better. */
  public static int imagePreference(String path) {
    return IMAGE_EXTENSIONS.indexOf(extension(path));
  }

  /** Whether the extension is {@code .xml}, in upper or lower case. */
  public static boolean isXml(String path) {
    return extension(path).equals("xml");
  }

  /** Whether the extension is {@code .txt}, in upper or lower case. */
  public static boolean isText(String path) {
    return extension(path).equals("txt");
  }

  /**
   * One form for all spellings of a name: percent-encoded UTF-8 is decoded, and letters with marks
   * are composed (NFC). A name with an invalid encoding keeps its percent signs.
   */
  public static String canonical(String name) {
    return Normalizer.normalize(percentDecoded(name), Normalizer.Form.NFC);
  }

  private static String extension(String path) {
    String name = fileName(path);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
  }

  private static String percentDecoded(String name) {
    if (name.indexOf('%') < 0) {
      return name;
    }
    byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
    ByteBuffer decoded = ByteBuffer.allocate(encoded.length);
    for (int at = 0; at < encoded.length; at++) {
      if (encoded[at] == '%') {
        int value = hexadecimal(encoded, at + 1);
        if (value < 0) {
          return name;
        }
        decoded.put((byte) value);
        at += 2;
      } else {
        decoded.put(encoded[at]);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
    } catch (CharacterCodingException notUtf8) {
      return name;
    }
  }

  private static int hexadecimal(byte[] text, int start) {
    if (start + 1 >= text.length) {
      return -1;
    }
    int high = Character.digit(text[start], 16);
    int low = Character.digit(text[start + 1], 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
