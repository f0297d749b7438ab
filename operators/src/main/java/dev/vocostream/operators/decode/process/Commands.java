package dev.vocostream.operators.decode.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What a parent tells its decoder, on the decoder's standard input.
 *
 * <pre>
 * open      byte 1, int stream, the request, see {@link DecoderRequest}
 * close     byte 2, int stream
 * </pre>
 *
 * The end of the input means that the parent is gone.
 */
final class Commands {
  private static final int OPEN = 1;
  private static final int CLOSE = 2;

  private Commands() {}

  /**
   * One of them.
   *
   * @param request null: the stream is to be closed
   */
  record Command(int stream, DecoderRequest request) {}

  static void open(int stream, DecoderRequest request, OutputStream pipe) throws IOException {
    DataOutputStream out = new DataOutputStream(pipe);
    out.writeByte(OPEN);
    out.writeInt(stream);
    request.write(out);
  }

  static void close(int stream, OutputStream pipe) throws IOException {
    DataOutputStream out = new DataOutputStream(pipe);
    out.writeByte(CLOSE);
    out.writeInt(stream);
    out.flush();
  }

  /**
   * The next one, or null at the end of the pipe.
   *
   * @throws IOException if the pipe ends early or holds something else
   */
  static Command read(InputStream pipe) throws IOException {
    int what = pipe.read();
    if (what < 0) {
      return null;
    }
    int stream = new DataInputStream(pipe).readInt();
    return switch (what) {
      case OPEN -> new Command(stream, DecoderRequest.read(pipe));
      case CLOSE -> new Command(stream, null);
      default -> throw new IOException("expected a command, found " + what);
    };
  }
}
