package io.boxstream.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.boxstream.cli.client.Service;
import io.boxstream.cli.client.ServiceClient;
import io.boxstream.cli.output.Progress;
import io.boxstream.cli.output.Rate;
import io.boxstream.cli.output.Words;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes the data set out as an archive. */
@Command(
    name = "export",
    description = {
      "Take the data set, or a part of it, out as a zip.",
      "An image is exported with all its boxes."
    })
final class ExportCommand extends ServiceCommand {

  private static final String STANDARD_OUTPUT = "-";

  /** The formats of archives. */
  enum Format {
    voc,
    coco,
    yolo
  }

  @Mixin private IngestAddress address;
  @Mixin private ImageFilters filters;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}.")
  private Format format;

  @Option(
      names = "--snapshot",
      paramLabel = "HASH",
      description = "Images and labels as they were in a snapshot, such as that of a run.")
  private String snapshot;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The archive; - is standard output. Default is boxstream-FORMAT.zip.")
  private String output;

  @Override
  int run(Session session) throws IOException {
    ServiceClient ingest = session.client(Service.INGEST, address.ingest);
    String path =
        "/v1/export" + filters.queries().with("format", format).with("snapshot", snapshot);
    if (STANDARD_OUTPUT.equals(output)) {
      download(session, ingest, path, session.console().out());
      return ExitCode.DONE;
    }
    Path file = Path.of(output == null ? "boxstream-" + format + ".zip" : output);
    if (Files.exists(file)) {
      throw misuse(file + " exists: name another file with --output, or remove it");
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    session.interruption().advise(part + " is not complete. Export again.");
    // A file of the right name is complete.
    try (OutputStream out = Files.newOutputStream(part)) {
      download(session, ingest, path, out);
    } catch (RuntimeException | IOException e) {
      Files.deleteIfExists(part);
      throw e;
    }
    Files.move(part, file);
    session.interruption().forget();
    print(session, file);
    return ExitCode.DONE;
  }

  private static void download(Session session, ServiceClient ingest, String path, OutputStream out)
      throws IOException {
    try (Progress progress = session.progress()) {
      Rate rate = new Rate(session.time()::nanos);
      ingest.download(
          path,
          out,
          bytes -> {
            rate.add(bytes);
            progress.show(
                "%s received, %s/s".formatted(Words.bytes(bytes), Words.bytes(rate.perSecond())));
          });
    }
  }

  private static void print(Session session, Path file) throws IOException {
    long bytes = Files.size(file);
    if (session.json()) {
      session
          .console()
          .print(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("file", file.toString())
                  .put("bytes", bytes));
    } else {
      session.console().print(file + ": " + Words.bytes(bytes));
    }
  }
}
