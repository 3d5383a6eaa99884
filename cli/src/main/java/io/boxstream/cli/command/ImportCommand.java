package io.boxstream.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.boxstream.cli.client.NoAnswerException;
import io.boxstream.cli.client.Service;
import io.boxstream.cli.client.ServiceClient;
import io.boxstream.cli.imports.ImportReport;
import io.boxstream.cli.imports.Importer;
import io.boxstream.cli.output.Progress;
import io.boxstream.cli.output.Words;
import io.boxstream.cli.pack.ArchiveFile;
import io.boxstream.cli.pack.DataSource;
import io.boxstream.cli.pack.FolderArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends archives and folders and waits until they are imported. */
@Command(
    name = "import",
    description = {
      "Import labelled images.",
      "An archive is sent as it is, a folder as a zip of all its files; names that begin with a dot"
          + " are left out. ingest-service recognises the format.",
      "An import that is interrupted by Ctrl-C goes on in the service."
    })
final class ImportCommand extends ServiceCommand {

  @Parameters(paramLabel = "PATH", description = "Archives (zip, tar, tar.gz) and folders.")
  private List<Path> paths = List.of();

  @Option(
      names = "--resume",
      paramLabel = "ID",
      description = "Follow an import that the service has already.")
  private List<String> resumed = List.of();

  @Mixin private IngestAddress address;

  @Override
  int run(Session session) throws IOException {
    if (paths.isEmpty() && resumed.isEmpty()) {
      throw misuse("name archives or folders to import, or an import with --resume");
    }
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw misuse("there is no file or folder " + path);
      }
    }
    ServiceClient ingest = session.client(Service.INGEST, address.ingest);
    try (Progress progress = session.progress()) {
      Importer importer = new Importer(ingest, progress, session.time());
      int code = ExitCode.DONE;
      for (String id : resumed) {
        code = Math.max(code, finish(session, importer, new Begun(id, id)));
      }
      for (Path path : paths) {
        code = Math.max(code, finish(session, importer, send(session, importer, progress, path)));
      }
      if (code == ExitCode.INCOMPLETE) {
        session
            .console()
            .say("rejected images are listed at " + ingest.address() + "/v1/rejected-images");
      }
      return code;
    }
  }

  private static Begun send(Session session, Importer importer, Progress progress, Path path)
      throws IOException {
    session
        .interruption()
        .advise(
            "%s was not sent completely. Import it again: images that ingest-service has already are duplicates"
                .formatted(path));
    String id = importer.send(source(path));
    progress.say(path + ": import " + id);
    return new Begun(path.toString(), id);
  }

  private static DataSource source(Path path) throws IOException {
    return Files.isDirectory(path) ? FolderArchive.of(path, Set.of()) : ArchiveFile.of(path);
  }

  private static int finish(Session session, Importer importer, Begun begun) {
    String advice =
        "the import goes on in ingest-service. Follow it with: boxstream import --resume "
            + begun.id;
    session.interruption().advise(advice);
    long start = session.time().nanos();
    JsonNode status;
    try {
      status = importer.follow(begun.id);
    } catch (NoAnswerException e) {
      session.console().say(advice);
      throw e;
    }
    session.interruption().forget();
    Duration time = Duration.ofNanos(session.time().nanos() - start);
    ImportReport report = ImportReport.of(status);
    print(session, begun, status, time);
    if (report.isFailed()) {
      session.console().say(begun.name + ": the import failed: " + report.detail());
      return ExitCode.REFUSED;
    }
    if (report.isCancelled()) {
      session.console().say(begun.name + ": the import was " + report.detail());
      return ExitCode.INCOMPLETE;
    }
    return report.counts().rejected() > 0 ? ExitCode.INCOMPLETE : ExitCode.DONE;
  }

  private static void print(Session session, Begun begun, JsonNode status, Duration time) {
    if (session.json()) {
      session
          .console()
          .print(
              JsonNodeFactory.instance.objectNode().put("path", begun.name).set("import", status));
      return;
    }
    ImportReport report = ImportReport.of(status);
    session.console().print(begun.name + ": " + report.text() + " in " + Words.time(time));
    if (!report.format().isEmpty()) {
      session.console().print("  recognised: " + report.format());
    }
    report.warnings().forEach(warning -> session.console().print("  warning: " + warning));
  }

  /**
   * An import that the service has.
   *
   * @param name what the user named
   */
  private record Begun(String name, String id) {}
}
