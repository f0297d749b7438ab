package dev.vocostream.model;

import java.util.Collection;
import java.util.List;

/** Does all that another model does; a subclass says what is different. */
public abstract class ForwardingModel implements VisionLanguageModel {
  protected final VisionLanguageModel model;

  /**
   * @param model is closed with this one
   */
  protected ForwardingModel(VisionLanguageModel model) {
    this.model = model;
  }

  @Override
  public ModelDescription description() {
    return model.description();
  }

  @Override
  public List<Activations> compress(List<RgbImage> frames) {
    return model.compress(frames);
  }

  @Override
  public int windowPositions(Prompt prompt) {
    return model.windowPositions(prompt);
  }

  @Override
  public int fullFrameTokens() {
    return model.fullFrameTokens();
  }

  @Override
  public HeldFrames hold(Collection<FrameId> frames) {
    return model.hold(frames);
  }

  @Override
  public Answering answering() {
    return model.answering();
  }

  @Override
  public Reply answer(Prompt prompt, List<Activations> window) {
    return model.answer(prompt, window);
  }

  @Override
  public ModelFigures figures() {
    return model.figures();
  }

  @Override
  public boolean isOnDevice() {
    return model.isOnDevice();
  }

  @Override
  public void probe() {
    model.probe();
  }

  @Override
  public void close() {
    model.close();
  }
}
