package dev.vocostream.model.training.record;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a training, one line of JSON each, oldest first. After a kill it goes on behind the
 * step that the training resumes from, so that in the end nothing shows that there was one.
 */
public final class TrainingLog implements Closeable {
  private final Path file;
  private final FileChannel channel;
  private long lastStep;

  TrainingLog(Path file, FileChannel channel, long lastStep) {
    this.file = file;
    this.channel = channel;
    this.lastStep = lastStep;
  }

  /**
   * Opens a log to go on behind a step. Lines of later steps are cut off, and so is a last line
   * that was not written to its end.
   *
   * @param step what the training resumes from; 0 for a new one
   * @throws IOException naming file and line, if there is a line that is none of ours
   */
  public static TrainingLog openAfter(Path file, long step) throws IOException {
    if (Files.exists(file)) {
      long[] kept = {0};
      read(file, step, (line, end) -> kept[0] = end);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(kept[0]);
      }
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return new TrainingLog(file, channel, step);
  }

  /**
   * All whole lines, oldest first. May be called while the training writes.
   *
   * @throws IOException naming file and line, if there is a line that is none of ours
   */
  public static List<TrainingStep> read(Path file) throws IOException {
    List<TrainingStep> steps = new ArrayList<>();
    read(file, Long.MAX_VALUE, (step, end) -> steps.add(step));
    return steps;
  }

  /** A line that was read, and where it ends, in bytes. */
  private interface Lines {
    void take(TrainingStep step, long end);
  }

  private static void read(Path file, long last, Lines lines) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long at = 0;
      int number = 1;
      for (int next = in.read(); next >= 0; next = in.read()) {
        at++;
        if (next != '\n') {
          line.write(next);
          continue;
        }
        TrainingStep step = parse(file, number++, line.toByteArray());
        if (step.step() > last) {
          return;
        }
        lines.take(step, at);
        line.reset();
      }
    }
  }

  private static TrainingStep parse(Path file, int number, byte[] line) throws IOException {
    try {
      return StepJson.read(line);
    } catch (IOException e) {
      throw new IOException(
          "%s, line %d: expected a step of a training as JSON, found: %s; remove the line, or the file"
              .formatted(file, number, e.getMessage()),
          e);
    }
  }

  /**
   * @throws IllegalArgumentException if the step lies before the last one
   * @throws IOException naming the file; what was written of the line is taken away again
   */
  public void append(TrainingStep step) throws IOException {
    if (step.step() < lastStep) {
      throw new IllegalArgumentException(
          "%s: expected step %d or a later one, got %d".formatted(file, lastStep, step.step()));
    }
    byte[] json = StepJson.write(step);
    ByteBuffer line = ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
    long size = channel.size();
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
    } catch (IOException e) {
      channel.truncate(size);
      throw new IOException(
          "%s: step %d cannot be written: %s".formatted(file, step.step(), e.getMessage()), e);
    }
    lastStep = step.step();
  }

  /**
   * Survives a loss of power from here on. To be called before the checkpoint of a step is saved.
   */
  public void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
