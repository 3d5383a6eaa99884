package io.boxstream.images.formats;

import java.util.Optional;

/** A file of a data set, with the name that it shares with the files that belong to it. */
public interface DataFile {

  /** Path of the file in the data set, with forward slashes. */
  String path();

  /** What an image and the file with its labels have in common: a path without extension. */
  String id();

  /** The last part of the id. */
  default String name() {
    return FileNames.fileName(id());
  }

  /** The split that a folder on the path decides. */
  default Optional<Assignment> folderSplit() {
    return SplitName.ofFolders(path());
  }
}
