package io.boxstream.ingest.webhooks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.boxstream.events.EventMappers;
import io.boxstream.ingest.disk.DiskFullException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files of deliveries, one for each: a line with the {@link Delivery} as JSON, and the body. A file
 * is complete when it has its name, also after a loss of power.
 */
final class DeliveryFiles {

  private static final Logger LOG = System.getLogger(DeliveryFiles.class.getName());
  private static final String SUFFIX = ".delivery";
  private static final Pattern NAME = Pattern.compile("(\\d{19})-.*" + Pattern.quote(SUFFIX));
  private static final int LONGEST_HEAD = 16 * 1024;

  // A later release may have written more fields.
  private final ObjectMapper mapper =
      EventMappers.json().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  private final Path root;

  DeliveryFiles(Path root) {
    this.root = root;
    try {
      Files.createDirectories(root);
    } catch (IOException e) {
      throw DiskFullException.orElseUnchecked(e, root);
    }
  }

  /**
   * Writes a delivery.
   *
   * @throws DiskFullException if there is no space for it; nothing of it is kept
   */
  void write(Delivery delivery, byte[] body) {
    Path file = root.resolve(delivery.fileName());
    Path partial = root.resolve(delivery.id() + ".partial");
    try {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      head.writeBytes(mapper.writeValueAsBytes(delivery));
      head.write('\n');
      try (FileChannel channel =
          FileChannel.open(
              partial,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        write(channel, head.toByteArray());
        write(channel, body);
        channel.force(true);
      }
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      syncFolder();
    } catch (IOException e) {
      delete(partial, e);
      delete(file, e);
      throw DiskFullException.orElseUnchecked(e, root);
    }
  }

  /** Every delivery, oldest first. Files that are not complete are removed. */
  List<Delivery> all() {
    List<Delivery> deliveries = new ArrayList<>();
    for (Path file : files()) {
      if (!file.toString().endsWith(SUFFIX)) {
        delete(file, new IOException("unused"));
        continue;
      }
      try (InputStream in = open(file)) {
        deliveries.add(mapper.readValue(head(in), Delivery.class));
      } catch (IOException e) {
        LOG.log(
            Level.ERROR,
            "This delivery is left as it is. Start the release that wrote it, or remove the file"
                + " and save the annotation again: {0} cannot be read: {1}",
            file,
            e.getMessage());
      }
    }
    return deliveries;
  }

  /** A sequence number greater than those of all files, also of those that cannot be read. */
  long nextSequence() {
    return files().stream()
        .map(file -> NAME.matcher(file.getFileName().toString()))
        .filter(Matcher::matches)
        .mapToLong(name -> Long.parseLong(name.group(1)) + 1)
        .max()
        .orElse(0);
  }

  /** Removes the oldest deliveries until no more are left than the limits allow. */
  void trim(int most, long mostBytes) {
    List<Delivery> all = all();
    long bytes = all.stream().mapToLong(Delivery::bytes).sum();
    int count = all.size();
    for (Delivery oldest : all) {
      if (count <= most && bytes <= mostBytes) {
        return;
      }
      remove(oldest);
      count--;
      bytes -= oldest.bytes();
    }
  }

  /** The body of a delivery. */
  byte[] body(Delivery delivery) {
    try (InputStream in = open(root.resolve(delivery.fileName()))) {
      byte[] unused = head(in);
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets a delivery. */
  void remove(Delivery delivery) {
    try {
      Files.deleteIfExists(root.resolve(delivery.fileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> files() {
    try (Stream<Path> children = Files.list(root)) {
      return children.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file));
  }

  private static byte[] head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    for (int value = in.read(); value != '\n'; value = in.read()) {
      if (value < 0 || head.size() >= LONGEST_HEAD) {
        throw new IOException("there is no first line");
      }
      head.write(value);
    }
    return head.toByteArray();
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Makes the new name survive a loss of power. */
  private void syncFolder() throws IOException {
    try (FileChannel folder = FileChannel.open(root, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  private static void delete(Path file, IOException failure) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
