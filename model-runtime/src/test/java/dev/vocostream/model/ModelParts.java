package dev.vocostream.model;

import dev.vocostream.model.compression.VocoCompressor;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.tensor.Weights;
import dev.vocostream.model.text.PromptTemplate;
import dev.vocostream.model.text.Tokenizer;
import dev.vocostream.model.vision.Projector;
import dev.vocostream.model.vision.VisionTower;
import java.nio.file.Path;

/** The parts of a model, for tests that look between them. */
public final class ModelParts implements AutoCloseable {
  public final VocoLlamaConfig config;
  public final Tokenizer tokenizer;
  public final PromptTemplate template;
  public final VisionTower tower;
  public final Projector projector;
  public final LlamaDecoder decoder;
  public final VocoCompressor compressor;
  private final Weights weights;

  public ModelParts(Path directory) {
    config = VocoLlamaConfig.read(directory);
    weights = Weights.open(directory);
    tokenizer = Tokenizer.read(directory);
    template = new PromptTemplate(tokenizer, config.tokens(), config.prompt());
    tower = new VisionTower(weights, config.vision());
    int hidden = config.decoder().hiddenSize();
    projector = new Projector(weights, config.projector(), config.vision().hiddenSize(), hidden);
    decoder = new LlamaDecoder(weights, config.decoder());
    compressor = new VocoCompressor(decoder, config.decoder(), template);
  }

  @Override
  public void close() {
    weights.close();
  }
}
