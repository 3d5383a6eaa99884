package io.boxstream.trainer.distributed;

import io.boxstream.detection.pipeline.BatchPipeline;
import io.boxstream.detection.pipeline.LabelledImage;
import io.boxstream.detection.pipeline.LabelledImages;
import io.boxstream.detection.pipeline.PipelineSettings;
import io.boxstream.detection.pipeline.SampleListener;
import io.boxstream.detection.pipeline.TrainingBatch;
import io.boxstream.detection.training.DetectorTrainer;
import io.boxstream.detection.training.ParameterServer;
import io.boxstream.images.ImageDecoder;
import io.boxstream.trainer.loop.TrainingPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Trains its copy of the network on its part of each batch, phase by phase as it is told. */
final class Worker implements AutoCloseable {

  private static final int BUFFERED_BATCHES = 4;

  private final WorkerTask task;
  private final TrainingPlan plan;
  private final Connection connection;
  private final Images images;
  private final DetectorTrainer trainer;
  private BatchPipeline pipeline;
  private TrainingBatch batch;

  private Worker(WorkerTask task, Connection connection, Images images, DetectorTrainer trainer) {
    this.task = task;
    this.plan = task.plan();
    this.connection = connection;
    this.images = images;
    this.trainer = trainer;
  }

  /**
   * Where images come from.
   *
   * @param requests asks for them
   * @param decoder decodes them
   */
  record Images(ImageRequests requests, ImageDecoder decoder) {}

  /** Receives the network, and reports when it is there. */
  static Worker start(
      WorkerTask task,
      Map<String, String> environment,
      Connection connection,
      FileParts.Messages messages,
      Images images)
      throws IOException {
    Path parameters = Files.createTempFile("boxstream-worker", ".params");
    Path optimizerState = Files.createTempFile("boxstream-worker", ".optimizer");
    try {
      FileParts.receive(parameters, messages);
      FileParts.receive(optimizerState, messages);
      TrainingPlan plan = task.plan();
      DetectorTrainer trainer =
          DetectorTrainer.resumeShared(
              plan.architecture(),
              plan.recipe().updates(),
              parameters,
              optimizerState,
              task.device(),
              ParameterServer.worker(environment, task.compression()));
      connection.send(Message.of(Message.Kind.STARTED, Map.of("device", trainer.devices().get(0))));
      return new Worker(task, connection, images, trainer);
    } finally {
      Files.delete(parameters);
      Files.delete(optimizerState);
    }
  }

  /** Does what the coordinator asks for. */
  void handle(Message message) throws IOException, InterruptedException {
    switch (message.kind()) {
      case IMAGES -> open(message.number("images"), Long.parseLong(message.field("firstStep")));
      case NEXT -> next();
      case FORWARD -> forward(message.number("positives"));
      case UPDATE -> {
        trainer.backward();
        // What comes next waits for the other workers.
        connection.send(Message.of(Message.Kind.GRADIENTS));
        trainer.update(Double.parseDouble(message.field("rate")));
        connection.send(Message.of(Message.Kind.UPDATED));
      }
      case ABANDON -> trainer.abandon();
      case SAVE -> save(message.field("what"));
      case BEAT, HELLO, START, PART, STARTED, IMAGE, READY, LOSSES, GRADIENTS, UPDATED, FAILED ->
          throw new IllegalStateException("not for a worker: " + message.kind());
    }
  }

  private void open(int size, long firstStep) {
    if (pipeline != null) {
      pipeline.close();
    }
    pipeline =
        new BatchPipeline(
            new Shard(size, images.requests()),
            plan.architecture().preset(),
            new PipelineSettings(
                plan.recipe().augmentation(),
                task.share(),
                plan.seed(),
                Runtime.getRuntime().availableProcessors(),
                BUFFERED_BATCHES),
            firstStep,
            images.decoder(),
            SampleListener.NONE);
  }

  private void next() throws IOException, InterruptedException {
    if (batch != null) {
      pipeline.recycle(batch);
    }
    batch = pipeline.next();
    connection.send(
        new Message(
            Message.Kind.READY,
            Map.of("positives", Integer.toString(DetectorTrainer.positives(batch))),
            String.join("\n", batch.imageIds()).getBytes(StandardCharsets.UTF_8)));
  }

  private void forward(int positives) throws IOException {
    float[] losses = trainer.forward(batch, positives);
    ByteBuffer bytes = ByteBuffer.allocate(losses.length * Float.BYTES);
    bytes.asFloatBuffer().put(losses);
    connection.send(new Message(Message.Kind.LOSSES, Map.of(), bytes.array()));
  }

  private void save(String what) throws IOException {
    Path file = Files.createTempFile("boxstream-worker", ".saved");
    try {
      if (what.equals("parameters")) {
        trainer.saveParameters(file);
      } else {
        trainer.saveOptimizerState(file);
      }
      FileParts.send(connection, file);
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    if (pipeline != null) {
      pipeline.close();
    }
    trainer.close();
  }

  private record Shard(int size, ImageRequests images) implements LabelledImages {
    @Override
    public LabelledImage get(int index) {
      return images.get(index);
    }
  }
}
