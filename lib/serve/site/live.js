/*
 * live - the stream of events, for as long as the page is there.
 *
 * Where it breaks, or nothing comes though something should, it is opened anew,
 * after a second first and then after longer ones.
 */

const SILENT = 5000;		/* milliseconds until it is told */
const GIVEN_UP = 15000;		/* until it is opened anew */
const WAIT = 1000;
const WAIT_MAX = 10000;

export class Live {
  /*
   * on.state and on.history are called with what an event holds, and on.link
   * with "live", "silent" or "lost" whenever it becomes so.
   */
  constructor(on) {
    this.on = on;
    this.wait = WAIT;
    this.heard = performance.now();
    this.open();
    setInterval(() => this.look(), 1000);
  }

  open() {
    this.heard = performance.now();
    this.source = new EventSource("/events");
    for (const name of ["state", "history"])
      this.source.addEventListener(name, event => this.hear(name, event.data));
    this.source.addEventListener("error", () => this.again());
  }

  hear(name, data) {
    let value;
    try {
      value = JSON.parse(data);
    } catch {
      return;		/* as if it had not come: it will be silent */
    }
    this.heard = performance.now();
    this.wait = WAIT;
    this.on[name](value);
    if (name === "state")
      this.become("live");
  }

  become(link) {
    if (this.link !== link)
      this.on.link(this.link = link);
  }

  again() {
    this.source.close();
    this.source = null;
    this.become("lost");
    setTimeout(() => this.open(), this.wait);
    this.wait = Math.min(this.wait * 2, WAIT_MAX);
  }

  look() {
    const silence = performance.now() - this.heard;
    if (this.source === null || silence < SILENT)
      return;
    this.become("silent");
    if (silence >= GIVEN_UP)
      this.again();
  }
}
