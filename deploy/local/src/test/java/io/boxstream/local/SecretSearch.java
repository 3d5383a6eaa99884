package io.boxstream.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds secrets, as they are and in Base64, and tells only their names. */
final class SecretSearch {
  private static final int BYTES = 24;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final TreeSet<String> found = new TreeSet<>();

  /** A new secret. */
  String secret(String name) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return add(name, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** A secret that somebody else made. */
  String add(String name, String secret) {
    secrets.put(name, secret);
    return secret;
  }

  void look(String place, byte[] content) {
    // Each byte is a character, so that text is found in what is none.
    String text = new String(content, ISO_8859_1);
    secrets.forEach(
        (name, secret) -> {
          if (forms(secret).stream().anyMatch(text::contains)) {
            found.add(name + " in " + place);
          }
        });
  }

  void look(String place, String content) {
    look(place, content.getBytes(UTF_8));
  }

  /** Looks into every file below a folder, and at its name. */
  void lookBelow(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String place = folder.getParent().relativize(file).toString();
      look(place, place);
      look(place, Files.readAllBytes(file));
    }
  }

  /** What was found, as {@code <name> in <place>}. */
  List<String> found() {
    return new ArrayList<>(found);
  }

  /** In Base64 its beginning depends on what comes before: only the first of three is sought. */
  private static List<String> forms(String secret) {
    String encoded = Base64.getEncoder().encodeToString(secret.getBytes(UTF_8));
    return List.of(secret, encoded.substring(0, encoded.length() - 4));
  }
}
