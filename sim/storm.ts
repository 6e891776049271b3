/** The faults of the simulated world, at random moments, one after another and sometimes several at once. */
import { type Agent, allZones } from "./agent.ts";
import type { Chance } from "./chance.ts";
import type { ControlPlane } from "./control-plane.ts";
import type { SimRouter } from "./sim-router.ts";
import type { Timeline } from "./timeline.ts";
import type { Trace } from "./trace.ts";

interface StormPorts {
  readonly timeline: Timeline;
  readonly chance: Chance;
  readonly trace: Trace;
  readonly agent: Agent;
  readonly routers: readonly SimRouter[];
  readonly planes: () => readonly ControlPlane[];
  readonly startPlane: () => void;
  readonly crash: (plane: ControlPlane) => void;
  readonly disturbed: () => void;
  readonly stormy: () => boolean;
}

export class Storm {
  readonly #ports: StormPorts;
  /** Faults come this far apart, at most. */
  readonly #mostMs: number;
  /** Control ends soon after so many more writes. */
  #writesLeft = 0;

  constructor(ports: StormPorts) {
    this.#ports = ports;
    this.#mostMs = ports.chance.pick([10_000, 30_000, 90_000]);
  }

  /** Faults happen until the storm is over; each one heals by itself. */
  begin(): void {
    const { timeline, chance, stormy } = this.#ports;
    timeline.after(chance.between(500, this.#mostMs), () => {
      if (!stormy()) return;
      this.#strike();
      this.begin();
    });
  }

  /** The end: what does not heal by itself is made whole. */
  end(): void {
    const { agent, routers, planes, startPlane, disturbed } = this.#ports;
    this.#writesLeft = 0;
    for (const zone of allZones) agent.zoneReturns(zone);
    for (const router of routers) if (!router.isUp) router.start();
    for (const plane of planes()) plane.goOn();
    if (planes().length === 0) startPlane();
    disturbed();
  }

  /** The store took a write: a moment at which control likes to end. */
  written(): void {
    if (this.#writesLeft > 0 && --this.#writesLeft === 0) this.#ports.timeline.after(this.#ports.chance.delay(0, 20), () => this.#crash());
  }

  #strike(): void {
    const { chance, trace, timeline, agent, routers, planes } = this.#ports;
    const instances = [...agent.instances.values()];
    switch (chance.between(1, 18)) {
      case 1:
      case 2:
      case 3:
        if (instances.length > 0) agent.kill(chance.pick(instances));
        break;
      case 4:
        if (instances.length > 0) agent.hang(chance.pick(instances));
        break;
      case 5:
        this.#zoneGoes();
        break;
      case 6:
      case 7:
        trace.note("fault", "a router loses control");
        chance.pick(routers).disconnect();
        break;
      case 8:
        this.#routerEnds(chance.pick(routers));
        break;
      case 9:
        for (const plane of planes()) plane.link?.break();
        trace.note("fault", "the agent is out of reach");
        this.#ports.disturbed();
        break;
      case 10:
      case 11:
        this.#crash();
        break;
      case 12:
      case 13:
        this.#writesLeft = chance.between(1, 4);
        break;
      case 14:
        trace.note("fault", "a second control plane");
        this.#ports.startPlane();
        break;
      case 15:
        this.#ports.disturbed();
        timeline.jump(chance.pick([-1, 1]) * chance.delay(100, 60_000));
        trace.note("fault", "the clock jumps");
        break;
      case 17:
      case 18:
        this.#stop();
        break;
      case 16:
        for (const instance of instances) if (chance.happens(0.5)) agent.kill(instance);
        break;
    }
  }

  #crash(): void {
    const { chance, timeline, trace, planes, crash, startPlane, stormy } = this.#ports;
    const there = planes();
    if (there.length === 0 || !stormy()) return;
    trace.note("fault", "control ends");
    crash(chance.pick(there));
    timeline.after(chance.delay(50, 15_000), () => {
      if (stormy() && planes().length === 0) startPlane();
    });
  }

  /** Control is stopped for a while; whoever watches it may take it for dead, give up its connections, and start another. */
  #stop(): void {
    const { chance, timeline, trace, planes, routers, disturbed, startPlane, stormy } = this.#ports;
    const there = planes().filter(({ isStopped }) => !isStopped);
    if (there.length === 0) return;
    const plane = chance.pick(there);
    trace.note("fault", `${plane.name} is stopped`);
    plane.stop();
    disturbed();
    const forMs = chance.delay(500, 150_000);
    timeline.after(forMs, () => {
      trace.note("control", `${plane.name} goes on`);
      disturbed();
      plane.goOn();
    });
    if (chance.happens(0.4)) return;
    timeline.after(chance.between(100, forMs), () => {
      if (!stormy()) return;
      for (const router of routers) if (chance.happens(0.7)) router.disconnect();
      startPlane();
    });
  }

  #zoneGoes(): void {
    const { chance, timeline, agent } = this.#ports;
    const zone = chance.pick(allZones);
    if (!agent.zones.includes(zone)) return;
    agent.zoneGoes(zone);
    timeline.after(chance.between(5_000, 120_000), () => agent.zoneReturns(zone));
  }

  #routerEnds(router: SimRouter): void {
    if (!router.isUp) return;
    router.crash();
    this.#ports.timeline.after(this.#ports.chance.delay(100, 15_000), () => {
      if (!router.isUp) router.start();
    });
  }
}
