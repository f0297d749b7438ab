package dev.vocostream.tests.job;

import java.io.IOException;
import java.net.URI;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FSDataOutputStreamWrapper;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.core.fs.local.LocalRecoverableWriter;

/** The local disk under the scheme {@code faulty}, which takes so many bytes and then no more. */
final class FaultyFileSystem extends LocalFileSystem {
  private static final String SCHEME = "faulty";

  private static Fault fault;
  private static long left;

  /** What becomes of a write that there is no room for. */
  enum Fault {
    /** The disk is full: this write and all others fail. */
    NO_SPACE("No space left on device"),
    /** Half of it is on the disk. */
    SHORT_WRITE("Input/output error"),
    /** This write fails; the next is taken. */
    ONE_ERROR("Input/output error");

    private final String message;

    Fault(String message) {
      this.message = message;
    }
  }

  /** Found by Flink as a service. */
  public static final class Factory implements FileSystemFactory {
    @Override
    public String getScheme() {
      return SCHEME;
    }

    @Override
    public FileSystem create(URI uri) {
      return new FaultyFileSystem();
    }
  }

  /** From now on, all files together. */
  static synchronized void failAfter(long bytes, Fault kind) {
    left = bytes;
    fault = kind;
  }

  static synchronized void heal() {
    fault = null;
  }

  /** How much of a write is taken; all of it where nothing fails. */
  private static synchronized int room(int count) {
    if (fault == null || count <= left) {
      left -= count;
      return count;
    }
    return fault == Fault.NO_SPACE ? 0 : count / 2;
  }

  private static synchronized void fail() throws IOException {
    String message = fault.message;
    if (fault == Fault.ONE_ERROR) {
      fault = null;
    }
    throw new IOException(message);
  }

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public LocalRecoverableWriter createRecoverableWriter() {
    throw new UnsupportedOperationException("its streams would pass this class by");
  }

  @Override
  public FSDataOutputStream create(Path file, WriteMode mode) throws IOException {
    return new Stream(super.create(file, mode));
  }

  private static final class Stream extends FSDataOutputStreamWrapper {
    Stream(FSDataOutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      int room = room(count);
      super.write(bytes, from, room);
      if (room < count) {
        fail();
      }
    }
  }
}
