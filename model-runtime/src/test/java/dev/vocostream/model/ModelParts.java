package dev.vocostream.model;

import dev.vocostream.model.answering.AnsweringParts;
import dev.vocostream.model.compression.ActivationCodec;
import dev.vocostream.model.compression.FrameEncoder;
import dev.vocostream.model.compression.FrameSight;
import dev.vocostream.model.compression.VocoTokens;
import dev.vocostream.model.config.VocoLlamaConfig;
import dev.vocostream.model.language.LlamaDecoder;
import dev.vocostream.model.tensor.Backend;
import dev.vocostream.model.tensor.Weights;
import dev.vocostream.model.text.PromptTemplate;
import dev.vocostream.model.text.Tokenizer;
import dev.vocostream.model.vision.ImagePreprocessor;
import dev.vocostream.model.vision.Projector;
import dev.vocostream.model.vision.VisionTower;
import java.nio.file.Path;
import org.bytedeco.pytorch.Tensor;

/** The parts of a model, for tests that look between them. */
public final class ModelParts implements AutoCloseable {
  public final VocoLlamaConfig config;
  public final Tokenizer tokenizer;
  public final PromptTemplate template;
  public final ImagePreprocessor preprocessor;
  public final VisionTower tower;
  public final Projector projector;
  public final LlamaDecoder decoder;
  public final FrameSight sight;
  public final FrameEncoder encoder;
  public final VocoTokens memory;
  public final ActivationCodec codec;
  public final Backend backend;
  private final Weights weights;

  /** To compute in 32 bits. */
  public ModelParts(Path directory) {
    this(directory, Compute.cpu());
  }

  public ModelParts(Path directory, Compute compute) {
    config = VocoLlamaConfig.read(directory);
    backend = new Backend(compute);
    weights = Weights.open(directory, backend);
    tokenizer = Tokenizer.read(directory);
    template = new PromptTemplate(tokenizer, config.tokens(), config.prompt());
    preprocessor = new ImagePreprocessor(config.image());
    tower = new VisionTower(weights, config.vision());
    int hidden = config.decoder().hiddenSize();
    projector = new Projector(weights, config.projector(), config.vision().hiddenSize(), hidden);
    decoder = new LlamaDecoder(weights, config.decoder());
    sight = new FrameSight(tower, projector, decoder, template);
    encoder = new FrameEncoder(weights, decoder, template.beforeFrame());
    memory = new VocoTokens(sight, encoder, config.tokens().vocoTokens());
    codec = new ActivationCodec(config.decoder(), backend);
  }

  /** What answers questions, with a tokenizer that may listen. */
  public AnsweringParts answering(Tokenizer tokenizer) {
    return AnsweringParts.of(weights, decoder, template, tokenizer, config);
  }

  /** [1, 3, size, size] */
  public Tensor pixels(RgbImage picture) {
    int size = config.image().size();
    return backend.floats(preprocessor.pixels(picture), 1, 3, size, size);
  }

  @Override
  public void close() {
    weights.close();
  }
}
