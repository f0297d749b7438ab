package dev.vocostream.model.weights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vocostream.model.DType;
import dev.vocostream.model.config.TokenConfig;
import dev.vocostream.model.config.VocoLlamaConfig;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The settings and tokenizer files of a checkpoint, with {@code <voco>} in them.
 *
 * @param from the checkpoint
 * @param before what it says of itself
 * @param voco the id of {@code <voco>}
 * @param rows of the vocabulary, that of {@code <voco>} included
 * @param vocoTokens of a frame
 */
record GrownSettings(Path from, VocoLlamaConfig before, int voco, int rows, int vocoTokens) {

  void write(Path directory, DType dtype) throws IOException {
    ObjectNode config = new BundledSettings(from, before.vision()).copyTo(directory);
    grow(config, dtype);
    TokenFiles.write(directory.resolve(BundledSettings.CONFIG), config);
    TokenFiles.add(directory, TokenConfig.VOCO, voco);
  }

  private void grow(ObjectNode config, DType dtype) {
    if (BundledSettings.isHuggingFace(config)) {
      JsonNode text = config.path("text_config");
      ObjectNode decoder = text instanceof ObjectNode o ? o : config.putObject("text_config");
      decoder.put("vocab_size", rows);
    }
    config.put("vocab_size", rows).put("voco_tokens", vocoTokens).put("voco_token_id", voco);
    config.put("trained", false).put("voco_name", before.name() + "-untrained-voco");
    for (String key : new String[] {"torch_dtype", "dtype"}) {
      if (config.has(key)) {
        config.put(key, dtype.torchName());
      }
    }
  }
}
