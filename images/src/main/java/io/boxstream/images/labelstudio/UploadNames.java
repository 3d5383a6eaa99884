package io.boxstream.images.labelstudio;

import io.boxstream.images.formats.FileNames;
import io.boxstream.images.formats.ImageNames;
import io.boxstream.images.formats.ImageNames.Match;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the image of a task. Label Studio refers to images by address: {@code
 * /data/upload/1/1a2b3c4d-name.jpg} for uploads, which get eight characters before their name, and
 * {@code /data/local-files/?d=folder/name.jpg} for files on its disk. The archive may hold the
 * images with or without these characters.
 */
final class UploadNames {

  private static final Pattern PREFIX = Pattern.compile("^[0-9a-f]{8}-(.+)$");
  private static final Pattern LOCAL_FILE = Pattern.compile("[?&]d=([^&#]+)");
  private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*://");

  private final ImageNames names;
  private final Map<String, List<String>> withoutPrefix = new HashMap<>();

  /**
   * @param images paths of all images
   * @param names the same images by name
   */
  UploadNames(List<String> images, ImageNames names) {
    this.names = names;
    for (String image : images) {
      Matcher prefix = PREFIX.matcher(FileNames.fileName(image));
      if (prefix.matches()) {
        withoutPrefix
            .computeIfAbsent(FileNames.canonical(prefix.group(1)), name -> new ArrayList<>(1))
            .add(image);
      }
    }
  }

  /** The images that an address may mean. */
  Match find(String address, String from) {
    String path = path(address);
    Match match = names.find(path, from);
    if (!match.paths().isEmpty()) {
      return match;
    }
    String name = FileNames.fileName(path);
    Matcher prefix = PREFIX.matcher(name);
    if (prefix.matches()) {
      match = names.find(ImageNames.folder(path) + prefix.group(1), from);
      if (!match.paths().isEmpty()) {
        return match;
      }
      name = prefix.group(1);
    }
    return new Match(withoutPrefix.getOrDefault(FileNames.canonical(name), List.of()));
  }

  /** The path in an address, without scheme, query and percent-encoding. */
  static String path(String address) {
    Matcher local = LOCAL_FILE.matcher(address);
    if (local.find()) {
      return decoded(local.group(1));
    }
    boolean hasScheme = SCHEME.matcher(address).find();
    String rest = SCHEME.matcher(address).replaceFirst("");
    int end = rest.indexOf('?');
    String path = end < 0 || !hasScheme && !rest.startsWith("/") ? rest : rest.substring(0, end);
    return path.indexOf('%') < 0 ? path : decoded(path.replace("+", "%2B"));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
