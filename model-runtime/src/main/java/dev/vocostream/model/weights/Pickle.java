package dev.vocostream.model.weights;

import dev.vocostream.model.InvalidCheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Recognises PyTorch's pickle files by their first bytes, whatever they are called. Loading a
 * pickle runs code of its author, so there is no unpickler here, not even a restricted one.
 */
final class Pickle {
  private static final String INDEX = "pytorch_model.bin.index.json";

  private Pickle() {}

  /**
   * Looks at all files of a directory that may be taken for weights, those below it not included.
   *
   * @throws InvalidCheckpointException naming the conversion, if one of them is a pickle
   */
  static void refuseIn(Path directory) throws IOException {
    List<Path> files;
    try (Stream<Path> entries = Files.list(directory)) {
      files = entries.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      if (file.getFileName().toString().matches("(?i).+\\.(bin|pth?|ckpt|pkl|safetensors)")) {
        refuse(file);
      }
    }
    if (files.contains(directory.resolve(INDEX)) && !WeightFile.isIn(directory)) {
      throw new InvalidCheckpointException(
          "%s names the shards of a PyTorch pickle: %s"
              .formatted(directory.resolve(INDEX), conversion("pytorch_model.bin")));
    }
  }

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
          "%s is a PyTorch pickle file, which can run code when it is loaded: %s"
              .formatted(file, conversion(file.getFileName().toString())));
    }
  }

  private static String conversion(String name) {
    return ("remove it if its tensors are here as safetensors already, else convert it: load it in"
            + " Python with torch.load(.., weights_only=True), clone shared tensors, write it with"
            + " safetensors.torch.save_file as %s%s, then run: voco model manifest DIR")
        .formatted(converted(name), name.contains("-of-") ? shards() : "");
  }

  private static String converted(String name) {
    String stem = name.replaceFirst("(?i)\\.(bin|pth?|ckpt|pkl|safetensors)$", "");
    return stem.replaceFirst("^(pytorch_model|consolidated)", "model") + ".safetensors";
  }

  private static String shards() {
    return ", do so with every shard, write "
        + WeightFile.INDEX
        + " with the weight_map of "
        + INDEX
        + " and the new file names";
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
