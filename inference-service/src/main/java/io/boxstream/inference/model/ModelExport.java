package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.parameters.DetectorExport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A promoted checkpoint as a zip of what MXNet runs in any language: {@code NAME-symbol.json} and
 * {@code NAME-0000.params}, and {@code NAME-classes.txt} with the label of each class index, a line
 * each. Decoding and suppression are in the graph.
 */
public final class ModelExport {
  private final Artifacts artifacts;
  private final Path directory;

  /**
   * @param directory holds the archive that was created last; must hold no other files
   */
  public ModelExport(Artifacts artifacts, Path directory) {
    this.artifacts = requireNonNull(artifacts, "artifacts");
    this.directory = requireNonNull(directory, "directory");
  }

  /**
   * The archive of a model; made once, then used again. One at a time, because a large detector
   * takes as much memory as its file.
   *
   * @throws ModelLoadException if the checkpoint is of a network that this release cannot build
   * @throws UncheckedIOException if the disk fails
   */
  public synchronized Archive open(ModelIdentity model) {
    Path archive = directory.resolve(model.checkpointId() + ".zip");
    try {
      if (!Files.exists(archive)) {
        Files.createDirectories(directory);
        clear();
        Path partial = directory.resolve(model.checkpointId() + ".partial");
        write(model, partial);
        Files.move(partial, archive, StandardCopyOption.ATOMIC_MOVE);
      }
      return new Archive(Files.newInputStream(archive), Files.size(archive));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + archive, e);
    }
  }

  /**
   * An archive to send. It stays readable when another model's takes its place.
   *
   * @param content the bytes; closed with the archive or by itself
   * @param bytes how many there are
   */
  public record Archive(InputStream content, long bytes) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      content.close();
    }
  }

  private void write(ModelIdentity model, Path archive) throws IOException {
    CheckpointManifest manifest =
        artifacts.checkpoints().load(CheckpointId.parse(model.checkpointId()));
    DetectorArchitecture architecture = ManifestNetwork.architecture(manifest);
    Path parameters = artifacts.blobs().fetch(manifest.blobs().parameters(), directory);
    new DetectorExport(architecture, DecodeSettings.defaults())
        .write(parameters, directory, model.model());
    Path classes = directory.resolve(model.model() + "-classes.txt");
    Files.write(classes, architecture.classes());
    List<Path> files =
        List.of(
            DetectorExport.symbolFile(directory, model.model()),
            DetectorExport.parameterFile(directory, model.model()),
            classes);
    zip(files, archive);
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(parameters);
  }

  /** Trained parameters hardly get smaller, so they are stored as they are. */
  private static void zip(List<Path> files, Path archive) throws IOException {
    try (OutputStream stream = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(stream)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }

  private void clear() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
