package io.boxstream.ingest.catalog;

import io.boxstream.events.ImageEncoding;
import io.boxstream.events.ImageSource;
import io.boxstream.events.LabelRevision;
import io.boxstream.events.LabelledBox;
import io.boxstream.events.Split;
import io.boxstream.images.PerceptualHash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The binary form of catalog entries, compact because a data set may have millions. */
final class EntryCodec {

  private static final int TYPICAL_SIZE = 512;

  private EntryCodec() {}

  static byte[] write(CatalogImage image) {
    return written(
        out -> {
          out.writeUTF(image.id());
          out.writeByte(image.form().format().ordinal());
          out.writeInt(image.form().width());
          out.writeInt(image.form().height());
          out.writeLong(image.form().size());
          out.writeBoolean(image.form().perceptualHash().isPresent());
          out.writeLong(image.form().perceptualHash().map(PerceptualHash::bits).orElse(0L));
          out.writeLong(image.addedAt().toEpochMilli());
          write(image.labels(), out);
        });
  }

  static CatalogImage read(byte[] bytes, RecordAddress record) {
    return read(
        bytes,
        in -> {
          String id = in.readUTF();
          ImageEncoding format = ImageEncoding.values()[in.readByte()];
          int width = in.readInt();
          int height = in.readInt();
          long size = in.readLong();
          boolean hashed = in.readBoolean();
          PerceptualHash hash = new PerceptualHash(in.readLong());
          ImageForm form =
              new ImageForm(
                  format, width, height, size, hashed ? Optional.of(hash) : Optional.empty());
          Instant addedAt = Instant.ofEpochMilli(in.readLong());
          return new CatalogImage(id, form, readRevision(in), addedAt, record);
        });
  }

  static byte[] writeHistory(List<LabelRevision> history) {
    return written(
        out -> {
          out.writeInt(history.size());
          for (LabelRevision revision : history) {
            write(revision, out);
          }
        });
  }

  static List<LabelRevision> readHistory(byte[] bytes) {
    return read(
        bytes,
        in -> {
          int count = in.readInt();
          List<LabelRevision> history = new ArrayList<>(count);
          for (int index = 0; index < count; index++) {
            history.add(readRevision(in));
          }
          return history;
        });
  }

  private static void write(LabelRevision labels, DataOutputStream out) throws IOException {
    out.writeLong(labels.at().toEpochMilli());
    out.writeByte(labels.split().ordinal());
    writeText(labels.source().kind(), out);
    writeText(labels.source().name(), out);
    writeText(labels.caller().orElse(""), out);
    List<String> names = labels.boxes().stream().map(LabelledBox::label).distinct().toList();
    out.writeInt(names.size());
    for (String name : names) {
      writeText(name, out);
    }
    out.writeInt(labels.boxes().size());
    for (LabelledBox box : labels.boxes()) {
      out.writeInt(names.indexOf(box.label()));
      out.writeDouble(box.xMin());
      out.writeDouble(box.yMin());
      out.writeDouble(box.xMax());
      out.writeDouble(box.yMax());
      out.writeBoolean(box.difficult());
    }
  }

  private static LabelRevision readRevision(DataInputStream in) throws IOException {
    Instant at = Instant.ofEpochMilli(in.readLong());
    Split split = Split.values()[in.readByte()];
    ImageSource source = new ImageSource(readText(in), readText(in));
    Optional<String> caller = Optional.of(readText(in)).filter(text -> !text.isEmpty());
    int nameCount = in.readInt();
    List<String> names = new ArrayList<>(nameCount);
    for (int index = 0; index < nameCount; index++) {
      names.add(readText(in));
    }
    int boxCount = in.readInt();
    List<LabelledBox> boxes = new ArrayList<>(boxCount);
    for (int index = 0; index < boxCount; index++) {
      boxes.add(
          new LabelledBox(
              names.get(in.readInt()),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readBoolean()));
    }
    return new LabelRevision(at, split, boxes, source, caller);
  }

  /** Unlike {@code writeUTF}, for texts of any length. */
  private static void writeText(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    byte[] bytes = in.readNBytes(in.readInt());
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] written(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_SIZE);
    try {
      writing.write(new DataOutputStream(bytes));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static <T> T read(byte[] bytes, Reading<T> reading) {
    try {
      return reading.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new UncheckedIOException("an entry of the index is damaged", e);
    }
  }

  private interface Writing {
    void write(DataOutputStream out) throws IOException;
  }

  private interface Reading<T> {
    T read(DataInputStream in) throws IOException;
  }
}
