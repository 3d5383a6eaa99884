package io.boxstream.ingest.archive;

import static java.util.Objects.requireNonNull;

import io.boxstream.images.formats.FileNames;
import io.boxstream.ingest.archive.UnusableArchiveException.Fault;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Rewrites a tar as a zip while it is received, because the entries of a tar cannot be found by
 * name. Only folders and regular files are taken. The limits are enforced on the way, so that
 * nothing larger is ever written.
 */
public final class TarConversion {

  /** Length of the beginning of a file that tells whether it is a tar. */
  public static final int HEAD = 512;

  private static final int MAGIC = 257;
  private static final byte[] USTAR = "ustar".getBytes(StandardCharsets.US_ASCII);
  private static final int BUFFER = 64 * 1024;

  private final ArchiveLimits limits;

  /**
   * @param limits limits of the content
   */
  public TarConversion(ArchiveLimits limits) {
    this.limits = requireNonNull(limits, "limits");
  }

  /** Whether a file that begins like this is a tar, or compressed with gzip. */
  public static boolean handles(byte[] head) {
    return isGzip(head) || isTar(head);
  }

  /**
   * Converts an archive.
   *
   * @param head the beginning of the archive, which {@code in} returns again
   * @param in the tar or tar.gz, read to its end and not closed
   * @param out receives the zip; not closed
   * @throws UnusableArchiveException if it is no tar, unsafe or too large
   * @throws UncheckedIOException if {@code out} cannot be written
   */
  public void convert(byte[] head, InputStream in, OutputStream out) {
    Counted packed = new Counted(in);
    try {
      Counted plain = new Counted(isGzip(head) ? new GZIPInputStream(packed, BUFFER) : packed);
      new Conversion(packed, plain, new ZipOutputStream(out, StandardCharsets.UTF_8)).run();
      packed.transferTo(OutputStream.nullOutputStream());
    } catch (IOException | IllegalArgumentException e) {
      throw new UnusableArchiveException(
          Fault.NOT_AN_ARCHIVE, "the file is not a readable tar: " + e.getMessage());
    }
  }

  private static boolean isGzip(byte[] head) {
    return head.length > 2 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B;
  }

  private static boolean isTar(byte[] head) {
    if (head.length < MAGIC + USTAR.length) {
      return false;
    }
    for (int i = 0; i < USTAR.length; i++) {
      if (head[MAGIC + i] != USTAR[i]) {
        return false;
      }
    }
    return true;
  }

  /** One archive. */
  private final class Conversion {

    private final Counted packed;
    private final Counted plain;
    private final ZipOutputStream zip;
    private final Set<String> names = new HashSet<>();
    private int entries;
    private long total;

    Conversion(Counted packed, Counted plain, ZipOutputStream zip) {
      this.packed = packed;
      this.plain = plain;
      this.zip = zip;
    }

    void run() throws IOException {
      TarArchiveInputStream tar = new TarArchiveInputStream(plain, StandardCharsets.UTF_8.name());
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        check(entry);
        if (!entry.isDirectory()) {
          copy(entry, tar);
        }
      }
      writing(zip::finish);
    }

    private void check(TarArchiveEntry entry) {
      entries++;
      if (entries > limits.entries()) {
        throw limits.tooManyEntries();
      }
      String path = EntryNames.safe(entry.getName());
      boolean special = entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO();
      if (entry.isSymbolicLink() || entry.isLink() || entry.isSparse() || special) {
        throw new UnusableArchiveException(
            Fault.UNSUPPORTED_ENTRY,
            path
                + " is a link, a device or a sparse file; pack the files themselves, for example"
                + " with tar --dereference --hard-dereference");
      }
      total += Math.max(0, entry.getSize());
      if (total > limits.totalBytes()) {
        throw limits.tooManyBytes();
      }
    }

    private void copy(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
      String path = withoutDot(EntryNames.safe(entry.getName()));
      if (!names.add(path)) {
        throw new UnusableArchiveException(
            Fault.DUPLICATE_ENTRY, "the archive has two entries named " + path);
      }
      writing(
          () -> {
            // Images do not get smaller, labels do.
            zip.setLevel(FileNames.isImage(path) ? Deflater.NO_COMPRESSION : Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry(path));
          });
      byte[] buffer = new byte[BUFFER];
      for (int count = tar.read(buffer); count >= 0; count = tar.read(buffer)) {
        checkRatio();
        int length = count;
        writing(() -> zip.write(buffer, 0, length));
      }
      writing(zip::closeEntry);
    }

    private void checkRatio() {
      if (plain.count > ArchiveLimits.RATIO_FREE_BYTES
          && plain.count / Math.max(1, packed.count) > limits.ratio()) {
        throw limits.tooHighRatio("it");
      }
    }
  }

  /** {@code tar -C folder .} writes {@code ./} before each name. */
  private static String withoutDot(String path) {
    return path.startsWith("./") ? path.substring(2) : path;
  }

  /** A step that writes the zip. */
  @FunctionalInterface
  private interface Writing {
    void run() throws IOException;
  }

  /** A failure to write is no fault of the archive. */
  private static void writing(Writing step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Counted extends FilterInputStream {

    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = in.read();
      count += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      count += Math.max(0, read);
      return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long skipped = in.skip(bytes);
      count += skipped;
      return skipped;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
