package io.boxstream.cli.command;

import picocli.CommandLine.Option;

/** Which images of the data set are meant. */
final class ImageFilters {

  @Option(names = "--class", paramLabel = "NAME", description = "Images with a box of this class.")
  private String label;

  @Option(names = "--split", paramLabel = "SPLIT", description = "train, val or test.")
  private String split;

  @Option(
      names = "--source",
      paramLabel = "KIND",
      description = "Images that came this way: upload, voc-archive and others.")
  private String source;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Images that came or changed since a date, or a time as 2026-11-23T10:15:30Z.")
  private String since;

  @Option(names = "--without-boxes", description = "Images without boxes.")
  private boolean withoutBoxes;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description =
          "Images with this text in the name of their source or of a class, or at the beginning of"
              + " their id.")
  private String text;

  /** The filters as parameters of a request. */
  Queries queries() {
    return new Queries()
        .with("class", label)
        .with("split", split)
        .with("source", source)
        .with("since", since)
        .with("text", text)
        .with("boxes", withoutBoxes ? "none" : null);
  }
}
