package dev.vocostream.model.world;

/** What a thing does in a scene; each does one. */
enum Action {
  STAND(0, 0, 0),
  ENTER(2, 0, 0),
  LEAVE(2, 0, 0),
  MOVE_LEFT(1, -1, 0),
  MOVE_RIGHT(1, 1, 0),
  MOVE_UP(1, 0, -1),
  MOVE_DOWN(1, 0, 1),
  CHANGE_COLOUR(2, 0, 0),
  HIDE(1, 0, 0);

  /** How often it is done, beside the others. */
  final int share;

  /** Which way across the picture. */
  final int right;

  final int down;

  Action(int share, int right, int down) {
    this.share = share;
    this.right = right;
    this.down = down;
  }

  boolean moves() {
    return right != 0 || down != 0;
  }
}
