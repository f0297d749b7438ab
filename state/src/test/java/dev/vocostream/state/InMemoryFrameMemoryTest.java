package dev.vocostream.state;

class InMemoryFrameMemoryTest extends FrameMemoryContract {
  @Override
  protected FrameMemory memory() {
    return new InMemoryFrameMemory();
  }
}
