package io.boxstream.inference.model;

import static java.util.Objects.requireNonNull;

import io.boxstream.artifacts.Artifacts;
import io.boxstream.artifacts.checkpoint.CheckpointId;
import io.boxstream.artifacts.checkpoint.CheckpointManifest;
import io.boxstream.detection.DetectorArchitecture;
import io.boxstream.detection.decode.DecodeSettings;
import io.boxstream.detection.onnx.OnnxExport;
import io.boxstream.detection.parameters.DetectorExport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A promoted checkpoint as a file for other runtimes. Decoding and suppression are in the graph.
 *
 * <p>For MXNet it is a zip of {@code NAME-symbol.json} and {@code NAME-0000.params}, and {@code
 * NAME-classes.txt} with the label of each class index, a line each. For ONNX it is the file that
 * {@link OnnxExport} writes, whose metadata also name the model and its checkpoint.
 */
public final class ModelExport {
  private final Artifacts artifacts;
  private final Path directory;
  private boolean ready;

  /**
   * @param directory holds the files of the model that was exported last; must hold no others
   */
  public ModelExport(Artifacts artifacts, Path directory) {
    this.artifacts = requireNonNull(artifacts, "artifacts");
    this.directory = requireNonNull(directory, "directory");
  }

  /**
   * The file of a model; made once in a process, then used again. One at a time, because a large
   * detector takes as much memory as its file.
   *
   * @throws ModelLoadException if the checkpoint is of a network that this release cannot build
   * @throws UncheckedIOException if the disk fails
   */
  public synchronized Archive open(ModelIdentity model, ModelFormat format) {
    Path archive = directory.resolve(model.checkpointId() + "." + format.extension());
    try {
      forgetEarlierProcess();
      if (!Files.exists(archive)) {
        clear(model);
        Path partial = directory.resolve(model.checkpointId() + ".partial");
        write(model, format, partial);
        Files.move(partial, archive, StandardCopyOption.ATOMIC_MOVE);
      }
      return new Archive(Files.newInputStream(archive), Files.size(archive));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + archive, e);
    }
  }

  /**
   * A file to send. It stays readable when another model's takes its place.
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

  private void write(ModelIdentity model, ModelFormat format, Path file) throws IOException {
    CheckpointManifest manifest =
        artifacts.checkpoints().load(CheckpointId.parse(model.checkpointId()));
    DetectorArchitecture architecture = ManifestNetwork.architecture(manifest);
    Path parameters = artifacts.blobs().fetch(manifest.blobs().parameters(), directory);
    switch (format) {
      case MXNET -> writeMxnet(model, architecture, parameters, file);
      case ONNX -> writeOnnx(model, architecture, parameters, file);
    }
    Files.delete(parameters);
  }

  private static void writeOnnx(
      ModelIdentity model, DetectorArchitecture architecture, Path parameters, Path file) {
    Map<String, String> origin = Map.of("model", model.model(), "checkpoint", model.checkpointId());
    new OnnxExport(architecture, DecodeSettings.defaults()).write(parameters, file, origin);
  }

  private void writeMxnet(
      ModelIdentity model, DetectorArchitecture architecture, Path parameters, Path archive)
      throws IOException {
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

  /** Files of an earlier process may be those of an earlier release, in another form. */
  private void forgetEarlierProcess() throws IOException {
    if (!ready) {
      Files.createDirectories(directory);
      deleteOthers(Set.of());
      ready = true;
    }
  }

  /** Deletes what is of other models, or was left half-written. */
  private void clear(ModelIdentity model) throws IOException {
    deleteOthers(
        Arrays.stream(ModelFormat.values())
            .map(format -> model.checkpointId() + "." + format.extension())
            .collect(Collectors.toSet()));
  }

  private void deleteOthers(Set<String> kept) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (!kept.contains(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
  }
}
