package dev.vocostream.model.weights;

import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Recognises PyTorch's pickle files by their first bytes, whatever they are called. Loading a
 * pickle runs code of its author, so there is no unpickler here, not even a restricted one.
 */
final class Pickle {
  private Pickle() {}

  /**
   * @throws InvalidCheckpointException naming the conversion, if the file is a pickle
   */
  static void refuse(Path file) throws IOException {
    byte[] first;
    try (InputStream in = Files.newInputStream(file)) {
      first = in.readNBytes(8);
    }
    if (isZip(first) || isPickleStream(first)) {
      throw new InvalidCheckpointException(
          file
              + " is a PyTorch pickle file, which can run code when it is loaded; convert it:"
              + " load it in Python with torch.load(.., weights_only=True), clone shared tensors,"
              + " and write it with safetensors.torch.save_file as model.safetensors");
    }
  }

  private static boolean isZip(byte[] b) {
    return b.length > 4 && b[0] == 'P' && b[1] == 'K' && b[2] == 3 && b[3] == 4;
  }

  private static boolean isPickleStream(byte[] b) {
    // opcode PROTO and a protocol number; a safetensors header length has zeros in its upper half
    boolean proto = b.length > 4 && b[0] == (byte) 0x80 && b[1] >= 2 && b[1] <= 5;
    return proto && !(b.length == 8 && b[4] == 0 && b[5] == 0 && b[6] == 0 && b[7] == 0);
  }
}
