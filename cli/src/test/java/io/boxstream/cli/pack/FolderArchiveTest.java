package io.boxstream.cli.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderArchiveTest {

  @TempDir private Path folder;

  @Test
  void packsEveryFileWhateverItIs() throws IOException {
    write("Annotations/a photo.xml", "<annotation/>");
    write("images/ä.JPG", "image");
    write("data.yaml", "names: [a]");
    write("LICENSE", "text");

    assertThat(packed(Set.of()))
        .isEqualTo(
            Map.of(
                "Annotations/a photo.xml", "<annotation/>",
                "images/ä.JPG", "image",
                "data.yaml", "names: [a]",
                "LICENSE", "text"));
  }

  @Test
  void leavesOutHiddenFilesAndExcludedFolders() throws IOException {
    write("a.jpg", "image");
    write(".DS_Store", "x");
    write(".git/config", "x");
    write("boxstream-state/sample/b.jpg", "image");

    assertThat(packed(Set.of(folder.resolve("boxstream-state")))).containsOnlyKeys("a.jpg");
  }

  @Test
  void packsAFolderWhoseOwnNameIsHidden() throws IOException {
    write(".data/a.jpg", "image");

    assertThat(FolderArchive.of(folder.resolve(".data"), Set.of()).files())
        .containsOnlyKeys("a.jpg");
  }

  @Test
  void followsLinksButNotForEver() throws IOException {
    write("elsewhere/a.jpg", "image");
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.createSymbolicLink(data.resolve("linked"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(data.resolve("loop"), data);
    Files.createSymbolicLink(data.resolve("broken"), folder.resolve("absent"));

    assertThat(FolderArchive.of(data, Set.of()).files()).containsOnlyKeys("linked/a.jpg");
  }

  @Test
  void holdsNothingButABuffer() throws IOException {
    Files.write(folder.resolve("large.jpg"), new byte[40_000_000]);
    Largest largest = new Largest();
    List<Long> progress = new ArrayList<>();

    FolderArchive.of(folder, Set.of()).writeTo(largest, progress::add);

    assertThat(largest.bytes).isLessThan(100_000);
    assertThat(progress).isSorted().hasSizeGreaterThan(10).endsWith(40_000_000L);
  }

  @Test
  void doesNotCompleteTheArchiveWhenAFileIsGone() throws IOException {
    write("a.jpg", "image");
    write("b.jpg", "image");
    FolderArchive archive = FolderArchive.of(folder, Set.of());
    Files.delete(folder.resolve("b.jpg"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThatThrownBy(() -> archive.writeTo(out, sent -> {}))
        .isInstanceOf(NoSuchFileException.class);

    // "PK\5\6" begins the end of a zip.
    assertThat(out.toString(StandardCharsets.ISO_8859_1)).doesNotContain("PK\5\6");
  }

  @Test
  void refusesWhatIsNoFolder() throws IOException {
    write("a.jpg", "image");

    assertThatThrownBy(() -> FolderArchive.of(folder.resolve("a.jpg"), Set.of()))
        .isInstanceOf(NotDirectoryException.class);
  }

  private Map<String, String> packed(Set<Path> excluded) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    FolderArchive.of(folder, excluded).writeTo(out, sent -> {});
    Map<String, String> entries = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return entries;
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static final class Largest extends OutputStream {

    private int bytes;

    @Override
    public void write(int value) {
      bytes = Math.max(bytes, 1);
    }

    @Override
    public void write(byte[] written, int offset, int length) {
      bytes = Math.max(bytes, length);
    }
  }
}
