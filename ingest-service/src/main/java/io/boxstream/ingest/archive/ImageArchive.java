package io.boxstream.ingest.archive;

import io.boxstream.images.formats.DataSetFiles;
import io.boxstream.images.formats.FileNames;
import io.boxstream.ingest.archive.UnusableArchiveException.Fault;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip file on disk. Opening it checks its central directory first.
 *
 * <p>The sizes in the directory are enforced: reading fails for an entry that unpacks to more than
 * its declared size, so the limits also apply to the unpacked data. Several threads may read
 * entries.
 */
public final class ImageArchive implements DataSetFiles, AutoCloseable {

  private static final int BUFFER = 64 * 1024;

  private final ZipFile zip;
  private final Map<String, ZipEntry> entries;

  private ImageArchive(ZipFile zip, Map<String, ZipEntry> entries) {
    this.zip = zip;
    this.entries = entries;
  }

  /**
   * Opens and checks a zip file.
   *
   * @throws UnusableArchiveException if it is not a zip file, unsafe or too large
   */
  public static ImageArchive open(Path file, ArchiveLimits limits) {
    try {
      return checked(openZip(file), limits);
    } catch (IllegalArgumentException commentIsNotUtf8) {
      return openInOriginalCharset(file, limits);
    }
  }

  private static ImageArchive openInOriginalCharset(Path file, ArchiveLimits limits) {
    try {
      return checked(openInOriginalCharset(file), limits);
    } catch (IllegalArgumentException e) {
      throw notReadable("a name or a comment is not the text that it claims to be");
    }
  }

  private static ImageArchive checked(ZipFile zip, ArchiveLimits limits) {
    try {
      return new ImageArchive(zip, checkedEntries(zip, limits));
    } catch (RuntimeException e) {
      closeAfter(zip, e);
      throw e;
    }
  }

  /** Safe paths of all files, sorted, without files that operating systems add. */
  @Override
  public List<String> paths() {
    return List.copyOf(entries.keySet());
  }

  /** Unpacked size of an entry in bytes, as declared in the directory and enforced on reading. */
  @Override
  public long size(String path) {
    return entry(path).getSize();
  }

  /**
   * Reads all bytes of an entry.
   *
   * @param path one of {@link #paths}
   * @param limit maximum number of bytes
   * @throws UnreadableEntryException if the entry is damaged or exceeds the limit
   */
  @Override
  public byte[] read(String path, long limit) {
    if (size(path) > limit) {
      throw new UnreadableEntryException(
          path + " has " + size(path) + " bytes, more than " + limit);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) size(path));
    unpack(path, bytes);
    return bytes.toByteArray();
  }

  @Override
  public InputStream open(String path) {
    ZipEntry entry = entry(path);
    try {
      return new EntryStream(entry, path, zip.getInputStream(entry));
    } catch (IOException e) {
      throw new UnreadableEntryException(path + " cannot be unpacked: " + e.getMessage(), e);
    }
  }

  /**
   * Unpacks an entry into a file of the caller, for entries that are too large for memory.
   *
   * @throws UnreadableEntryException if the entry is damaged
   */
  public void copyTo(String path, Path target) {
    try (OutputStream out = Files.newOutputStream(target)) {
      unpack(path, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ZipEntry entry(String path) {
    ZipEntry entry = entries.get(path);
    if (entry == null) {
      throw new IllegalArgumentException("no entry " + path);
    }
    return entry;
  }

  private void unpack(String path, OutputStream out) {
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = open(path)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        write(out, buffer, count);
      }
    } catch (IOException e) {
      throw new UnreadableEntryException(path + " cannot be unpacked: " + e.getMessage(), e);
    }
  }

  /** A write error of the target is not an error of the entry. */
  private static void write(OutputStream out, byte[] buffer, int count) {
    try {
      out.write(buffer, 0, count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ZipFile openZip(Path file) {
    try {
      return openZip(file, StandardCharsets.UTF_8);
    } catch (ZipException notUtf8) {
      // The original character set of the zip format, used for names that are not UTF-8.
      return openInOriginalCharset(file);
    } catch (EOFException cutOff) {
      throw notReadable("its directory is cut off");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ZipFile openInOriginalCharset(Path file) {
    try {
      return openZip(file, Charset.forName("IBM437"));
    } catch (IOException e) {
      throw notReadable(e.getMessage());
    }
  }

  private static UnusableArchiveException notReadable(String reason) {
    return new UnusableArchiveException(
        Fault.NOT_AN_ARCHIVE, "the file is not a readable zip, tar or tar.gz: " + reason);
  }

  private static ZipFile openZip(Path file, Charset charset) throws IOException {
    return new ZipFile(file.toFile(), charset);
  }

  private static Map<String, ZipEntry> checkedEntries(ZipFile zip, ArchiveLimits limits) {
    if (zip.size() > limits.entries()) {
      throw limits.tooManyEntries();
    }
    Map<String, ZipEntry> entries = new TreeMap<>();
    long total = 0;
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String path = EntryNames.safe(entry.getName());
      total += checkedSize(entry, limits);
      if (total > limits.totalBytes()) {
        throw limits.tooManyBytes();
      }
      if (path.endsWith("/") || FileNames.isSystemFile(path)) {
        continue;
      }
      if (entries.put(path, entry) != null) {
        throw new UnusableArchiveException(
            Fault.DUPLICATE_ENTRY, "the archive has two entries named " + path);
      }
    }
    return Collections.unmodifiableMap(entries);
  }

  private static long checkedSize(ZipEntry entry, ArchiveLimits limits) {
    long size = entry.getSize();
    long packed = Math.max(1, entry.getCompressedSize());
    if (size < 0) {
      throw new UnusableArchiveException(
          Fault.NOT_AN_ARCHIVE, "the zip's directory gives no size for " + entry.getName());
    }
    if (size > ArchiveLimits.RATIO_FREE_BYTES && size / packed > limits.ratio()) {
      throw limits.tooHighRatio(entry.getName());
    }
    return size;
  }

  private static void closeAfter(ZipFile zip, RuntimeException failure) {
    try {
      zip.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
