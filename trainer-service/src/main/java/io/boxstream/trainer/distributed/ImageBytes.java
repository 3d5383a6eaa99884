package io.boxstream.trainer.distributed;

import io.boxstream.detection.Box;
import io.boxstream.detection.GroundTruth;
import io.boxstream.detection.pipeline.LabelledImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** An image with its labels as bytes. */
final class ImageBytes {

  private ImageBytes() {}

  static byte[] write(LabelledImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(image.bytes().length + 1024);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(image.id());
      out.writeInt(image.boxes().size());
      for (GroundTruth object : image.boxes()) {
        out.writeInt(object.classIndex());
        out.writeDouble(object.box().xMin());
        out.writeDouble(object.box().yMin());
        out.writeDouble(object.box().xMax());
        out.writeDouble(object.box().yMax());
        out.writeBoolean(object.difficult());
      }
      out.write(image.bytes());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  static LabelledImage read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      String id = in.readUTF();
      int count = in.readInt();
      List<GroundTruth> objects = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int classIndex = in.readInt();
        Box box = new Box(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
        objects.add(new GroundTruth(classIndex, box, in.readBoolean()));
      }
      return new LabelledImage(id, in.readAllBytes(), objects);
    } catch (IOException damaged) {
      throw new UncheckedIOException("not an image", damaged);
    }
  }
}
