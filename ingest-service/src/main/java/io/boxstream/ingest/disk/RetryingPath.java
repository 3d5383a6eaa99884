package io.boxstream.ingest.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import org.h2.store.fs.FilePath;

/** A path with its own scheme, which opens files as {@link RetryingFile}s. */
final class RetryingPath extends FilePath {

  private final String scheme;
  private final DiskSpaceStatus disk;
  private final FilePath path;

  /**
   * @param scheme scheme of these paths in H2
   * @param disk disk status of the files
   * @param path the wrapped path
   */
  RetryingPath(String scheme, DiskSpaceStatus disk, FilePath path) {
    this.scheme = scheme;
    this.disk = disk;
    this.path = path;
    this.name = scheme + ":" + path;
  }

  @Override
  public String getScheme() {
    return scheme;
  }

  @Override
  public FilePath getPath(String name) {
    return of(FilePath.get(name.substring(scheme.length() + 1)));
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    Path directory = Path.of(path.getParent().toString());
    return new RetryingFile(path.open(mode), directory, disk);
  }

  @Override
  public FilePath unwrap() {
    return path;
  }

  @Override
  public long size() {
    return path.size();
  }

  @Override
  public void moveTo(FilePath target, boolean atomicReplace) {
    path.moveTo(target.unwrap(), atomicReplace);
  }

  @Override
  public boolean createFile() {
    return path.createFile();
  }

  @Override
  public boolean exists() {
    return path.exists();
  }

  @Override
  public void delete() {
    path.delete();
  }

  @Override
  public List<FilePath> newDirectoryStream() {
    return path.newDirectoryStream().stream().map(this::of).toList();
  }

  @Override
  public FilePath toRealPath() {
    return of(path.toRealPath());
  }

  @Override
  public FilePath getParent() {
    return of(path.getParent());
  }

  @Override
  public boolean isDirectory() {
    return path.isDirectory();
  }

  @Override
  public boolean isRegularFile() {
    return path.isRegularFile();
  }

  @Override
  public boolean isAbsolute() {
    return path.isAbsolute();
  }

  @Override
  public long lastModified() {
    return path.lastModified();
  }

  @Override
  public boolean canWrite() {
    return path.canWrite();
  }

  @Override
  public void createDirectory() {
    path.createDirectory();
  }

  @Override
  public boolean setReadOnly() {
    return path.setReadOnly();
  }

  private FilePath of(FilePath other) {
    return new RetryingPath(scheme, disk, other);
  }
}
