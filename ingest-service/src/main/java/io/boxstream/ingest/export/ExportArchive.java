package io.boxstream.ingest.export;

import io.boxstream.images.export.ExportFiles;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Puts the files of a data set into a zip archive. */
public final class ExportArchive implements ExportFiles, Closeable {

  private final ExportWorkspace workspace;
  private final ZipWriter zip;

  /**
   * @param out receives the archive, closed by the caller
   * @param workspace for temporary files, closed by the caller
   */
  public ExportArchive(OutputStream out, ExportWorkspace workspace) throws IOException {
    this.workspace = workspace;
    this.zip = new ZipWriter(out, workspace.newFile());
  }

  @Override
  public void add(String path, byte[] content) throws IOException {
    zip.add(path, content);
  }

  @Override
  public void add(String path, Path file) throws IOException {
    zip.add(path, file);
  }

  @Override
  public Path temporaryFile() throws IOException {
    return workspace.newFile();
  }

  /** Completes the archive. */
  public void finish() throws IOException {
    zip.finish();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
