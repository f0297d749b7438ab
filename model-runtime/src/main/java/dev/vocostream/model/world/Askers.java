package dev.vocostream.model.world;

import java.util.EnumMap;
import java.util.Map;

/** Who asks which type. */
final class Askers {
  private static final Map<QuestionType, Asker> BY_TYPE = new EnumMap<>(QuestionType.class);

  static {
    for (QuestionType type : QuestionType.values()) {
      BY_TYPE.put(type, make(type));
    }
  }

  private Askers() {}

  static Asker of(QuestionType type) {
    return BY_TYPE.get(type);
  }

  private static Asker make(QuestionType type) {
    return switch (type) {
      case EXISTS -> new ExistsAsker();
      case COUNT -> new CountAsker();
      case COLOUR -> LooksAsker.colour();
      case SHAPE -> LooksAsker.shape();
      case SIZE -> LooksAsker.size();
      case WHERE -> LooksAsker.where();
      case MONITOR -> new MonitorAsker();
      case BOX, REFER -> new BoxAsker(type);
      case CAPTION -> new CaptionAsker();
      case MOVED -> new MovedAsker();
      case ENTERED -> CrossingAsker.entered();
      case LEFT -> CrossingAsker.left();
      case FIRST -> new FirstAsker();
      case COUNT_ENTERED -> new CountEnteredAsker();
      case BEFORE -> new BeforeAsker();
      case MONITOR_CHANGE -> new ChangeMonitorAsker();
    };
  }
}
