package dev.vocostream.job.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.LongConsumer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.state.CheckpointMetadataOutputStream;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;

/** Writes a checkpoint's metadata, which is written last of all, and the {@link Seal} behind it. */
final class SealingStream extends CheckpointMetadataOutputStream {
  private final CheckpointMetadataOutputStream out;
  private final Path directory;
  private final LongConsumer size;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  /**
   * @param directory of the checkpoint
   * @param size told how many bytes it came to
   */
  SealingStream(CheckpointMetadataOutputStream out, Path directory, LongConsumer size) {
    this.out = out;
    this.directory = directory;
    this.size = size;
  }

  @Override
  public void write(int one) throws IOException {
    out.write(one);
    written.write(one);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    out.write(bytes, from, count);
    written.write(bytes, from, count);
  }

  @Override
  public CompletedCheckpointStorageLocation closeAndFinalizeCheckpoint() throws IOException {
    Seal seal = Seal.of(written.toByteArray(), directory);
    size.accept(seal.size());
    out.write(seal.bytes());
    return out.closeAndFinalizeCheckpoint();
  }

  @Override
  public long getPos() throws IOException {
    return out.getPos();
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void sync() throws IOException {
    out.sync();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
